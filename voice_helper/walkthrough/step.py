"""One step of a route: who acts, what is said, what can be felt or heard, what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

END = "end"
"""What follows the last step."""


class Actor(StrEnum):
    """Who acts in a step."""

    APPLICANT = "applicant"
    HELPER = "helper"
    BOTH = "both"


class Secrecy(StrEnum):
    """Who may see and hear a step."""

    OPEN = "open"
    PRIVATE = "private"
    """The applicant's own matter: the helper asks before looking, and writes nothing down."""
    SECRET = "secret"
    """The helper looks away: the step is guarded."""


@dataclass(frozen=True)
class Trouble:
    """Something that can go wrong in a step."""

    when: str
    """What has gone wrong, as a clause: 'the phone finds no chip'."""
    then: str
    """What to do then, as a sentence."""


@dataclass(frozen=True)
class Choice:
    """One answer to the question that a step puts."""

    name: str
    """``yes``, ``no``, ``dont-know`` or a name of its own."""
    phrases: tuple[str, ...]
    """What people say for it; empty for the three names above, whose phrases are common to all."""
    next: str
    """The step that it leads to, or `END`."""


@dataclass(frozen=True)
class Step:
    """One step of a route."""

    id: str
    """Its name within the route, lower-case with hyphens."""
    name: str
    """What it is about, for 'where am I': a noun phrase of at most six words."""
    actor: Actor
    """Who acts."""
    say: str
    """The instruction, or the question where there are choices: at most 20 words."""
    alone: str
    """The same for an applicant without a helper; empty where it needs no other words."""
    sense: str
    """What the applicant can feel or hear, one sentence; empty where no page says."""
    troubles: tuple[Trouble, ...]
    """What can go wrong and what then; empty where no page says."""
    secrecy: Secrecy
    """Who may see and hear it."""
    secret: str
    """For a secret step the key of ``secrets.toml``: what is secret; else empty."""
    is_audible: bool
    """Whether a screen reader or a device speaks in it, so that earphones are part of the cue."""
    minutes: float
    """About how long it takes; a guess of ours, and told as one."""
    source: str
    """The key of the source, in ``sources`` of rules.toml."""
    choices: tuple[Choice, ...]
    """Where it is a question: the answers; ``dont-know`` is always one of them."""
    next: str
    """The step that follows, or `END`; empty where the choices decide."""
