"""Puts the lines of ``conversation.toml`` into the mouth: long the first time, short later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from voice_helper.actions import Listener, Priority, Say
from voice_helper.conversation.state import Asking, Over, State
from voice_helper.prompts import Prompts

FILE = "conversation"


@dataclass(frozen=True)
class Lines:
    """The lines the conversation says by itself."""

    prompts: Prompts
    """The language's sentences."""

    def say(
        self, state: State, key: str, priority: Priority = Priority.NORMAL, **slots: object
    ) -> Say:
        """Give the line ``key`` in the wording whose turn it is; the last wording stays."""
        entry = self.prompts.entry(FILE, key)
        return Say(entry.wording(state.count(key)).format(**slots), Listener(entry.to), priority)

    def say_in_turn(self, state: State, key: str, **slots: object) -> Say:
        """Give the line ``key`` in the next of its wordings, round and round."""
        entry = self.prompts.entry(FILE, key)
        wording = entry.wordings[state.count(key) % len(entry.wordings)]
        return Say(wording.format(**slots), Listener(entry.to))

    def addressed(self, state: State, *says: Say) -> tuple[Say, ...]:
        """Open lines with whom they are for, as long as the guide is under way."""
        return says if isinstance(state.place, Asking | Over) else self.opened(state, *says)

    def opened(self, state: State, *says: Say) -> tuple[Say, ...]:
        """Open lines with whom they are for, unless the applicant is alone.

        What one listener is told in a row is one line.
        """
        if state.company.is_alone:
            return says
        joined = (
            replace(group[0], text=" ".join(say.text for say in group))
            for _, run in groupby(says, key=lambda say: (say.to, say.priority))
            if (group := tuple(run))
        )
        return tuple(self._addressed(state, say) for say in joined)

    def _addressed(self, state: State, say: Say) -> Say:
        name = state.company.name_of(say.to)
        key = "for-name" if name else f"for-{say.to}"
        return replace(say, text=self.prompts.line(FILE, key, name=name, text=say.text))

    def example(self, turn: int) -> str:
        """Give the ``turn``-th example of a question, round and round."""
        examples = self.prompts.entry(FILE, "example").wordings
        return examples[turn % len(examples)]

    def month(self, number: int) -> str:
        """Give the name of a month, from 1 to 12."""
        return self.prompts.entry(FILE, "month").wordings[number - 1]
