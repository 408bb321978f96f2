from __future__ import annotations

import pytest

from tests.conversation.talk import EXPECTATION, Talk
from voice_helper.actions import End, Listen, Listener, Priority, Say, SetVoice, Tone
from voice_helper.events import DeviceBack, DeviceLost, Heard, KeyPressed, SpeechEnded
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


def test_it_opens_with_who_it_is_that_it_works_offline_and_what_to_say(talk: Talk) -> None:
    assert "Voice Helper" in talk.text
    assert "offline" in talk.text
    assert "keep nothing" in talk.text
    assert "what can I say" in talk.text


def test_the_opening_is_short(talk: Talk) -> None:
    assert len(talk.text.split()) <= 45


def test_the_opening_sets_the_voice_first_and_listens_last(talk: Talk) -> None:
    assert talk.actions[0] == SetVoice(160, 0.8)
    assert talk.actions[-2:] == (Tone("listening"), Listen(EXPECTATION))


def test_without_a_microphone_it_asks_for_typed_questions(prompts: Prompts) -> None:
    talk = Talk(prompts, ["microphone"])
    assert "no microphone" in talk.text
    assert "press enter" in talk.text
    assert "tone" not in talk.text


def test_without_a_loudspeaker_it_says_that_it_prints(prompts: Prompts) -> None:
    assert "print" in Talk(prompts, ["loudspeaker"]).text


def test_a_question_is_answered_between_a_tone_and_listening(talk: Talk) -> None:
    heard, say, listening, listen = talk.happens(Heard("may my helper see my pin"))
    assert heard == Tone("heard")
    assert isinstance(say, Say)
    assert say.text.startswith("No.")
    assert say.to is Listener.BOTH
    assert (listening, listen) == (Tone("listening"), Listen(EXPECTATION))


def test_the_guide_is_offered_once_to_whoever_asks_what_getting_mitid_takes(
    talk: Talk, prompts: Prompts
) -> None:
    assert "start the guide" not in talk.hears("may my helper see my pin")
    assert talk.hears("what do we need").endswith("say: start the guide.")
    assert "start the guide" not in talk.hears("what do we need")
    assert Talk(prompts).hears("help me get mitid").endswith("start the guide.")


def test_a_question_on_what_a_word_means_is_no_answer_to_what_was_asked_before(talk: Talk) -> None:
    talk.hears("the police called about my mitid")
    assert talk.hears("what is mitid").startswith("MitID is")


def test_the_next_utterance_resolves_what_was_asked_back(talk: Talk) -> None:
    asked_back = talk.hears("may my helper see the code")
    assert asked_back.startswith("Which code")
    assert talk.hears("the pin").startswith("No.")


def test_the_first_one_resolves_what_was_asked_back(talk: Talk) -> None:
    talk.hears("may my helper type the code")
    assert "message" in talk.hears("the first one")


def test_a_miss_puts_an_open_question_again(talk: Talk) -> None:
    asked_back = talk.hears("may my helper see the code")
    after_miss = talk.hears("hippopotamus")
    assert after_miss.endswith(asked_back)
    assert after_miss != asked_back
    assert talk.hears("the pin").startswith("No.")


def test_the_end_of_speech_asks_for_nothing(talk: Talk) -> None:
    state, actions = talk.conversation.step(talk.state, SpeechEnded())
    assert actions == ()
    assert not state.is_speaking


def test_a_lost_microphone_is_told_at_once_with_what_to_do(talk: Talk) -> None:
    say = next(a for a in talk.happens(DeviceLost("microphone")) if isinstance(a, Say))
    assert say.priority is Priority.URGENT
    assert "type" in say.text


@pytest.mark.parametrize("device", ["microphone", "loudspeaker"])
def test_a_device_that_is_back_is_told(talk: Talk, device: str) -> None:
    talk.happens(DeviceLost(device))
    assert talk.state.missing == {device}
    talk.happens(DeviceBack(device))
    assert f"{device} is back" in talk.text
    assert talk.state.missing == frozenset()


def test_a_loss_that_is_known_is_not_told_twice(talk: Talk) -> None:
    talk.happens(DeviceLost("microphone"))
    assert talk.happens(DeviceLost("microphone")) == (Listen(EXPECTATION),)


def test_enter_invites_to_type(talk: Talk) -> None:
    talk.happens(KeyPressed("enter"))
    assert "Type your question" in talk.text


def test_enter_without_a_microphone_promises_no_listening(prompts: Prompts) -> None:
    talk = Talk(prompts, ["microphone"])
    talk.happens(KeyPressed("enter"))
    assert "Type your question" in talk.text
    assert "listening" not in talk.text


def test_typing_is_not_talked_into(talk: Talk) -> None:
    assert talk.happens(KeyPressed("typing")) == (Listen(EXPECTATION),)


def test_an_unknown_key_says_how_to_learn_the_keys(talk: Talk) -> None:
    talk.happens(KeyPressed("x"))
    assert "question mark" in talk.text


def test_after_goodbye_nothing_else_happens(talk: Talk) -> None:
    assert talk.happens(Heard("goodbye"))[-1] == End()
    assert talk.happens(Heard("may my helper see my pin")) == (End(),)


def test_a_secret_that_is_spoken_is_in_no_action(talk: Talk) -> None:
    talk.happens(Heard("my pin is four eight two one"))
    assert "yourself" in talk.text
    for words in ("four", "eight", "4821"):
        assert words not in repr(talk.actions)
