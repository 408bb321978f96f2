from __future__ import annotations

import numpy as np
import pytest

from voice_helper.sound.tones import EARCONS, tone

KINDS = sorted(EARCONS)
ALIVE = "private-alive"
LOUD = [kind for kind in KINDS if kind != ALIVE]
SMALL_LOUDSPEAKER = (300.0, 4000.0)
SLICE = 1764
SLICES = 30
SEMITONE = 2 ** (1 / 12)


def amplitudes(kind: str) -> np.ndarray:
    return np.abs(tone(kind).samples.astype(np.int32))


def effective(kind: str) -> float:
    return float(np.sqrt(np.mean(amplitudes(kind).astype(np.float64) ** 2)))


def through_small_loudspeaker(samples: np.ndarray) -> np.ndarray:
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(len(samples), 1 / tone("heard").rate)
    low, high = SMALL_LOUDSPEAKER
    return np.fft.irfft(np.where((low <= frequencies) & (frequencies <= high), spectrum, 0))


def in_room(kind: str, seed: int | None) -> np.ndarray:
    """Give the earcon out of a small loudspeaker; with a seed, in a room as loud as itself."""
    samples = np.zeros(SLICE * SLICES)
    sound = tone(kind).samples
    samples[: len(sound)] = sound
    if seed is not None:
        samples += np.random.default_rng(seed).normal(0, effective(kind), len(samples))
    return through_small_loudspeaker(samples)


def contour(samples: np.ndarray) -> np.ndarray:
    """Give how much of each semitone is heard in each slice of 40 ms, as a vector of length 1."""
    slices = samples[: SLICE * SLICES].reshape(SLICES, SLICE) * np.hanning(SLICE)
    power = np.abs(np.fft.rfft(slices, 4 * SLICE)) ** 2
    frequencies = np.fft.rfftfreq(4 * SLICE, 1 / tone("heard").rate)
    low, high = SMALL_LOUDSPEAKER
    steps = np.arange(int(np.log(high / low) / np.log(SEMITONE)))
    bands = low * SEMITONE**steps
    heard = [power[:, np.abs(frequencies / b - 1) < 0.06].mean(axis=1) for b in bands]
    shape = np.sqrt(np.array(heard))
    loudness = shape - np.median(shape)
    return loudness / np.linalg.norm(loudness)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Give 1 for the same contour, 0 for contours that share nothing, however they are shifted."""
    shifts = range(-3, 4)
    return max(float(np.sum(np.roll(one, shift, axis=1) * other)) for shift in shifts)


@pytest.mark.parametrize("kind", KINDS)
def test_an_earcon_is_short_and_does_not_click(kind: str) -> None:
    samples = amplitudes(kind)
    assert 0.05 < tone(kind).seconds < 0.5
    assert max(samples[0], samples[-1]) < 100
    assert np.abs(np.diff(tone(kind).samples.astype(np.int32))).max() < 2_000


@pytest.mark.parametrize("kind", LOUD)
def test_an_earcon_is_soft_and_far_from_clipping(kind: str) -> None:
    assert 2_000 < amplitudes(kind).max() < 0.25 * 32_767


def test_the_sign_of_life_is_fainter_and_shorter_than_all_others() -> None:
    assert tone(ALIVE).seconds < 0.15
    assert tone(ALIVE).seconds < min(tone(kind).seconds for kind in LOUD)
    assert 500 < amplitudes(ALIVE).max() < 0.5 * min(amplitudes(kind).max() for kind in LOUD)


@pytest.mark.parametrize("kind", KINDS)
def test_an_earcon_is_told_from_all_others_in_a_room_as_loud_as_itself(kind: str) -> None:
    known = {each: contour(in_room(each, None)) for each in KINDS}
    for seed in range(20):
        heard = contour(in_room(kind, seed))
        alike = {each: likeness(heard, known[each]) for each in KINDS}
        others = max(alike[each] for each in KINDS if each != kind)
        assert alike[kind] > 1.25 * others, (seed, alike)


def test_no_two_earcons_share_a_third_of_what_is_heard() -> None:
    known = {each: contour(in_room(each, None)) for each in KINDS}
    pairs = [(a, b) for a in KINDS for b in KINDS if a < b]
    alike = {pair: likeness(known[pair[0]], known[pair[1]]) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in alike.items() if value > 0.3} == {}


def test_the_program_has_the_earcons_it_needs() -> None:
    private = {"private-begins", "private-alive", "private-over"}
    assert {"listening", "heard", "trouble"} | private == set(EARCONS)


def test_an_unknown_earcon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        tone("fanfare")
