from __future__ import annotations

from collections.abc import Sequence

import pytest

from voice_helper.recognition.readings import HeardWord, Reading
from voice_helper.recognition.spelling_out import (
    OTHER,
    SOUND_ALIKE,
    SpellingEar,
    SpellingRule,
    blur,
    runs,
)


def heard(
    marks: str, seconds: float = 0.35, pause: float = 0.2, share: float = 1.0
) -> tuple[Reading, ...]:
    """Give the only reading, or one with ``share``: '~' a sound-alike, '-' another word."""
    words, at = [], 0.0
    for mark in marks:
        words.append(HeardWord(mark, at, at + seconds))
        at += seconds + pause
    return (Reading(tuple(words), share),)


def is_spelling(readings: Sequence[Reading]) -> bool:
    return SpellingEar(SpellingRule()).hear(readings, 5.0)


@pytest.mark.parametrize("marks", ["~~~~", "~-~~", "-~~~~", "~~~~~~~~"])
def test_sound_alikes_one_after_the_other_with_pauses_are_spelling(marks: str) -> None:
    assert is_spelling(heard(marks))


def test_fluent_sound_alikes_are_spelling_too() -> None:
    assert is_spelling(heard("~~~~~~", 0.25, 0.0))


@pytest.mark.parametrize("marks", ["", "~", "-", "------", "--~--", "~-----~----", "-----~~------"])
def test_talk_is_not_spelling(marks: str) -> None:
    assert not is_spelling(heard(marks, 0.25, 0.0))


def test_all_readings_count_as_much_as_they_are_likely() -> None:
    def readings(talk: float, spelled: float) -> tuple[Reading, ...]:
        return heard("-----~~------", 0.25, 0.0, talk) + heard("~~~~", share=spelled)

    assert is_spelling(readings(talk=0.3, spelled=0.7))
    assert not is_spelling(readings(talk=0.8, spelled=0.2))


def test_one_digit_at_a_time_is_spelling_by_and_by() -> None:
    ear = SpellingEar(SpellingRule())
    said = [ear.hear(heard(SOUND_ALIKE), 2.0 * at) for at in range(4)]
    assert said[0] is False
    assert True in said


def test_long_quiet_parts_what_belongs_together() -> None:
    ear = SpellingEar(SpellingRule())
    assert [ear.hear(heard(SOUND_ALIKE), 60.0 * at) for at in range(6)] == [False] * 6


def test_what_was_told_once_begins_anew() -> None:
    ear = SpellingEar(SpellingRule())
    assert ear.hear(heard("~~~~"), 1.0)
    assert not ear.hear(heard("~"), 2.0)


def test_only_words_of_phrases_outlive_blurring() -> None:
    keep = blur(frozenset({"fine"}), frozenset({"finished"}))
    assert [keep(word) for word in ("fine", "water", "finished")] == [
        SOUND_ALIKE,
        OTHER,
        "finished",
    ]


def test_every_order_of_sound_alikes_is_as_likely() -> None:
    assert {entry: runs(("fine", "row")).count(entry) for entry in runs(("fine", "row"))} == {
        entry: runs(("fine", "row")).count("fine fine fine") for entry in set(runs(("fine", "row")))
    }
