"""Sounds of a room in which a secret step is open: secrets said aloud, talk, noise.

Two halves that share no speaker and no voice: thresholds are chosen with the one and judged with
the other.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.speech import (
    ESPEAK,
    FESTIVAL,
    FIVE_VOICES,
    FLITE,
    RATE,
    SILENCE_SECONDS,
    TestVoice,
    joined,
    quiet,
    say,
    with_noise,
)
from voice_helper.sound.wav import Sound, read_wav

RECORDINGS = Path(__file__).parents[3] / "shared" / "audio"
SENTENCES: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8")
)
VOICES = {"learn": FIVE_VOICES, "judge": (ESPEAK[2], ESPEAK[3], FLITE[3], FESTIVAL[1])}
SPEAKERS = {"learn": ("george", "jackson", "lucas"), "judge": ("nicolas", "theo", "yweweler")}
HALVES = {"learn": 0, "judge": 1}
FEWEST, MOST = 4, 8
"""Digits of a run."""
_GAP_SECONDS = (0.05, 0.5)
"""Between two digits of a run."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Utterance:
    """Something that was said, or sounded."""

    kind: str
    """Which of the tables it counts in."""
    said: str
    """Its words."""
    who: str
    """The voice."""
    sound: Sound
    """With quiet before and after."""


@dataclass(frozen=True)
class Span:
    """Where a digit is."""

    digit: str
    """0 to 9."""
    start: float
    """Seconds."""
    end: float
    """Seconds; the next digit begins here."""


def real_digits(half: str, count: int) -> Iterator[Utterance]:
    """String recorded digits of one speaker together, four to eight of them."""
    draw = random.Random(half)  # noqa: S311 - the same ones each time
    for number in range(count):
        speaker = SPEAKERS[half][number % len(SPEAKERS[half])]
        if (code := _code_by(speaker, draw)) is None:
            return
        sound, spans = code
        said = " ".join(span.digit for span in spans)
        yield Utterance("recorded digits", said, speaker, sound)


def timed_codes(count: int) -> Iterator[tuple[Sound, list[Span]]]:
    """Give codes of recorded digits, and where each digit is."""
    draw = random.Random(count)  # noqa: S311
    speakers = [speaker for half in HALVES for speaker in SPEAKERS[half]]
    for number in range(count):
        code = _code_by(speakers[number % len(speakers)], draw)
        if code is not None:
            yield code


