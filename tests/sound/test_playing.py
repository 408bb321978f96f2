from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.sound.playing import Playing
from voice_helper.sound.stream import Format
from voice_helper.sound.wav import Sound

RATE = 1_000


def sound(*samples: int) -> Sound:
    return Sound(np.array(samples, dtype=np.int16), RATE)


@given(
    st.lists(st.lists(st.integers(1, 99), max_size=30), max_size=5),
    st.lists(st.integers(1, 40), min_size=1, max_size=8),
)
def test_every_sample_is_taken_once_in_order(parts: list[list[int]], sizes: list[int]) -> None:
    playing = Playing()
    playing.begin(Format(RATE, 1))
    for part in parts:
        playing.add(sound(*part))
    playing.add(None)
    taken: list[int] = []
    while playing.seconds_ahead:
        for size in sizes:
            block = playing.take(size)
            assert len(block) == size
            taken += block.tolist()
    assert [sample for sample in taken if sample] == [each for part in parts for each in part]
    playing.take(1)
    assert playing.is_over(0.0)


def test_priming_silence_comes_first_and_does_not_count_as_played() -> None:
    playing = Playing()
    playing.begin(Format(RATE, 1), priming=0.003)
    playing.add(sound(7, 8))
    assert playing.take(3).tolist() == [0, 0, 0]
    assert playing.seconds_played(0.0) == 0
    assert playing.take(2).tolist() == [7, 8]
    assert playing.seconds_played(0.0) == pytest.approx(0.002)


def test_beginning_anew_forgets_what_another_device_was_to_play() -> None:
    playing = Playing()
    for _ in range(2):
        playing.begin(Format(RATE, 1))
        playing.add(sound(7, 8))
    assert playing.take(4).tolist() == [7, 8, 0, 0]


def test_it_is_not_over_before_the_device_has_played_its_last_sample() -> None:
    playing = Playing()
    playing.begin(Format(RATE, 1))
    playing.add(sound(1))
    playing.take(5)
    assert not playing.is_over(0.0)  # more may come
    playing.add(None)
    playing.take(5)
    assert playing.is_over(0.0)
    assert not playing.is_over(60.0)


def test_after_a_stop_there_is_only_silence() -> None:
    playing = Playing()
    playing.begin(Format(RATE, 1))
    playing.add(sound(1, 2, 3))
    playing.stop()
    assert playing.is_stopped()
    assert playing.take(3).tolist() == [0, 0, 0]


def test_a_sound_of_another_rate_keeps_its_length() -> None:
    playing = Playing()
    playing.begin(Format(48_000, 2))
    playing.add(Sound(np.ones(16_000, dtype=np.int16), 16_000))
    assert playing.seconds_ahead == pytest.approx(1.0, abs=0.001)
