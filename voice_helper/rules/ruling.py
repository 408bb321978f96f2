"""What the rules say about a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The verdict on the act that was asked about, strictest first."""

    NOT_ALLOWED = "not-allowed"
    LOOK_AWAY = "look-away"
    CLARIFY = "clarify"
    ALLOWED = "allowed"
    INFORMATION = "information"
    UNKNOWN = "unknown"

    @property
    def strictness(self) -> int:
        """Rank among verdicts: 0 is the strictest."""
        return list(Verdict).index(self)


STRICT = frozenset({Verdict.NOT_ALLOWED, Verdict.LOOK_AWAY})
"""Verdicts that keep somebody from something."""


@dataclass(frozen=True)
class Ruling:
    """The answer of the rules, before it is put into words."""

    verdict: Verdict
    """What holds for the act."""
    rule: str | None
    """Id of the rule that says so; None for CLARIFY and UNKNOWN."""
    wording: str
    """Key of the answer's text within the rule's entry in ``rules.toml``."""
    options: tuple[str, ...] = ()
    """Keys of what a CLARIFY offers, likeliest first."""
    also_allowed: str | None = None
    """Id of a rule that allows another part of the same question."""
