from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.actions import End, Listener, LookAway, Priority, Say
from voice_helper.conversation.state import Asking, Guarding, Stage, Walking
from voice_helper.events import (
    DeviceBack,
    DeviceLost,
    Heard,
    KeyPressed,
    Noise,
    Silence,
    SpeechEnded,
)
from voice_helper.prompts import Prompts

INSTRUCTION = "PIN of six digits"


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    """Give a talk in which the PIN has been announced, by two who are together."""
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree")
    talk.hears("i am about to make my pin")
    return talk


def stage(talk: Talk) -> Stage:
    assert isinstance(talk.state.place, Guarding)
    return talk.state.place.stage


def test_an_announcement_brings_the_cue_and_nothing_secret(talk: Talk) -> None:
    assert talk.look_aways == ["ask"]
    assert "Helper: please look away now." in talk.text
    assert INSTRUCTION not in talk.text


def test_the_helper_is_asked_urgently(talk: Talk) -> None:
    asked = [say for say in talk.actions if isinstance(say, Say) and "look away" in say.text]
    assert [(say.to, say.priority) for say in asked] == [(Listener.HELPER, Priority.URGENT)]


def test_a_phrase_that_confirms_opens_the_step(talk: Talk) -> None:
    talk.hears("my helper has turned away")
    assert talk.look_aways == ["confirmed"]
    assert INSTRUCTION in talk.text


def test_a_confirmation_over_the_cue_begins_it_again(talk: Talk) -> None:
    talk.happens(Heard("my helper has turned away"), while_speaking=True)
    assert talk.look_aways == ["ask"]
    assert INSTRUCTION not in talk.text


@pytest.mark.parametrize("key", ["typing", "space"])
def test_a_cue_that_was_cut_off_does_not_count(talk: Talk, key: str) -> None:
    talk.happens(KeyPressed(key), while_speaking=True)
    talk.happens(SpeechEnded())
    talk.hears("my helper has turned away")
    assert talk.look_aways == ["ask"]


@pytest.mark.parametrize(
    "words", ["turned away", "my helper has not turned away", "nobody can see me", "yes"]
)
def test_less_than_the_whole_phrase_confirms_nothing(talk: Talk, words: str) -> None:
    talk.hears(words)
    assert stage(talk) is Stage.CUE


def test_who_may_be_alone_can_say_that_nobody_sees(prompts: Prompts) -> None:
    talk = Talk(prompts)
    talk.hears("i am about to make my pin", "nobody can see me")
    assert INSTRUCTION in talk.text


def test_whoever_is_alone_is_not_told_of_a_helper(prompts: Prompts) -> None:
    talk = Talk(prompts, route="own-phone")
    talk.arrives("agree", "no", "yes")
    talk.hears("i am about to make my pin")
    assert "nobody can see or hear you" in talk.text
    assert "helper" not in talk.text


@pytest.mark.parametrize("words", ["finished", "done", "i am not finished", "next", "all"])
def test_only_a_whole_phrase_ends_it(talk: Talk, words: str) -> None:
    talk.hears("my helper has turned away", words)
    assert stage(talk) is Stage.OPEN
    assert talk.look_aways == []


def test_the_all_clear_ends_it_and_the_route_goes_on(talk: Talk) -> None:
    talk.hears("my helper has turned away", "i am finished and it is covered")
    assert talk.look_aways == ["over"]
    assert "Helper, you may look again" in talk.text
    assert isinstance(talk.state.place, Walking)
    assert talk.state.place.step == "agree"


def test_out_of_a_route_it_ends_where_questions_are_asked(prompts: Prompts) -> None:
    talk = Talk(prompts)
    talk.hears("i am about to make my pin", "my helper has turned away", "i am finished")
    assert talk.text.startswith("Both of you: it is over.")
    assert isinstance(talk.state.place, Asking)


def test_digits_are_kept_to_oneself_and_nowhere_else(talk: Talk) -> None:
    talk.hears("my helper has turned away", "seven seven four one")
    assert "please keep it to yourself" in talk.text
    assert "seven" not in repr(talk.actions) + repr(talk.state)


def test_a_sound_of_spelling_is_answered_likewise(talk: Talk) -> None:
    talk.happens(Noise(is_spelling=True))
    assert "please keep it to yourself" in talk.text


def test_noise_and_silence_get_only_a_sign_of_life(talk: Talk) -> None:
    talk.hears("my helper has turned away")
    for event in (Noise(), Silence(600.0), Silence(3600.0)):
        talk.happens(event)
        assert (talk.text, talk.tones) == ("", ["private-alive"])


def test_every_third_noise_tells_how_to_go_on(talk: Talk) -> None:
    for _ in range(3):
        talk.happens(Noise())
    assert "my helper has turned away" in talk.text


@pytest.mark.parametrize("event", [DeviceLost("microphone"), DeviceLost("loudspeaker")])
def test_a_fault_leads_back_to_the_cue(talk: Talk, event: DeviceLost) -> None:
    talk.hears("my helper has turned away")
    talk.happens(event)
    first = next(action for action in talk.actions if isinstance(action, LookAway | Say))
    assert first == LookAway("ask")
    says = [action.text for action in talk.actions if isinstance(action, Say)]
    assert says[0].startswith(f"Both of you: The {event.device} is gone")
    assert "Next is the PIN" in says[0]
    assert says[1] == "Helper: please look away now."
    assert stage(talk) is Stage.CUE
    talk.happens(DeviceBack(event.device))
    assert talk.look_aways == ["ask"]


def test_go_back_begins_it_again(talk: Talk) -> None:
    talk.hears("my helper has turned away", "go back")
    assert talk.look_aways == ["ask"]


def test_repeat_says_the_instruction_after_something_else_too(talk: Talk) -> None:
    talk.hears("my helper has turned away", "help", "repeat")
    assert INSTRUCTION in talk.text
    assert "33 98 00 10" in talk.text


def test_goodbye_does_not_leave_it(talk: Talk) -> None:
    talk.hears("my helper has turned away")
    talk.happens(KeyPressed("q"))
    assert "still open" in talk.text
    assert stage(talk) is Stage.OPEN


def test_where_nothing_more_can_come_it_ends_with_a_warning(talk: Talk) -> None:
    talk.hears("my helper has turned away")
    talk.happens(KeyPressed("end"))
    assert "keep looking away" in talk.text
    assert talk.actions[-1] == End()
