"""The short interview before a route: who is there, what there is, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

MOST_QUESTIONS = 4


@dataclass(frozen=True)
class Reply:
    """One answer to a question of the interview."""

    name: str
    """``yes``, ``no``, ``dont-know`` or a name of its own."""
    phrases: tuple[str, ...]
    """What people say for it, whole or within more words; empty for the three common names."""
    next: str
    """The next question; empty where a route follows or advice ends it."""
    route: str
    """The route that follows; empty where none does yet."""
    advice: str
    """A line of at most three sentences said first; empty where nothing is to be said."""
    has_helper: bool | None
    """What it settles about a helper; None where it settles nothing."""


@dataclass(frozen=True)
class Inquiry:
    """One question of the interview."""

    id: str
    """Its key in ``interview.toml``."""
    ask: str
    """The question, its answers included."""
    again: str
    """The same, shorter, for the second time."""
    replies: tuple[Reply, ...]
    """All answers; ``dont-know`` is always one of them."""


@dataclass(frozen=True)
class Interview:
    """All questions, and the things a route may need."""

    first: str
    """The question it begins with."""
    inquiries: tuple[Inquiry, ...]
    """In the order of the file."""
    things: tuple[Thing, ...]
    """What may have to be at hand."""


@dataclass(frozen=True)
class Thing:
    """Something that has to be at hand for a route."""

    id: str
    """``passport``, ``phone``, ``messages``, ``earphones`` ..."""
    name: str
    """As it is named in a list: 'the passport'."""
    phrases: tuple[str, ...]
    """What people call it: 'passport', 'my passport'."""
    if_missing: str
    """What to do without it, at most three sentences."""
    stops: bool
    """Whether the route can't begin without it."""
