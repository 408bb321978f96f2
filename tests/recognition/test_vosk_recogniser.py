from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.pauses import trimmed
from tests.needs import missing
from tests.speech import FIVE_VOICES, RATE, TestVoice, hiss, joined, quiet, say, with_noise
from voice_helper.errors import ModelError
from voice_helper.events import Heard, Noise
from voice_helper.recognition import vosk_recogniser
from voice_helper.recognition.vosk_recogniser import VoskRecogniser
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding.expectation import Expectation, Expecting, Patience

pytestmark = pytest.mark.speech

BLOCK = RATE // 10 * 2
QUESTIONS = Expectation(Expecting.QUESTIONS, ())
SECRET_STEP = Expectation(
    Expecting.SECRET_STEP,
    ("i have turned away", "my helper has turned away", "i am finished", "repeat that", "help"),
)
INTERRUPTION = Expectation(Expecting.INTERRUPTION, ("stop", "stop talking", "wait", "quiet"))
COMMANDS = Expectation(Expecting.COMMANDS, ("next", "go back", "repeat that", "stop", "goodbye"))
LIVE_QUESTION = "may I enter the code from the text message"


@pytest.fixture
def recogniser(loaded: VoskRecogniser) -> VoskRecogniser:
    loaded.expect(QUESTIONS)
    return loaded


def live(
    recogniser: VoskRecogniser, sound: Sound, block: int = BLOCK
) -> list[tuple[float, Heard | Noise]]:
    """Give what is heard live, and after how many seconds; the last entry may come at the end."""
    data, heard = sound.as_bytes(), []
    for at in range(0, len(data), block):
        outcome = recogniser.accept(data[at : at + block])
        if outcome is not None:
            heard.append(((at + block) / 2 / RATE, outcome))
    last = recogniser.finish()
    return heard if last is None else [*heard, (sound.seconds, last)]


def words(outcomes: Iterable[tuple[float, Heard | Noise]]) -> list[str]:
    return [outcome.words for _, outcome in outcomes if isinstance(outcome, Heard)]


def said(outcome: Heard | Noise) -> str | None:
    return outcome.words if isinstance(outcome, Heard) else None


@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
def test_question_is_heard_from_a_recording(recogniser: VoskRecogniser, voice: TestVoice) -> None:
    heard = recogniser.hear_whole(say(LIVE_QUESTION, voice).as_bytes())
    assert isinstance(heard, Heard)
    assert "the code from the text message" in heard.words
    assert 0 < heard.confidence <= 1
    assert heard.words not in heard.alternatives


def test_mitid_is_heard_in_its_normal_spelling(recogniser: VoskRecogniser) -> None:
    heard = recogniser.hear_whole(say("what is mit I D").as_bytes())
    assert isinstance(heard, Heard)
    assert heard.words == "what is mitid"


def test_recordings_one_after_the_other_do_not_mix(recogniser: VoskRecogniser) -> None:
    sounds = [say(LIVE_QUESTION).as_bytes(), say("what is mit I D").as_bytes()]
    first = [said(recogniser.hear_whole(sound)) for sound in sounds]
    again = [said(recogniser.hear_whole(sound)) for sound in reversed(sounds)]
    assert again == first[::-1]
    assert first[0] != first[1]


@pytest.mark.parametrize("length", [0, 1, 2, 3, 319, 321])
def test_recording_of_nearly_nothing_is_noise(recogniser: VoskRecogniser, length: int) -> None:
    assert recogniser.hear_whole(bytes(length * 2)) == Noise()


def test_silence_is_nothing_at_all(recogniser: VoskRecogniser) -> None:
    assert live(recogniser, quiet(5.0)) == []


def test_click_is_nothing_at_all(recogniser: VoskRecogniser) -> None:
    click = joined(quiet(2.0), hiss(0.03, 9000), quiet(2.0))
    assert live(recogniser, click) == []


def test_question_is_over_soon_after_its_last_word(recogniser: VoskRecogniser) -> None:
    sound = joined(quiet(1.0), say(LIVE_QUESTION), quiet(3.0))
    [(seconds, outcome)] = live(recogniser, sound)
    assert isinstance(outcome, Heard)
    assert "text message" in outcome.words
    spoken_until = sound.seconds - 3.5
    assert spoken_until < seconds < spoken_until + 1.1


