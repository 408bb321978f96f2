from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.conversation.attention import Attention, Calls
from voice_helper.prompts import Prompts
from voice_helper.understanding.words import Spelling

SECONDS = st.floats(0, 1e6)


@pytest.fixture(scope="module")
def calls(prompts: Prompts) -> Calls:
    spelling = Spelling.from_grammar(prompts.table("lexicon")["grammar"])
    return Calls.from_table(prompts.table("attention"), spelling)


def test_it_rests_when_the_time_is_over() -> None:
    listening = Attention().at(5.0).renewed(30.0)
    assert not listening.at(35.0).is_resting
    assert listening.at(35.1).is_resting


def test_the_end_of_an_answer_begins_the_time_anew_and_no_other_end_does() -> None:
    answered = Attention().renewed(30.0).at(20.0).spoken(30.0)
    assert answered.until == 50.0
    assert answered.at(40.0).spoken(30.0).until == 50.0


def test_once_told_that_it_rests_it_rests_from_the_next_moment_on() -> None:
    rested = Attention().at(5.0).renewed(30.0).rested()
    assert rested.at(5.1).is_resting


@given(st.lists(SECONDS))
def test_no_clock_runs_backwards(readings: list[float]) -> None:
    attention, latest = Attention(), 0.0
    for seconds in readings:
        attention = attention.at(seconds)
        assert attention.now >= latest
        latest = attention.now


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("voice helper", ""),
        ("Voice Helper!", ""),
        ("hey voice helper", ""),
        ("hello voice helper may I see her pin", "may i see her pin"),
        ("may i see her pin voice helper", "may i see her pin"),
        ("may i see her pin", None),
        ("a voice helper is a program", None),
        ("", None),
    ],
)
def test_a_call_opens_or_ends_an_utterance(calls: Calls, words: str, rest: str | None) -> None:
    assert calls.called(words, "") == rest


def test_another_name_takes_the_place_of_its_own(calls: Calls) -> None:
    assert calls.called("rosie repeat", "rosie") == "repeat"
    assert calls.called("voice helper repeat", "rosie") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("your name is Rosie", "rosie"),
        ("I call you Miss Moneypenny", "miss moneypenny"),
        ("your name is", ""),
        ("your name is something that nobody ever remembers", ""),
        ("is your name Rosie", ""),
    ],
)
def test_a_new_name_is_short_and_follows_its_opening(calls: Calls, words: str, name: str) -> None:
    assert calls.new_name(words) == name


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_words_and_any_name_can_be_compared(calls: Calls, words: str, name: str) -> None:
    calls.called(words, name)
    calls.new_name(words)
