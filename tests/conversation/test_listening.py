from __future__ import annotations

import pytest

from tests.conversation.talk import EXPECTATION, Talk
from voice_helper.actions import Listen, Tone
from voice_helper.conversation.attention import LONG_WINDOW, WINDOW
from voice_helper.events import Clock, Heard, KeyPressed, Noise, Silence, SpeechEnded
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expecting, Patience

QUESTION = "may my helper see my pin"


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


@pytest.fixture
def resting(talk: Talk) -> Talk:
    talk.happens(Clock(1.0))
    talk.hears(QUESTION)
    talk.happens(SpeechEnded())
    talk.happens(Clock(2.0 + WINDOW))
    return talk


def is_left_alone(talk: Talk) -> bool:
    return talk.actions == (Listen(EXPECTATION),)


def test_after_an_answer_it_takes_questions_for_a_while(talk: Talk) -> None:
    talk.happens(Clock(1.0))
    talk.hears(QUESTION)
    talk.happens(Clock(0.5 + WINDOW))
    assert talk.hears(QUESTION).startswith("No.")


def test_the_while_begins_when_the_answer_has_been_said(talk: Talk) -> None:
    talk.happens(Clock(1.0))
    talk.hears(QUESTION)
    talk.state, _ = talk.conversation.step(talk.state, Clock(21.0))
    talk.happens(SpeechEnded())
    talk.happens(Clock(20.0 + WINDOW))
    assert talk.hears(QUESTION).startswith("No.")


@pytest.mark.parametrize(
    "event",
    [
        Heard("a large latte please"),
        Heard("yes"),
        Heard("gibber"),
        Heard("what six one six seven zero one one free"),
        Heard(QUESTION, 1.0, ("may my help a see my tin",)),
        Noise(),
        Silence(8.0),
    ],
)
def test_while_it_rests_it_leaves_alone_what_others_say(resting: Talk, event: object) -> None:
    for _ in range(5):
        resting.happens(event)  # type: ignore[arg-type]
        assert is_left_alone(resting)


def test_whoever_asks_while_it_rests_is_told_the_name_once_a_minute(resting: Talk) -> None:
    assert "voice helper" in resting.hears(QUESTION)
    assert "No." not in resting.text
    resting.hears(QUESTION)
    assert is_left_alone(resting)
    resting.happens(Clock(100.0 + WINDOW))
    assert "voice helper" in resting.hears("next")


def test_its_name_wakes_it(resting: Talk) -> None:
    assert resting.happens(Heard("voice helper")) == (Tone("listening"), Listen(EXPECTATION))
    assert resting.hears(QUESTION).startswith("No.")


@pytest.mark.parametrize("words", [f"voice helper {QUESTION}", f"hey Voice Helper, {QUESTION}?",
                                   f"{QUESTION} voice helper"])  # fmt: skip
def test_its_name_and_a_question_are_answered_at_once(resting: Talk, words: str) -> None:
    assert resting.hears(words).startswith("No.")


def test_its_name_leaves_the_other_readings_of_a_question_in_force(resting: Talk) -> None:
    allowed = "may my helper type in my phone number"
    other = "may my helper type in my pin number"
    resting.happens(Heard(f"voice helper {allowed}", 0.9, (f"voice helper {other}",)))
    assert not resting.text.startswith("Yes")


def test_its_name_before_a_question_changes_nothing_while_it_listens(talk: Talk) -> None:
    assert talk.hears(f"voice helper {QUESTION}") == Talk(talk.conversation._lines.prompts).hears(
        QUESTION
    )


def test_the_name_within_other_words_is_no_call(resting: Talk) -> None:
    resting.hears("the best voice helper of the year")
    assert is_left_alone(resting)


def test_a_key_wakes_it(resting: Talk) -> None:
    assert resting.happens(KeyPressed("r"))
    assert resting.text.startswith("No.")
    assert resting.hears(QUESTION).startswith("No.")


def test_what_is_typed_is_always_meant_for_it(resting: Talk) -> None:
    resting.happens(Heard(QUESTION, is_typed=True))
    assert resting.text.startswith("No.")


def test_it_can_be_given_another_name(talk: Talk) -> None:
    assert "rosie" in talk.hears("I call you Rosie")
    talk.happens(SpeechEnded())
    talk.happens(Clock(2.0 + WINDOW))
    assert not talk.state.attention.is_answering
    talk.hears("voice helper")
    assert is_left_alone(talk)
    assert talk.happens(Heard("hello rosie"))[0] == Tone("listening")


