from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.actions import End
from voice_helper.conversation.state import Confirming, Interviewing, Walking
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expecting


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("check-phone")
    return talk


def step(talk: Talk) -> str:
    assert isinstance(talk.state.place, Walking)
    return talk.state.place.step


def test_goodbye_on_a_route_is_asked_about(talk: Talk) -> None:
    talk.hears("goodbye")
    assert "Shall I end the guide?" in talk.text
    assert talk.expected.kind is Expecting.COMMANDS


@pytest.mark.parametrize("words", ["yes", "goodbye"])
def test_a_yes_ends_it(talk: Talk, words: str) -> None:
    talk.hears("goodbye", words)
    assert talk.actions[-1] == End()


@pytest.mark.parametrize("words", ["no", "carry on"])
def test_a_no_goes_on_where_it_was(talk: Talk, words: str) -> None:
    talk.hears("goodbye", words)
    assert step(talk) == "check-phone"
    assert "updated" in talk.text


def test_start_over_begins_the_route_again(talk: Talk) -> None:
    talk.hears("start over", "yes")
    assert step(talk) == "agree"


def test_start_over_in_the_interview_begins_that_again(prompts: Prompts) -> None:
    talk = Talk(prompts, route="")
    talk.hears("yes", "start over", "yes")
    assert isinstance(talk.state.place, Interviewing)
    assert talk.state.place.inquiry == "helper"


def test_what_is_not_understood_leaves_the_question_open(talk: Talk) -> None:
    talk.hears("goodbye", "hippopotamus")
    assert isinstance(talk.state.place, Confirming)
    assert "Shall I end the guide?" in talk.text


def test_a_question_is_answered_and_the_route_goes_on(talk: Talk) -> None:
    talk.hears("goodbye", "may my helper see my pin")
    assert "No." in talk.text
    assert step(talk) == "check-phone"


def test_after_a_question_the_interview_still_waits_for_its_answer(prompts: Prompts) -> None:
    talk = Talk(prompts, route="")
    talk.hears("goodbye", "may my helper see my pin")
    assert "Is a helper beside you" in talk.text
    assert talk.state.asked is not None
