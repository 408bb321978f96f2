"""What somebody wants of the program as a listener: patience, a name for it, a headset."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.understanding.expectation import Patience

STEPS = tuple(Patience)
"""From the least patient to the most."""


@dataclass(frozen=True)
class Wishes:
    """Wishes that can be given at the start and changed by a word; forgotten at the end."""

    patience: Patience = Patience.NORMAL
    """How long pauses may be until what was said counts as whole."""
    name: str = ""
    """What the program is called; empty: the name that the prompts give it."""
    has_headset: bool = False
    """Whether its own voice can't reach the microphone, so that it may listen while it speaks."""

    def more_patient(self) -> Wishes:
        """Give the wishes with one step more patience, if there is one."""
        return self._with_step(1)

    def less_patient(self) -> Wishes:
        """Give the wishes with one step less patience, if there is one."""
        return self._with_step(-1)

    def _with_step(self, by: int) -> Wishes:
        step = min(max(0, STEPS.index(self.patience) + by), len(STEPS) - 1)
        return replace(self, patience=STEPS[step])
