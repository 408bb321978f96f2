from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.conversation.state import Asking, Naming, Walking
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree")
    talk.hears("use our names")
    return talk


def test_the_applicant_is_asked_first_then_the_helper(talk: Talk) -> None:
    assert "what shall I call you?" in talk.text
    assert "And the helper" in talk.hears("my name is anna")


def test_lines_open_with_the_names_from_then_on(talk: Talk) -> None:
    talk.hears("my name is anna", "call me bo", "next")
    assert talk.text.startswith("Bo: Check that")
    assert "Anna: The symbol" in talk.text


def test_the_route_goes_on_afterwards(talk: Talk) -> None:
    talk.hears("anna", "bo")
    assert isinstance(talk.state.place, Walking)
    assert "Agree on this" in talk.text


@pytest.mark.parametrize("words", ["skip", "no", "i do not know", "no name", "rather not"])
def test_whoever_wants_no_name_keeps_the_role(talk: Talk, words: str) -> None:
    talk.hears(words, words, "next")
    assert talk.text.startswith("Helper: ")


def test_what_is_spelled_becomes_no_name(talk: Talk) -> None:
    talk.hears("a n n a")
    assert talk.state.company.applicant == ""


def test_a_question_is_answered_and_becomes_no_name(talk: Talk) -> None:
    talk.hears("may my helper see my pin")
    assert "No." in talk.text
    assert isinstance(talk.state.place, Walking)
    assert talk.state.company.applicant == ""


def test_help_leaves_the_question_open(talk: Talk) -> None:
    assert "33 98 00 10" in talk.hears("help")
    assert isinstance(talk.state.place, Naming)


def test_whoever_is_alone_is_asked_for_one_name_only(prompts: Prompts) -> None:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree", "no", "yes")
    talk.hears("use my name", "anna")
    assert isinstance(talk.state.place, Walking)


def test_outside_of_the_guide_questions_go_on(prompts: Prompts) -> None:
    talk = Talk(prompts)
    talk.hears("use our names", "anna", "bo")
    assert talk.text == "Good. Ask on."
    assert isinstance(talk.state.place, Asking)
