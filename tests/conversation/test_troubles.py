from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.actions import Say
from voice_helper.conversation.state import Walking
from voice_helper.events import (
    DeviceBack,
    DeviceChanged,
    DeviceLost,
    Event,
    Woken,
)
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


NEWS = (
    DeviceLost("microphone"),
    DeviceChanged("microphone", "Built-in"),
    DeviceChanged("loudspeaker", "Built-in"),
    Woken(60.0),
)


def texts(talk: Talk) -> list[str]:
    return [action.text for action in talk.actions if isinstance(action, Say)]


@pytest.mark.parametrize("event", NEWS, ids=str)
def test_what_it_cuts_off_is_said_again(talk: Talk, event: Event) -> None:
    talk.hears("when must the helper look away")
    answer = texts(talk)
    talk.happens(event, while_speaking=True)
    assert texts(talk)[1:] == answer


@pytest.mark.parametrize("event", NEWS[:3], ids=str)
def test_what_has_been_said_to_its_end_is_not_said_again(talk: Talk, event: Event) -> None:
    talk.hears("when must the helper look away")
    talk.happens(event)
    assert len(texts(talk)) == 1


@pytest.mark.parametrize("event", [DeviceBack("loudspeaker"), Woken(60.0)], ids=str)
def test_what_may_not_have_been_heard_is_said_again(talk: Talk, event: Event) -> None:
    talk.hears("when must the helper look away")
    answer = texts(talk)
    talk.happens(DeviceLost("loudspeaker"))
    talk.happens(event)
    assert texts(talk)[1:] == answer


def test_a_loudspeaker_that_is_back_tells_that_the_microphone_is_not(talk: Talk) -> None:
    for event in (DeviceLost("microphone"), DeviceLost("loudspeaker")):
        talk.happens(event)
    talk.happens(DeviceBack("loudspeaker"))
    assert "not the microphone" in texts(talk)[0]


def test_news_of_devices_is_not_said_again_for_the_sake_of_other_news(talk: Talk) -> None:
    talk.hears("when must the helper look away")
    answer = texts(talk)
    for event in (*NEWS, DeviceBack("microphone")):
        talk.happens(event, while_speaking=True)
        assert texts(talk)[1:] == answer


def test_the_device_that_is_used_now_is_named(talk: Talk) -> None:
    talk.happens(DeviceChanged("microphone", "Jabra"))
    assert "Jabra" in talk.text


def test_the_step_of_a_route_is_kept(prompts: Prompts) -> None:
    talk = Talk(prompts, route="own-phone")
    talk.hears("yes", "yes", "next")
    place = talk.state.place
    assert isinstance(place, Walking)
    for event in (*NEWS, DeviceBack("microphone"), DeviceLost("loudspeaker")):
        talk.happens(event)
        assert talk.state.place == place
