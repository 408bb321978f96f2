from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.conversation.state import THINGS, Interviewing, Walking
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    talk = Talk(prompts)
    talk.hears("start the guide")
    return talk


def inquiry(talk: Talk) -> str:
    assert isinstance(talk.state.place, Interviewing)
    return talk.state.place.inquiry


def test_it_begins_with_who_is_looking_since_nothing_is_kept(talk: Talk) -> None:
    assert "I keep nothing" in talk.text
    assert "Is somebody beside you" in talk.text


def test_four_answers_lead_to_a_route(talk: Talk) -> None:
    talk.hears("yes", "a danish passport", "my own phone", "yes")
    assert isinstance(talk.state.place, Walking)
    assert talk.state.place.route == "own-phone"


def test_i_do_not_know_is_an_answer_everywhere(talk: Talk) -> None:
    for _ in range(4):
        talk.hears("i do not know")
    assert inquiry(talk) == THINGS


@pytest.mark.parametrize(("words", "has_helper"), [("my wife is here", True), ("alone", False)])
def test_the_first_answer_settles_who_is_there(talk: Talk, words: str, has_helper: bool) -> None:
    talk.hears(words)
    assert talk.state.company.has_helper is has_helper


def test_an_applicant_who_is_alone_is_not_told_for_whom_a_line_is(talk: Talk) -> None:
    talk.hears("no")
    assert talk.text.startswith("Then I speak to you alone.")


def test_a_route_that_needs_a_helper_is_not_begun_alone(talk: Talk) -> None:
    talk.hears("no", "a danish passport", "only the helper's phone")
    assert isinstance(talk.state.place, Interviewing)
    assert talk.state.place.route == "citizen-service"
    assert "needs somebody who can see" in talk.text


def test_a_missing_thing_is_found_out_before_the_route_begins(talk: Talk) -> None:
    talk.hears("yes", "a danish passport", "my own phone", "we have no passport")
    assert "Citizen Service" in talk.text
    assert "this way can't be gone" in talk.text
    assert inquiry(talk) == THINGS


def test_a_missing_thing_that_is_no_must_does_not_stop_it(talk: Talk) -> None:
    talk.hears("yes", "a danish passport", "my own phone", "no earphones")
    assert "When you are ready to begin" in talk.text


@pytest.mark.parametrize(
    "question", ["can she type my phone number", "may i use my own phone for that"]
)
def test_a_question_that_holds_an_answer_is_none(talk: Talk, question: str) -> None:
    talk.hears("yes", "a danish passport", question)
    assert inquiry(talk) == "phone"


def test_after_a_question_the_open_one_is_put_again(talk: Talk) -> None:
    talk.hears("yes", "may my helper see my pin")
    assert "No." in talk.text
    assert "Danish passport" in talk.text


def test_back_leads_to_the_question_before(talk: Talk) -> None:
    talk.hears("yes", "go back")
    assert inquiry(talk) == "helper"
    assert "This is the first question" in talk.hears("go back")


def test_where_am_i_puts_the_question_again(talk: Talk) -> None:
    talk.hears("yes", "where am i")
    assert "before the guide begins" in talk.text
    assert "Danish passport" in talk.text


def test_a_route_that_is_known_is_asked_about_no_more(prompts: Prompts) -> None:
    talk = Talk(prompts, route="audio-code-reader")
    talk.hears("yes")
    assert inquiry(talk) == THINGS
