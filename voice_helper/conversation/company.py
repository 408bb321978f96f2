"""Who is in the room, and what they like to be called."""

from __future__ import annotations

from dataclasses import dataclass

from voice_helper.actions import Listener


@dataclass(frozen=True)
class Company:
    """The people in the room; in memory only."""

    has_helper: bool | None = None
    """Whether somebody who sees is there; None while that isn't settled."""
    applicant: str = ""
    """What the applicant wants to be called; empty: nothing."""
    helper: str = ""
    """What the helper wants to be called; empty: nothing."""

    @property
    def is_alone(self) -> bool:
        """Whether the applicant has said that nobody is there."""
        return self.has_helper is False

    def name_of(self, listener: Listener) -> str:
        """Give the name of one listener; empty for both, or where none was given."""
        names = {Listener.APPLICANT: self.applicant, Listener.HELPER: self.helper}
        return names.get(listener, "")
