"""A conversation to try things out on, and what tests ask of what it did."""

from __future__ import annotations

from collections.abc import Iterable

from voice_helper.actions import Action, Listen, LookAway, Say, Tone
from voice_helper.answer import Adviser
from voice_helper.conversation import Conversation, State
from voice_helper.conversation.state import Guarding, Walking
from voice_helper.events import Event, Heard, SpeechEnded
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expectation, Expecting
from voice_helper.walkthrough.reading import read_walkthrough

EXPECTATION = Expectation(Expecting.QUESTIONS, ("may my helper see my pin",))


def conversation_of(prompts: Prompts) -> Conversation:
    walkthrough = read_walkthrough(prompts.tables)
    return Conversation(prompts, Adviser(prompts), EXPECTATION, walkthrough)


class Talk:
    """Steps a conversation; what is said has been said to its end before the next event."""

    def __init__(
        self, prompts: Prompts, missing: Iterable[str] = (), route: str | None = None
    ) -> None:
        self.conversation = conversation_of(prompts)
        self.state, self.actions = self.conversation.begin(frozenset(missing), route)

    def happens(self, event: Event, *, while_speaking: bool = False) -> tuple[Action, ...]:
        if not while_speaking:
            self.state, _ = self.conversation.step(self.state, SpeechEnded())
        self.state, self.actions = self.conversation.step(self.state, event)
        return self.actions

    def hears(self, *utterances: str) -> str:
        for words in utterances:
            self.happens(Heard(words))
        return self.text

    @property
    def text(self) -> str:
        return " ".join(says(self.actions))

    def arrives(self, step: str, *answers: str) -> str:
        """Answer the interview with ``answers``, then go on until ``step`` is reached."""
        self.hears(*(answers or ("yes", "yes")))
        for _ in range(60):
            if isinstance(self.state.place, Walking) and self.state.place.step == step:
                return self.text
            if isinstance(self.state.place, Guarding):
                self.hears("my helper has turned away", "nobody can see me", "i am finished")
            else:
                self.hears("next")
        raise AssertionError(self.state.place)

    @property
    def look_aways(self) -> list[str]:
        return [action.state for action in self.actions if isinstance(action, LookAway)]

    @property
    def expected(self) -> Expectation:
        return next(action.expectation for action in self.actions if isinstance(action, Listen))

    @property
    def tones(self) -> list[str]:
        return [action.kind for action in self.actions if isinstance(action, Tone)]


def says(actions: Iterable[Action]) -> list[str]:
    return [action.text for action in actions if isinstance(action, Say)]


def said(state: State) -> list[str]:
    return says(state.said)
