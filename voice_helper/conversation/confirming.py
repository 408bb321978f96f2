"""Asks whether that is really wanted, before a route that was begun is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Action
from voice_helper.conversation.state import Confirming, Interviewing, State, Walking
from voice_helper.conversation.turns import Turn, Turns

Before = tuple[Action, ...]
Do = Callable[[State, Before], Turn]


class Confirmer:
    """Puts one question, and does on a yes what was asked for."""

    def __init__(self, turns: Turns, do: dict[str, Do], resume: Do) -> None:
        """Do ``do[command]`` on a yes; ``resume`` goes on where it was on a no."""
        self._turns = turns
        self._do = do
        self._resume = resume
        self.orders: dict[str, Do] = {"yes": self._yes, "no": self._no, "carry-on": self._no}
        self.orders |= {command: self._yes_to(command) for command in do}

    def ask(self, state: State, command: str, before: Before = ()) -> Turn:
        """Ask whether ``command`` is really wanted."""
        assert isinstance(state.place, Walking | Interviewing)  # noqa: S101  (only there)
        question = self._turns.lines.say(state, f"confirm-{command}")
        place = Confirming(command, state.place)
        asked = replace(state, place=place, asked=question, misses=0)
        return self._turns.spoken(
            asked.having_told(f"confirm-{command}"), (question,), before=before
        )

    def back(self, state: State) -> State:
        """Give the state as it was before the question."""
        assert isinstance(state.place, Confirming)  # noqa: S101  (only asked while confirming)
        return replace(state, place=state.place.back_to, asked=None)

    def _yes(self, state: State, before: Before) -> Turn:
        assert isinstance(state.place, Confirming)  # noqa: S101  (only asked while confirming)
        return self._do[state.place.command](self.back(state), before)

    def _yes_to(self, command: str) -> Do:
        """Take the same command, said again, as a yes."""

        def do(state: State, before: Before) -> Turn:
            assert isinstance(state.place, Confirming)  # noqa: S101  (only while confirming)
            if state.place.command == command:
                return self._yes(state, before)
            return self.ask(self.back(state), command, before)

        return do

    def _no(self, state: State, before: Before) -> Turn:
        return self._resume(self.back(state), before)
