from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.actions import Listen, Say, SoundOrder, Tone
from voice_helper.conversation.state import Guarding
from voice_helper.events import SoundTold
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


def orders(talk: Talk) -> list[SoundOrder]:
    return [action for action in talk.actions if isinstance(action, SoundOrder)]


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("which microphones are there", SoundOrder("list", "microphone")),
        ("which loudspeakers are there please", SoundOrder("list", "loudspeaker")),
        ("use the headset", SoundOrder("use", "", "headset")),
        ("use microphone two", SoundOrder("use", "microphone", "2")),
        ("use the first loudspeaker", SoundOrder("use", "loudspeaker", "1")),
        ("use microphone Jabra Evolve", SoundOrder("use", "microphone", "jabra evolve")),
        ("use the loudspeaker called Bose", SoundOrder("use", "loudspeaker", "bose")),
        ("use the usual sound", SoundOrder("use-any")),
    ],
)
def test_an_order_is_handed_on(talk: Talk, words: str, order: SoundOrder) -> None:
    talk.hears(words)
    assert orders(talk) == [order]
    assert isinstance(talk.actions[-1], Listen)


@pytest.mark.parametrize(
    "words", ["use microphone", "may my helper use the microphone", "use my phone", "microphone"]
)
def test_words_that_name_no_device_are_no_order(talk: Talk, words: str) -> None:
    talk.hears(words)
    assert orders(talk) == []


def test_the_test_plays_a_tone_before_anybody_has_to_speak(talk: Talk) -> None:
    talk.hears("test the sound")
    assert orders(talk) == [SoundOrder("test-tone")]
    assert Tone("listening") not in talk.actions
    talk.happens(SoundTold("test-tone-heard", (), "test-voice"))
    assert "say hello" in talk.text
    tone, order, listen = talk.actions[-3:]
    assert tone == Tone("listening")
    assert order == SoundOrder("test-voice")
    assert isinstance(listen, Listen)
    talk.happens(SoundTold("test-voice-clipped"))
    assert "distorted" in talk.text
    assert orders(talk) == []


def test_what_became_of_an_order_is_told_with_its_names(talk: Talk) -> None:
    talk.happens(SoundTold("chosen-both", (("microphone", "Jabra"), ("loudspeaker", "Bose"))))
    assert "Jabra" in talk.text
    assert "Bose" in talk.text


def test_a_secret_step_is_not_disturbed(talk: Talk) -> None:
    talk.hears("i am about to make my pin")
    assert isinstance(talk.state.place, Guarding)
    talk.hears("test the sound", "use microphone two", "use microphone Jabra")
    assert orders(talk) == []
    talk.happens(SoundTold("test-voice-fine"))
    assert not any(isinstance(action, Say) for action in talk.actions)
