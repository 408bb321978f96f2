from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.conversation.state import Asking, Confirming, Guarding, Interviewing, Walking
from voice_helper.events import KeyPressed
from voice_helper.prompts import Prompts
from voice_helper.walkthrough.walkthrough import ROUTES


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


def test_start_the_guide_begins_the_interview(talk: Talk) -> None:
    talk.hears("start the guide")
    assert isinstance(talk.state.place, Interviewing)


def test_the_key_begins_it_too(talk: Talk) -> None:
    talk.happens(KeyPressed("g"))
    assert isinstance(talk.state.place, Interviewing)


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_can_be_begun_with(prompts: Prompts, route: str) -> None:
    talk = Talk(prompts, route=route)
    assert isinstance(talk.state.place, Interviewing)
    assert talk.state.place.route == route
    assert "Let's begin with who is looking" in talk.text


def test_in_the_guide_starting_it_is_starting_over(talk: Talk) -> None:
    talk.hears("start the guide", "yes", "start the guide")
    assert isinstance(talk.state.place, Confirming)


@pytest.mark.parametrize("words", ["go back", "where am i", "pause", "it does not work"])
def test_outside_of_it_its_commands_say_how_to_begin(talk: Talk, words: str) -> None:
    assert "start the guide" in talk.hears(words)
    assert isinstance(talk.state.place, Asking)


@pytest.mark.parametrize("words", ["i am about to make my pin", "she is about to type her user id"])
def test_an_announced_secret_is_guarded_at_once(talk: Talk, words: str) -> None:
    talk.hears(words)
    assert talk.look_aways == ["ask"]
    assert isinstance(talk.state.place, Guarding)


def test_a_secret_that_is_announced_in_the_interview_leads_back_there(talk: Talk) -> None:
    talk.hears("start the guide", "yes", "i am about to make my pin")
    talk.hears("my helper has turned away", "i am finished")
    assert isinstance(talk.state.place, Interviewing)
    assert "Danish passport" in talk.text


def test_a_secret_may_be_announced_while_a_yes_is_waited_for(prompts: Prompts) -> None:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree")
    talk.hears("goodbye", "i am about to make my pin")
    assert isinstance(talk.state.place, Guarding)
    assert isinstance(talk.state.place.back_to, Walking)


def test_the_pace_can_be_changed_in_a_secret_step(talk: Talk) -> None:
    talk.hears("i am about to make my pin", "slower")
    assert talk.state.pace.rate < 160
    assert isinstance(talk.state.place, Guarding)


def test_a_command_that_leads_away_drops_an_open_confirmation(prompts: Prompts) -> None:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree")
    talk.hears("goodbye", "next")
    assert isinstance(talk.state.place, Walking)
    assert talk.state.place.step == "check-passport"