def synthetic_secrets(half: str, count: int) -> Iterator[Utterance]:
    """Let voices read codes, user IDs and spelled names."""
    draw = random.Random(half)  # noqa: S311
    kinds = (("read digits", _code), ("user IDs", _user_id), ("spelled names", _spelled))
    kinds += (("radio alphabet", _by_radio_alphabet),)
    for number in range(count):
        voice = VOICES[half][number % len(VOICES[half])]
        kind, make = kinds[(0, 1, 0, 2, 0, 3)[number // len(VOICES[half]) % 6]]
        said = make(draw)
        yield Utterance(kind, said, str(voice), say(said, voice))


def sentences(name: str, half: str, voices: Sequence[TestVoice] = ()) -> Iterator[Utterance]:
    """Let each voice of ``half``, or ``voices``, say its half of a list of sentences."""
    said = SENTENCES[name]["sentences"][HALVES[half] :: 2]
    yield from spoken(name, said, voices or VOICES[half])


def spoken(kind: str, said: Sequence[str], voices: Sequence[TestVoice]) -> Iterator[Utterance]:
    """Let each voice say everything."""
    for text in said:
        for voice in voices:
            yield Utterance(kind, text, str(voice), say(text, voice))


def strangers(half: str) -> Iterator[Utterance]:
    """Give half of the recorded orders."""
    for path in sorted((RECORDINGS / "strangers").glob("*.flac"))[HALVES[half] :: 2]:
        sound = joined(quiet(0.5), read_wav(path).as_rate(RATE), quiet(0.5))
        yield Utterance("strangers", "", path.stem, sound)


def kitchen() -> Sound | None:
    """Give the recorded kitchen; None if it isn't there."""
    path = RECORDINGS / "noise" / "kitchen.flac"
    return read_wav(path, 3600.0).as_rate(RATE) if path.exists() else None


def babble() -> Sound | None:
    """Give eight people who talk at once; None if the recording isn't there."""
    path = RECORDINGS / "noise" / "babble.flac"
    return read_wav(path, 3600.0).as_rate(RATE) if path.exists() else None


def in_noise(
    uttered: Iterable[Utterance], noise: Sound | None, snr_db: float
) -> Iterator[Utterance]:
    """Lay noise over utterances, each time another piece of it."""
    for number, each in enumerate(uttered):
        if noise is None:
            yield each
        else:
            yield replace(each, sound=with_noise(each.sound, noise, snr_db, seed=number))


def hour(seconds: float) -> Iterator[Utterance]:
    """Give strangers, radio, talk, kitchen and babble, a fifth of the time each."""
    noise = kitchen()
    people = [each for half in HALVES for each in strangers(half)]
    told = [each for half in HALVES for each in sentences("radio", half)]
    said = [each for half in HALVES for each in sentences("talk", half)]
    for part in (people, told, said):
        yield from _as_long_as(seconds / 5, part, noise)
    for name, sound in (("kitchen", noise), ("babble", babble())):
        if sound is not None:
            loudness = (1.0, 0.5, 2.0, 0.25)
            pieces = (Utterance(name, "", name, _scaled(sound, each)) for each in loudness)
            yield from _as_long_as(seconds / 5, list(pieces), None)


def _as_long_as(
    seconds: float, uttered: Sequence[Utterance], noise: Sound | None
) -> Iterator[Utterance]:
    """Repeat until the time is over: clean first, then in more and more noise."""
    loudness = (None, 18.0, 12.0, 6.0, 0.0)
    for snr_db in loudness:
        noisy = snr_db is not None and noise is not None
        for each in in_noise(uttered, noise if noisy else None, snr_db or 0.0):
            if seconds <= 0:
                return
            yield each
            seconds -= each.sound.seconds


def _scaled(sound: Sound, by: float) -> Sound:
    return Sound(np.clip(sound.samples * by, -32767, 32767).astype(np.int16), sound.rate)


def _code_by(speaker: str, draw: random.Random) -> tuple[Sound, list[Span]] | None:
    paths = sorted((RECORDINGS / "digits").glob(f"?_{speaker}_*.flac"))
    if not paths:
        return None
    pieces, spans, at = [quiet(SILENCE_SECONDS)], [], SILENCE_SECONDS
    for path in draw.choices(paths, k=draw.randint(FEWEST, MOST)):
        pieces += [_levelled(read_wav(path).as_rate(RATE)), quiet(draw.uniform(*_GAP_SECONDS))]
        end = at + pieces[-2].seconds + pieces[-1].seconds
        spans.append(Span(path.name[0], at, end))
        at = end
    return joined(*pieces, quiet(SILENCE_SECONDS)), spans


def _levelled(sound: Sound) -> Sound:
    samples = sound.samples.astype(np.float64)
    scale = 2500 / np.sqrt(np.mean(samples**2))
    return Sound(np.clip(samples * scale, -32767, 32767).astype(np.int16), sound.rate)


def _code(draw: random.Random) -> str:
    length = draw.choice((4, 4, 6, 6, 8))
    digits = [draw.choice(_DIGITS) for _ in range(length)]
    comma = draw.choice((" ", " ", ", "))
    return draw.choice(("", "", "it is ", "my pin is ")) + comma.join(digits)


def _user_id(draw: random.Random) -> str:
    letters = " ".join(draw.choice(SENTENCES["names"]["spelled"]).upper())
    return letters + " " + " ".join(draw.choice(_DIGITS) for _ in range(draw.choice((2, 4))))


def _spelled(draw: random.Random) -> str:
    comma = draw.choice((" ", ", "))
    return comma.join(draw.choice(SENTENCES["names"]["spelled"]).upper())


def _by_radio_alphabet(draw: random.Random) -> str:
    names, words = SENTENCES["names"]["spelled"], SENTENCES["names"]["letters"]
    return " ".join(words[letter] for letter in draw.choice(names))