def test_nobody_gives_it_a_name_while_it_rests(resting: Talk) -> None:
    resting.hears("your name is Rosie")
    assert resting.state.wishes.name == ""


def test_without_a_clock_it_never_rests(talk: Talk) -> None:
    for seconds in (8.0, 16.0, 24.0, 600.0):
        talk.happens(Silence(seconds))
    assert talk.hears(QUESTION).startswith("No.")


def test_once_it_has_said_that_it_rests_it_does(talk: Talk) -> None:
    talk.happens(Clock(1.0))
    for seconds in (8.0, 16.0, 24.0):
        talk.happens(Silence(seconds))
    assert "voice helper" in talk.text
    talk.happens(Clock(2.0))
    talk.hears("a large latte please")
    assert is_left_alone(talk)


def test_words_that_fit_nothing_keep_it_listening_no_longer(talk: Talk) -> None:
    talk.happens(Clock(1.0))
    talk.happens(SpeechEnded())
    talk.happens(Clock(WINDOW))
    talk.hears("gibber")
    talk.happens(Clock(2.0 + WINDOW))
    talk.hears("gibber")
    assert is_left_alone(talk)


@pytest.mark.parametrize(
    "others", ["can i type her netflix password", "my pin is two five eight one"]
)
def test_what_tells_nothing_keeps_it_listening_only_the_first_time(talk: Talk, others: str) -> None:
    talk.happens(Clock(1.0))
    talk.hears(others)
    talk.happens(SpeechEnded())
    talk.happens(Clock(WINDOW))
    talk.hears(others)
    talk.happens(SpeechEnded())
    talk.happens(Clock(2.0 + WINDOW))
    talk.hears(others)
    assert is_left_alone(talk)


def test_an_answer_keeps_it_listening_again_after_any_number_of_empty_ones(talk: Talk) -> None:
    talk.happens(Clock(1.0))
    for words in ("a large latte please", "two lattes please", QUESTION):
        talk.hears(words)
    talk.happens(SpeechEnded())
    talk.happens(Clock(0.5 + WINDOW))
    assert talk.hears(QUESTION).startswith("No.")


def test_in_the_guide_it_listens_longer(prompts: Prompts) -> None:
    talk = Talk(prompts, route="own-phone")
    talk.happens(Clock(1.0))
    talk.hears("yes", "yes")
    talk.happens(Clock(LONG_WINDOW))
    before = talk.state.place
    talk.hears("next")
    assert talk.state.place != before


def test_a_secret_step_never_rests(prompts: Prompts) -> None:
    talk = Talk(prompts)
    talk.happens(Clock(1.0))
    talk.hears("i am about to make my pin")
    talk.happens(Clock(7200.0))
    talk.hears("my helper has turned away")
    assert talk.look_aways == ["confirmed"]


def test_more_time_is_given_when_asked_for_and_taken_back(talk: Talk) -> None:
    talk.hears("give me more time")
    assert talk.expected.patience is Patience.PATIENT
    talk.hears("give me more time")
    assert talk.expected.patience is Patience.MOST_PATIENT
    assert "can't" in talk.hears("give me more time")
    talk.hears("answer sooner", "answer sooner", "answer sooner")
    assert talk.expected.patience is Patience.QUICK


def test_only_on_a_headset_words_cut_it_short(talk: Talk) -> None:
    assert talk.conversation.interrupting(talk.state) is None
    talk.hears("i have a headset")
    interruption = talk.conversation.interrupting(talk.state)
    assert interruption is not None
    assert interruption.kind is Expecting.INTERRUPTION
    assert {"stop", "wait", "quiet"} <= set(interruption.phrases)
    talk.hears("i have no headset")
    assert talk.conversation.interrupting(talk.state) is None


def test_in_a_secret_step_only_its_own_words_cut_it_short(talk: Talk) -> None:
    talk.hears("i have a headset", "i am about to make my pin")
    interruption = talk.conversation.interrupting(talk.state)
    assert interruption is not None
    assert "stop" in interruption.phrases
    assert "wait" not in interruption.phrases


def test_without_a_headset_the_first_stop_explains_the_key(talk: Talk) -> None:
    assert "key" in talk.hears("stop")
    assert "key" not in talk.hears("stop")


def test_with_a_headset_stop_explains_no_key(talk: Talk) -> None:
    assert "key" not in talk.hears("i have a headset", "stop")
