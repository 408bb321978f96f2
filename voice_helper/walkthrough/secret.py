"""What is secret in a secret step, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Secret:
    """One of the applicant's secrets."""

    id: str
    """Its key in ``secrets.toml``: ``pin``, ``user-id``, ``password``, ``activation-code`` ..."""
    name: str
    """What it is called in the middle of a sentence: 'your PIN'."""
    purpose: str
    """What comes and why it is private, one sentence, spoken to both."""
    instruction: str
    """What the applicant does, where no step of a route says it; at most 20 words."""
    is_audible: bool
    """Whether a screen reader or a device may speak it aloud."""
    phrases: tuple[str, ...]
    """What announces it outside of a route: 'i am about to make my pin'."""
