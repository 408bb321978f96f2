"""What holds after any events in any order."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conversation.talk import conversation_of, says
from voice_helper import paths
from voice_helper.actions import Action, End, Listen, Say
from voice_helper.conversation import Conversation, Over, State
from voice_helper.conversation.keys import KEYS
from voice_helper.events import (
    DeviceBack,
    DeviceChanged,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    Noise,
    Silence,
    SpeechEnded,
    Woken,
)
from voice_helper.prompts import load_prompts

DEVICES = st.sampled_from(["microphone", "loudspeaker"])
ROOT = Path(__file__).resolve().parents[2]
PHRASES = [
    phrase
    for name, entry in tomllib.loads(
        (ROOT / "prompts/en/commands.toml").read_text(encoding="utf-8")
    ).items()
    if name != "goodbye"
    for phrase in entry["phrases"][:3]
]
QUESTIONS = [
    "may my helper see my pin",
    "may i see the code",
    "the pin",
    "the first one",
    "can she type my phone number",
    "when must i look away",
    "how do i get a mit i d",
    "gibber gabber",
]
SECRET = ("my pin is four eight two one", "4 8 2 1 9 3", "four eight two one nine three")
LEAKS = ("four eight", "4821", "4 8 2 1", "eight two")
WORDS = st.sampled_from([*PHRASES, *QUESTIONS, *SECRET]) | st.text(max_size=40)
EVENTS = st.one_of(
    st.builds(Heard, WORDS, st.floats(0, 1), st.lists(WORDS, max_size=2).map(tuple)),
    st.just(Noise()),
    st.builds(Silence, st.floats(0, 600)),
    st.just(SpeechEnded()),
    st.builds(KeyPressed, st.sampled_from([*KEYS, "enter", "typing", "x", "å"])),
    st.builds(DeviceLost, DEVICES),
    st.builds(DeviceBack, DEVICES),
    st.builds(DeviceChanged, DEVICES, st.just("Headset")),
    st.builds(Woken, st.floats(2, 600)),
)
COURSES = st.lists(EVENTS, max_size=25)


@cache
def conversation() -> Conversation:
    return conversation_of(load_prompts(paths.prompts_root() / "en"))


def turns(events: list[Event]) -> list[tuple[State, tuple[Action, ...]]]:
    course = [conversation().begin()]
    for event in events:
        course.append(conversation().step(course[-1][0], event))
    return course


@settings(deadline=None, max_examples=300)
@given(COURSES)
def test_every_turn_ends_listening_or_with_the_end(events: list[Event]) -> None:
    for event, (_, actions) in zip([None, *events], turns(events), strict=True):
        if actions:
            assert isinstance(actions[-1], Listen | End)
        else:
            assert isinstance(event, SpeechEnded)


@settings(deadline=None, max_examples=100)
@given(COURSES)
def test_the_same_events_give_the_same_actions(events: list[Event]) -> None:
    assert turns(events) == turns(events)


@settings(deadline=None, max_examples=300)
@given(COURSES)
def test_everything_that_is_said_can_be_repeated(events: list[Event]) -> None:
    for state, actions in turns(events):
        if says(actions) and not isinstance(state.place, Over):
            _, again = conversation().step(state, Heard("repeat"))
            assert set(says(actions)) <= set(says(again))


@settings(deadline=None, max_examples=300)
@given(COURSES)
def test_no_secret_that_is_spoken_is_in_an_action_or_in_the_state(events: list[Event]) -> None:
    for state, actions in turns([*events, *map(Heard, SECRET)]):
        for leak in LEAKS:
            assert leak not in repr(actions)
            assert leak not in repr(state)


@settings(deadline=None, max_examples=300)
@given(COURSES)
def test_only_goodbye_ends_it(events: list[Event]) -> None:
    asks_to_end = {"q", "end"}
    for event, (state, _) in zip(events, turns(events)[1:], strict=True):
        if isinstance(state.place, Over):
            assert isinstance(event, KeyPressed | Heard)
            assert isinstance(event, Heard) or event.name in asks_to_end
            break


@settings(deadline=None, max_examples=300)
@given(COURSES)
def test_every_line_is_plain_text_without_an_unfilled_slot(events: list[Event]) -> None:
    for _, actions in turns(events):
        for action in actions:
            if isinstance(action, Say):
                assert action.text.strip()
                assert "{" not in action.text
                assert action.text.isprintable()


@settings(deadline=None, max_examples=100)
@given(COURSES, st.integers(1, 12))
def test_help_works_in_every_state(events: list[Event], times: int) -> None:
    state, _ = turns(events)[-1]
    for _ in range(times):
        if isinstance(state.place, Over):
            return
        state, actions = conversation().step(state, Heard("help"))
        assert "+45 33 98 00 10" in " ".join(says(actions))
