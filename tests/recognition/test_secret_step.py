"""What opens and ends a secret step, and what is made of a secret that is said aloud."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import missing
from tests.speech import FIVE_VOICES, RATE, TestVoice, hiss, joined, quiet, say, with_noise
from voice_helper.events import Heard, Noise
from voice_helper.prompts import Prompts
from voice_helper.recognition.vosk_recogniser import VoskRecogniser
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding.expectation import Expectation, Expecting

pytestmark = pytest.mark.speech

BLOCK = RATE // 10 * 2
OURS = {"vosk_recogniser"}
STAGES = ("turned-away", "nobody-sees", "finished")
ALWAYS = ("help", "repeat", "stop", "back")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CODES = ("four two nine one", "zero three five nine five eight", "my pin is seven one five three")
SPELLED = ("K A R E N", "kilo alfa romeo echo november", "H A N N E five nine one four")
NEAR_MISSES = (
    "I have not turned away",
    "I haven't turned away",
    "she has not turned away yet",
    "have you turned away",
    "is it finished",
    "I am not finished",
    "I am furnished",
    "are you finished",
    "it is not covered",
    "I am not alone",
    "everybody can see me",
    "turned away",
    "finished",
)
TALK = (
    "is it going well mum",
    "take your time",
    "the screen has gone dark again",
    "we can try again tomorrow",
    "could you open the window",
    "where did you put my glasses",
    "it wants me to press something",
    "have you had lunch yet",
)


def expectation(prompts: Prompts, stage: str) -> Expectation:
    table = prompts.table("secret-step")
    phrases = tuple(phrase for name in (stage, *ALWAYS) for phrase in table[name]["phrases"])
    return Expectation(Expecting.SECRET_STEP, phrases)


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest, recogniser: VoskRecogniser, prompts: Prompts) -> str:
    recogniser.expect(Expectation(Expecting.QUESTIONS, ()))
    recogniser.expect(expectation(prompts, request.param))
    return str(request.param)


def outcomes(recogniser: VoskRecogniser, sound: Sound) -> Iterator[Heard | Noise]:
    data = joined(sound, quiet(1.5)).as_bytes()
    for at in range(0, len(data), BLOCK):
        outcome = recogniser.accept(data[at : at + BLOCK])
        if outcome is not None:
            yield outcome


def phrases(recogniser: VoskRecogniser, sound: Sound) -> list[str]:
    return [each.words for each in outcomes(recogniser, sound) if isinstance(each, Heard)]


def is_noticed(recogniser: VoskRecogniser, sound: Sound) -> bool:
    return any(isinstance(o, Noise) and o.is_spelling for o in outcomes(recogniser, sound))


def recorded_codes(folder: Path, count: int) -> list[Sound]:
    draw, codes = random.Random(4), []  # noqa: S311 - the same ones each time
    for number in range(count):
        speaker = ("george", "theo", "nicolas", "jackson")[number % 4]
        paths = sorted(folder.glob(f"digits/?_{speaker}_*.flac"))
        if not paths:
            missing("the recordings of digits")
        pieces = [quiet(0.5)]
        for path in draw.choices(paths, k=5):
            pieces += [read_wav(path).as_rate(RATE), quiet(draw.uniform(0.1, 0.4))]
        codes.append(joined(*pieces, quiet(0.5)))
    return codes


@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
def test_fixed_phrases_are_heard_clean_and_in_noise(
    recogniser: VoskRecogniser, prompts: Prompts, stage: str, voice: TestVoice
) -> None:
    same = set(prompts.table("secret-step")[stage]["phrases"])
    for phrase in prompts.table("secret-step")[stage]["phrases"][:2]:
        for sound in (say(phrase, voice), with_noise(say(phrase, voice), hiss(9.0), 12)):
            [heard] = phrases(recogniser, sound)
            assert heard in same


@pytest.mark.parametrize("other", NEAR_MISSES)
def test_near_miss_opens_and_ends_nothing(
    recogniser: VoskRecogniser, stage: str, other: str
) -> None:
    for voice in FIVE_VOICES[:3]:
        assert phrases(recogniser, say(other, voice)) == []


def test_talk_is_neither_a_phrase_nor_spelling(recogniser: VoskRecogniser, stage: str) -> None:
    for number, sentence in enumerate(TALK):
        heard = list(outcomes(recogniser, say(sentence, FIVE_VOICES[number % 5])))
        assert {each for each in heard if isinstance(each, Heard)} == set()
    said = [say(sentence, FIVE_VOICES[number % 5]) for number, sentence in enumerate(TALK)]
    assert sum(is_noticed(recogniser, sound) for sound in said) <= 1


def test_most_codes_that_are_read_aloud_are_noticed(recogniser: VoskRecogniser, stage: str) -> None:
    said = [say(code, voice) for code in CODES for voice in FIVE_VOICES]
    assert sum(is_noticed(recogniser, sound) for sound in said) >= 0.7 * len(said)


def test_most_recorded_codes_are_noticed(
    recogniser: VoskRecogniser, stage: str, shared_audio: Path
) -> None:
    said = recorded_codes(shared_audio, 12)
    assert sum(is_noticed(recogniser, sound) for sound in said) >= 0.7 * len(said)


def test_digit_by_digit_is_noticed_by_and_by(recogniser: VoskRecogniser, prompts: Prompts) -> None:
    recogniser.expect(expectation(prompts, "finished"))
    slowly = [joined(say(digit), quiet(0.4)) for digit in ("five", "one", "nine", "five", "four")]
    assert is_noticed(recogniser, joined(*slowly))


@pytest.mark.parametrize("noisy", [False, True], ids=["clean", "noisy"])
def test_nothing_of_a_secret_gets_out(
    recogniser: VoskRecogniser,
    stage: str,
    noisy: bool,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    said = [say(secret, voice) for secret in CODES + SPELLED for voice in FIVE_VOICES[:3]]
    told = []
    for sound in said:
        heard = with_noise(sound, hiss(9.0), 12) if noisy else sound
        for outcome in outcomes(recogniser, heard):
            told += [repr(outcome), repr(recogniser.partial)]
    assert set(told) <= {repr(Noise()), repr(Noise(is_spelling=True)), "''"}
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


def test_fault_in_the_middle_of_a_secret_says_nothing_of_it(
    recogniser: VoskRecogniser, prompts: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    recogniser.expect(expectation(prompts, "finished"))
    sound = say("four two nine one")
    monkeypatch.setattr(type(recogniser), "_conclude", _fail)
    with pytest.raises(ZeroDivisionError) as fault:
        list(outcomes(recogniser, sound))
    known = [entry.frame.f_locals for entry in fault.traceback if entry.path.stem in OURS]
    assert len(known) == 1
    assert not set(DIGITS) & set(re.findall(r"\w+", f"{fault.value!r} {known!r}"))


def test_spelling_is_told_only_while_a_secret_step_is_open(recogniser: VoskRecogniser) -> None:
    for kind, phrases in ((Expecting.QUESTIONS, ()), (Expecting.COMMANDS, ("stop", "go back"))):
        recogniser.expect(Expectation(kind, phrases))
        for code in CODES:
            assert Noise(is_spelling=True) not in set(outcomes(recogniser, say(code)))


def _fail(recogniser: VoskRecogniser) -> Heard | Noise:
    raise ZeroDivisionError
