"""Whole routes, spoken: the real command hears every word and says every line over devices.

What is printed is compared with the pure conversation that is told the same words, so a word that
is misheard, a line that is lost or a secret step that is left otherwise fails the test. Time is
saved by the voice's highest speed alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.commands import need_model
from tests.conversation.talk import conversation_of, says
from tests.main_job import Running, main_job, wait_for_quiet
from tests.speech import FLITE, say
from tests.virtual_devices import Recording, VirtualDevices, virtual_devices
from voice_helper.conversation import Guarding, State, Walking
from voice_helper.events import Event, Heard, KeyPressed, Noise, SpeechEnded
from voice_helper.prompts import Prompts
from voice_helper.walkthrough.reading import read_walkthrough

__all__ = ["virtual_devices"]

pytestmark = [pytest.mark.devices, pytest.mark.speech]

AFTER_THE_TONE = 0.8
"""Seconds of quiet from which it is taken to listen."""
PATIENCE = 8.0
"""Seconds in which an utterance has to be answered."""
TRIES = 3
FASTER = 8
"""Steps from the usual speed to the highest one."""
MIDDLE = "may my helper see my pin"
DIGITS = "four eight two one nine three"
LEAKS = ("four eight", "eight two", "482", "4 8 2")


@dataclass
class Spoken:
    """A session, and the pure conversation beside it."""

    running: Running
    devices: VirtualDevices
    recording: Recording
    prompts: Prompts
    route: str
    printed: int = 0
    states: list[State] = field(default_factory=list)

    def begin(self) -> None:
        self.conversation = conversation_of(self.prompts)
        state, actions = self.conversation.begin(route=self.route)
        self._expect(state, says(actions))

    @property
    def state(self) -> State:
        return self.states[-1]

    def hears(self, words: str) -> None:
        self._speak(words, Heard(words))

    def hears_secret(self, words: str) -> None:
        self._speak(words, Noise(is_spelling=True))

    def press(self, key: str) -> None:
        state, lines = self._next(KeyPressed(key))
        self.running.press(key)
        self._expect(state, lines)

    def _speak(self, words: str, event: Event) -> None:
        """Say something; once more where nothing comes of it, as people do."""
        state, lines = self._next(event)
        for _ in range(TRIES):
            self.devices.speak(say(words, FLITE[0]))
            if self.running.printed(lines[0], PATIENCE, after=self.printed):
                break
        self._expect(state, lines)

    def _next(self, event: Event) -> tuple[State, list[str]]:
        state, _ = self.conversation.step(self.state, SpeechEnded())
        state, actions = self.conversation.step(state, event)
        return state, says(actions)

    def _expect(self, state: State, lines: list[str]) -> None:
        for line in lines:
            new = self.running.lines[self.printed :]
            assert self.running.printed(line, after=self.printed), (line, new)
            self.printed = self.running.lines.index(line, self.printed) + 1
        self.states.append(state)
        wait_for_quiet(self.recording, AFTER_THE_TONE)


@pytest.mark.parametrize("route", ["own-phone", "audio-code-reader"])
def test_a_whole_route_is_walked_by_voice(
    virtual_devices: VirtualDevices, prompts: Prompts, route: str
) -> None:
    need_model()
    with (
        virtual_devices.recording() as recording,
        main_job(virtual_devices, "guide", route) as running,
    ):
        session = Spoken(running, virtual_devices, recording, prompts, route)
        session.begin()
        for _ in range(FASTER):
            session.press("+")
        for words in utterances(session):
            session.hears(words)
        session.hears("goodbye")
        assert running.process.wait(20) == 0
    walked = [state.place.step for state in session.states if isinstance(state.place, Walking)]
    guarded = [state.place.secret for state in session.states if isinstance(state.place, Guarding)]
    steps = read_walkthrough(prompts.tables).routes[route].steps
    assert walked[-1] == steps[-1].id
    assert set(guarded) == {step.secret for step in steps if step.secret}
    assert not any(leak in line for line in running.lines for leak in LEAKS)


def utterances(session: Spoken) -> Iterator[str]:
    """Give what the two say next, until the route is over."""
    yield from ("yes", "yes")
    has_asked = has_spelt = False
    while isinstance(session.state.place, Walking | Guarding):
        if isinstance(session.state.place, Guarding):
            yield "my helper has turned away"
            if not has_spelt:
                session.hears_secret(DIGITS)
                has_spelt = True
            yield "i am finished"
        elif not has_asked:
            has_asked = True
            yield MIDDLE
        else:
            is_active = session.state.place.step == "is-active"
            answer = "no" if is_active else "yes"
            yield answer if session.state.asked else "next"
