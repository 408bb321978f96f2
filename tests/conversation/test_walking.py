from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.conversation.state import Asking, Guarding, Walking
from voice_helper.events import Silence
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree")
    return talk


def step(talk: Talk) -> str:
    assert isinstance(talk.state.place, Walking)
    return talk.state.place.step


@pytest.mark.parametrize("words", ["next", "done", "yes", "carry on"])
def test_a_step_that_is_done_leads_to_the_next(talk: Talk, words: str) -> None:
    talk.hears(words)
    assert step(talk) == "check-passport"


def test_each_line_says_whom_it_is_for(talk: Talk) -> None:
    talk.hears("next")
    assert talk.text.startswith("Helper: Check that")
    assert "You who get MitID: The symbol" in talk.text


def test_back_leads_to_the_step_before(talk: Talk) -> None:
    talk.hears("next", "next", "go back")
    assert step(talk) == "check-passport"


def test_at_the_first_step_back_says_how_to_leave(talk: Talk) -> None:
    talk.hears("go back")
    assert "first step" in talk.text
    assert "goodbye" in talk.text


def test_where_am_i_tells_number_name_and_what_is_left(talk: Talk) -> None:
    talk.hears("next", "where am i")
    assert "This is step 2 of" in talk.text
    assert "checking the passport" in talk.text
    assert "steps are left" in talk.text
    assert "minutes" in talk.text


def test_what_can_go_wrong_is_told(talk: Talk) -> None:
    talk.hears("next", "it does not work")
    assert "expired" in talk.text
    assert step(talk) == "check-passport"


def test_what_no_page_says_is_said_to_be_unknown(talk: Talk) -> None:
    talk.hears("what do i feel")
    assert "don't say" in talk.text


def test_a_break_keeps_the_place(talk: Talk) -> None:
    talk.hears("next", "pause")
    assert "We take a break" in talk.text
    talk.hears("carry on")
    assert step(talk) == "check-passport"


def test_silence_while_somebody_acts_is_no_matter(talk: Talk) -> None:
    for _ in range(5):
        talk.happens(Silence(8.0))
        assert talk.text == ""


def test_a_question_in_the_middle_keeps_the_place(talk: Talk) -> None:
    talk.hears("next", "may my helper see my pin")
    assert "No." in talk.text
    assert "Your place is kept" in talk.text
    assert step(talk) == "check-passport"


def test_the_hint_how_to_go_on_is_given_twice_only(talk: Talk) -> None:
    assert "say: next" in talk.text
    assert "say: next" in talk.hears("next")
    assert "say: next" not in talk.hears("next")


def test_a_secret_step_begins_with_its_cue(talk: Talk) -> None:
    talk.arrives("hand-over", "next")
    talk.hears("next")
    assert talk.look_aways == ["ask"]
    assert isinstance(talk.state.place, Guarding)


def test_back_into_a_secret_step_begins_with_its_cue(talk: Talk) -> None:
    talk.arrives("type-phone-number", "next")
    talk.hears("go back")
    assert talk.look_aways == ["ask"]


def test_the_last_step_leads_to_the_closing_words(talk: Talk) -> None:
    talk.arrives("finish", "next")
    talk.hears("next")
    assert "The MitID app is ready" in talk.text
    assert isinstance(talk.state.place, Asking)