def test_whole_question_is_over_sooner(recogniser: VoskRecogniser) -> None:
    sound = joined(quiet(1.0), say("May my helper see my PIN?"), quiet(3.0))
    [(seconds, _)] = live(recogniser, sound)
    assert seconds < sound.seconds - 3.5 + 0.45


def test_a_question_with_a_pause_in_it_is_one_utterance(recogniser: VoskRecogniser) -> None:
    parts = (say("Can my daughter"), quiet(0.1), say("see my PIN?"))
    [(_, outcome)] = live(recogniser, joined(quiet(1.0), *parts, quiet(3.0)))
    assert isinstance(outcome, Heard)
    assert outcome.words.startswith("can my daughter")
    assert outcome.words.endswith("pin")


def test_a_patient_recogniser_waits_longer(recogniser: VoskRecogniser) -> None:
    recogniser.expect(Expectation(Expecting.QUESTIONS, (), Patience.PATIENT))
    sound = joined(quiet(1.0), say("May my helper see my PIN?"), quiet(3.0))
    [(seconds, _)] = live(recogniser, sound)
    assert seconds > sound.seconds - 3.5 + 1.0


def test_two_questions_are_two_utterances(recogniser: VoskRecogniser) -> None:
    pause = quiet(1.5)
    sound = joined(pause, say("what is mit I D"), pause, say("can I see the pin"), pause)
    assert words(live(recogniser, sound)) == ["what is mitid", "can i see the pin"]


