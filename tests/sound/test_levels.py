from __future__ import annotations

import numpy as np
import pytest
import soxr

from tests.speech import FIVE_VOICES, TestVoice, hiss, joined, quiet, say
from voice_helper.sound.levels import Level, hears_tone, is_dead, level_of, rising_tone
from voice_helper.sound.ports import RATE
from voice_helper.sound.wav import Sound


def louder(sound: Sound, times: float) -> Sound:
    samples = np.clip(sound.samples.astype(np.float64) * times, -32768, 32767)
    return Sound(samples.astype(np.int16), sound.rate)


def over(sound: Sound, noise: Sound) -> Sound:
    mixed = sound.samples.astype(np.int32) + noise.samples[: len(sound.samples)]
    return Sound(np.clip(mixed, -32768, 32767).astype(np.int16), sound.rate)


def in_room(tone: Sound) -> Sound:
    return joined(quiet(0.4), tone, quiet(0.8))


@pytest.mark.parametrize("times", [1.0, 0.1, 0.01])
def test_the_tone_is_heard_however_soft(times: float) -> None:
    assert hears_tone(over(in_room(louder(rising_tone(), times)), hiss(3.0, 20)))


def test_the_tone_is_heard_in_noise_as_loud_as_itself() -> None:
    assert hears_tone(over(in_room(louder(rising_tone(), 0.1)), hiss(3.0, 900)))


def test_the_tone_is_heard_through_devices_whose_clocks_differ() -> None:
    tone = rising_tone()
    drifted = Sound(soxr.resample(tone.samples, RATE, RATE * 1.0002), RATE)
    assert hears_tone(in_room(drifted))


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_not_taken_for_the_tone(seed: int) -> None:
    assert not hears_tone(hiss(2.0, 1_000, seed))


@pytest.mark.speech
@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
def test_a_voice_is_not_taken_for_the_tone(voice: TestVoice) -> None:
    assert not hears_tone(say("Hello. Can you hear me? One, two, three.", voice))


def test_silence_is_not_taken_for_the_tone() -> None:
    assert not hears_tone(Sound(np.zeros(RATE * 2, dtype=np.int16), RATE))
    assert not hears_tone(Sound(np.zeros(0, dtype=np.int16), RATE))


@pytest.mark.speech
@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
@pytest.mark.parametrize(
    ("peak", "level"),
    [
        (0.01, Level.SOFT),
        (0.3, Level.FINE),
        (0.8, Level.FINE),
        (0.95, Level.LOUD),
        (8.0, Level.CLIPPED),
    ],
)
def test_a_voice_is_told_too_soft_right_or_too_loud(
    voice: TestVoice, peak: float, level: Level
) -> None:
    hello = say("Hello, can you hear me?", voice)
    times = peak * 32767 / np.abs(hello.samples.astype(np.int32)).max()
    assert level_of(joined(quiet(1.0), louder(hello, times), quiet(1.0))) is level


def test_a_room_without_a_voice_is_told() -> None:
    assert level_of(hiss(4.0, 40)) is Level.UNHEARD


def test_a_microphone_that_gives_nothing_is_told() -> None:
    nothing = Sound(np.zeros(RATE * 4, dtype=np.int16), RATE)
    assert is_dead(nothing)
    assert level_of(nothing) is Level.DEAD
    assert level_of(Sound(np.zeros(0, dtype=np.int16), RATE)) is Level.DEAD
