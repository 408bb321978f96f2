"""Makes turns: what is said, what 'repeat' says from then on, and that listening follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.actions import Action, Listen, Priority, Say, Tone
from voice_helper.conversation.expecting import Expectations
from voice_helper.conversation.lines import Lines
from voice_helper.conversation.state import State

Turn = tuple[State, tuple[Action, ...]]
"""The state after an event, and what to do about it, in order."""


@dataclass(frozen=True)
class Turns:
    """Ends every turn with listening."""

    lines: Lines
    """What the conversation says by itself."""
    expectations: Expectations
    """What makes sense to hear."""

    def told(
        self,
        state: State,
        key: str,
        *,
        priority: Priority = Priority.NORMAL,
        before: tuple[Action, ...] = (),
        **slots: object,
    ) -> Turn:
        """Say the line ``key``, after the actions ``before``."""
        say = self.lines.say(state, key, priority, **slots)
        return self.spoken(state.having_told(key), (say,), before=before)

    def spoken(
        self, state: State, says: tuple[Say, ...], *, before: tuple[Action, ...] = ()
    ) -> Turn:
        """Say ``says``, after the actions ``before``; then listen."""
        if not says:
            return state, (*before, self.listen(state))
        after = replace(state, said=_repeatable(state, says), speaking=says, was_cut=False)
        aloud = self.lines.addressed(state, *says)
        return after, (*before, *aloud, Tone("listening"), self.listen(state))

    def done(self, state: State, actions: tuple[Action, ...]) -> Turn:
        """Do ``actions``, tones first; then listen."""
        says = tuple(action for action in actions if isinstance(action, Say))
        others = tuple(action for action in actions if not isinstance(action, Say))
        return self.spoken(state, says, before=others)

    def listen(self, state: State) -> Listen:
        """Give the action of listening for what makes sense in ``state``."""
        return Listen(self.expectations.of(state))


def _repeatable(state: State, says: tuple[Say, ...]) -> tuple[Say, ...]:
    """Give what 'repeat' says from now on; a mere acknowledgement keeps what was said before it."""
    if any(say.priority is not Priority.LOW for say in says):
        return says
    before = tuple(say for say in state.said if say.priority is not Priority.LOW)
    return (*says, *before)
