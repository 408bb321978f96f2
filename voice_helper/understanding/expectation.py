"""What the recogniser should expect to hear now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Expecting(StrEnum):
    """The kind of utterance that makes sense now."""

    QUESTIONS = "questions"
    COMMANDS = "commands"
    SECRET_STEP = "secret-step"
    INTERRUPTION = "interruption"


class Patience(StrEnum):
    """How long pauses may be until what was said counts as whole."""

    QUICK = "quick"
    NORMAL = "normal"
    PATIENT = "patient"
    MOST_PATIENT = "most-patient"


@dataclass(frozen=True)
class Expectation:
    """The utterances that make sense now."""

    kind: Expecting
    """QUESTIONS are open wording; the others are closed sets, INTERRUPTION while it speaks."""
    phrases: tuple[str, ...]
    """Whole phrases in the recogniser's spelling: examples where open, all of them where closed."""
    patience: Patience = Patience.NORMAL
    """How long pauses may be."""