def test_a_worn_decoder_gives_way_to_another_that_hears_as_well(
    recogniser: VoskRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(vosk_recogniser, "WORN_SECONDS", 6.0)
    make = recogniser._vosk.KaldiRecognizer
    monkeypatch.setattr(
        recogniser._vosk, "KaldiRecognizer", lambda *given: made.append(given) or make(*given)
    )
    sound = joined(*[say(LIVE_QUESTION)] * 6, quiet(2.0))
    assert words(live(recogniser, sound)) == [LIVE_QUESTION.lower()] * 6
    assert 1 <= len(made) <= 3


def test_last_word_counts_when_the_sound_stops_short(recogniser: VoskRecogniser) -> None:
    sound = say("what is mit I D")
    cut = Sound(sound.samples[: -int(0.45 * RATE)], RATE)
    assert words(live(recogniser, cut)) == ["what is mitid"]


def test_words_so_far_are_told_and_forgotten(recogniser: VoskRecogniser) -> None:
    sound = say(LIVE_QUESTION).as_bytes()[: -int(0.4 * RATE) * 2]
    for at in range(0, len(sound), BLOCK):
        assert recogniser.accept(sound[at : at + BLOCK]) is None
    assert "text message" in recogniser.partial
    recogniser.reset()
    assert recogniser.partial == ""
    assert recogniser.finish() is None


def test_steady_noise_does_not_keep_a_question_open(recogniser: VoskRecogniser) -> None:
    sound = joined(quiet(2.0), say(LIVE_QUESTION), quiet(3.0))
    outcomes = live(recogniser, with_noise(sound, hiss(9.0), 15))
    [(seconds, question)] = [(at, o) for at, o in outcomes if isinstance(o, Heard)]
    assert "text message" in question.words
    assert seconds < sound.seconds - 0.5


@pytest.mark.parametrize("amplitude", [30, 300, 3000])
def test_fan_that_is_switched_on_asks_nothing(recogniser: VoskRecogniser, amplitude: float) -> None:
    assert words(live(recogniser, joined(quiet(3.0), hiss(6.0, amplitude)))) == []


def test_blocks_of_any_length_give_the_same(recogniser: VoskRecogniser) -> None:
    sound = joined(quiet(1.0), say("what is mit I D"), quiet(2.0)).as_bytes()
    for size in (1001 * 2, 77 * 2, 4000 * 2):
        heard = [recogniser.accept(sound[at : at + size]) for at in range(0, len(sound), size)]
        assert [h.words for h in heard if isinstance(h, Heard)] == ["what is mitid"], size
        recogniser.reset()


@pytest.mark.parametrize("phrase", SECRET_STEP.phrases[:3])
@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
def test_phrase_of_a_secret_step_is_heard(
    recogniser: VoskRecogniser, voice: TestVoice, phrase: str
) -> None:
    recogniser.expect(SECRET_STEP)
    heard = recogniser.hear_whole(say(phrase, voice).as_bytes())
    assert isinstance(heard, Heard)
    assert heard.words == phrase
    assert heard.alternatives == ()


@pytest.mark.parametrize(
    "secret",
    [
        "four two nine one",
        "one two three four five six",
        "alpha bravo nine",
        "my pin is seven three",
    ],
)
@pytest.mark.parametrize("voice", FIVE_VOICES[:3], ids=str)
def test_secret_that_slips_out_is_only_noise(
    recogniser: VoskRecogniser, voice: TestVoice, secret: str
) -> None:
    recogniser.expect(SECRET_STEP)
    sound = joined(quiet(0.5), say(secret, voice), quiet(1.5)).as_bytes()
    for at in range(0, len(sound), BLOCK):
        assert recogniser.accept(sound[at : at + BLOCK]) in {None, Noise(), Noise(is_spelling=True)}
        assert recogniser.partial == ""


@pytest.mark.parametrize(
    "other", ["I have not turned away", "have you turned away", "I am not finished", "turned away"]
)
@pytest.mark.parametrize("voice", FIVE_VOICES[1:4], ids=str)
def test_near_miss_ends_no_secret_step(
    recogniser: VoskRecogniser, voice: TestVoice, other: str
) -> None:
    recogniser.expect(SECRET_STEP)
    assert isinstance(recogniser.hear_whole(say(other, voice).as_bytes()), Noise)


@pytest.mark.parametrize("lead", [0.1, 0.11, 0.12, 0.13, 0.145, 0.16])
@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
def test_a_phrase_that_cuts_speech_off_is_heard_wherever_its_words_fall(
    recogniser: VoskRecogniser, voice: TestVoice, lead: float
) -> None:
    recogniser.expect(INTERRUPTION)
    sound = trimmed(say("stop talking", voice))
    heard = words(live(recogniser, joined(quiet(lead), sound, quiet(1.0)), block=960))
    assert heard
    assert heard[0].startswith("stop")


def test_what_goes_on_after_such_a_phrase_cuts_nothing_off(recogniser: VoskRecogniser) -> None:
    recogniser.expect(INTERRUPTION)
    sound = say("wait until I have found it")
    assert not words(live(recogniser, joined(sound, quiet(1.0)), block=960))


def test_secret_step_gives_way_to_open_questions_again(recogniser: VoskRecogniser) -> None:
    recogniser.expect(SECRET_STEP)
    recogniser.expect(QUESTIONS)
    assert recogniser.grammar() is None
    heard = recogniser.hear_whole(say("what is mit I D").as_bytes())
    assert isinstance(heard, Heard)


def recordings(folder: Path, pattern: str, every: int) -> list[Sound]:
    return [read_wav(path) for path in sorted(folder.glob(pattern))[::every]]


@pytest.mark.parametrize("expectation", [SECRET_STEP, COMMANDS], ids=["secret step", "commands"])
def test_strangers_and_digits_are_no_phrase(
    recogniser: VoskRecogniser, shared_audio: Path, expectation: Expectation
) -> None:
    recogniser.expect(expectation)
    sounds = recordings(shared_audio, "strangers/*.flac", 3)
    sounds += recordings(shared_audio, "digits/*.flac", 5)
    outcomes = [recogniser.hear_whole(sound.as_rate(RATE).as_bytes()) for sound in sounds]
    if not outcomes:
        missing("the recordings of strangers")
    assert [outcome for outcome in outcomes if isinstance(outcome, Heard)] == []


def test_missing_folder_is_told_without_a_word_of_vosk(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ModelError, match="model-not-loaded"):
        VoskRecogniser(tmp_path)
    assert capfd.readouterr() == ("", "")


def test_folder_that_vosk_refuses_is_told(model_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(model_folder / "graph", tmp_path / "graph")
    with pytest.raises(ModelError, match="model-not-loaded"):
        VoskRecogniser(tmp_path)


def test_recogniser_says_nothing_on_standard_error(
    recogniser: VoskRecogniser, capfd: pytest.CaptureFixture[str]
) -> None:
    recogniser.expect(Expectation(Expecting.COMMANDS, ("zzyzx mitid", "stop")))
    recogniser.hear_whole(np.zeros(RATE, dtype="<i2").tobytes())
    assert capfd.readouterr() == ("", "")
