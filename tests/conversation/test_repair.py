from __future__ import annotations

import itertools

import pytest

from tests.conversation.talk import EXPECTATION, Talk
from voice_helper.actions import Listen, Tone
from voice_helper.conversation.repair import QUIET_AFTER, rung_of
from voice_helper.events import Heard, Noise, Silence
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


def test_the_first_miss_is_short(talk: Talk) -> None:
    assert len(talk.hears("gibber").split()) <= 20


def test_the_second_miss_gives_two_examples_that_work(talk: Talk) -> None:
    text = talk.hears("gibber", "gibber")
    assert text.count("?") == 2


def test_the_third_miss_names_two_things_to_say_and_a_person(talk: Talk) -> None:
    text = talk.hears("gibber", "gibber", "gibber")
    assert "repeat" in text
    assert "MitID Support" in text
    assert "+45 33 98 00 10" in text


def test_no_two_misses_in_a_row_are_answered_with_the_same_words(talk: Talk) -> None:
    texts = [talk.hears("gibber") for _ in range(40)]
    assert all(one != next_ for one, next_ in itertools.pairwise(texts))


def test_misses_after_a_reset_are_worded_otherwise(talk: Talk) -> None:
    first = talk.hears("gibber")
    talk.hears("may my helper see my pin")
    assert talk.hears("gibber") != first


def test_understanding_resets_the_ladder(talk: Talk) -> None:
    talk.hears("gibber", "gibber", "may my helper see my pin")
    assert talk.state.misses == 0


def test_no_number_of_misses_ends_the_conversation(talk: Talk) -> None:
    for _ in range(100):
        actions = talk.happens(Heard("gibber"))
        assert actions[-1] == Listen(EXPECTATION)


def test_the_rungs_go_up_and_then_take_turns() -> None:
    assert [rung_of(misses).removeprefix("not-understood-") for misses in range(7)] == [
        "first",
        "second",
        "third",
        "second",
        "third",
        "second",
        "third",
    ]


def test_talk_in_the_room_is_answered_with_a_tone_after_a_while(talk: Talk) -> None:
    for _ in range(QUIET_AFTER):
        talk.happens(Noise())
        assert talk.text
    assert talk.happens(Noise()) == (Tone("trouble"), Listen(EXPECTATION))


def test_words_that_fit_nothing_are_always_answered_with_words(talk: Talk) -> None:
    for _ in range(10):
        talk.happens(Noise())
    assert talk.hears("gibber")


def test_silence_is_answered_by_a_tone_then_a_reminder_then_rest(talk: Talk) -> None:
    assert talk.happens(Silence(8.0)) == (Tone("listening"), Listen(EXPECTATION))
    talk.happens(Silence(16.0))
    assert "I am listening" in talk.text
    talk.happens(Silence(24.0))
    assert "I rest now" in talk.text
    assert "voice helper" in talk.text
    for _ in range(20):
        assert talk.happens(Silence(60.0)) == (Listen(EXPECTATION),)


def test_silence_after_a_question_of_ours_puts_it_again(talk: Talk) -> None:
    asked = talk.hears("may my helper see the code")
    talk.happens(Silence(8.0))
    talk.happens(Silence(16.0))
    assert talk.text == asked


def test_words_begin_the_silences_anew(talk: Talk) -> None:
    talk.happens(Silence(8.0))
    talk.hears("may my helper see my pin")
    assert talk.happens(Silence(8.0)) == (Tone("listening"), Listen(EXPECTATION))
