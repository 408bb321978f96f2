"""Where a conversation stands: all that one turn hands to the next, and nothing anybody said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum

from voice_helper.actions import Say
from voice_helper.answer import Source
from voice_helper.conversation.attention import Attention
from voice_helper.conversation.company import Company
from voice_helper.conversation.pace import Pace
from voice_helper.conversation.wishes import Wishes
from voice_helper.understanding import Context


@dataclass(frozen=True)
class Asking:
    """Questions may be asked; nothing else is under way."""

    page: int = 0
    """How many pages of 'what can I say' have just been told; 0 outside that list."""


@dataclass(frozen=True)
class Interviewing:
    """The questions before a route."""

    inquiry: str
    """The question that is open, by its key in ``interview.toml``, or `THINGS`."""
    route: str = ""
    """The route that is settled already; empty while it isn't."""
    trail: tuple[Interviewing, ...] = ()
    """The questions before this one, for 'back'."""
    page: int = 0
    """As in `Asking`."""


THINGS = "things"
"""The last question: whether everything the route needs is at hand."""


@dataclass(frozen=True)
class Walking:
    """A step of a route that isn't secret, or is about to be."""

    route: str
    """The route's id."""
    step: str
    """The step's id."""
    trail: tuple[str, ...] = ()
    """The steps before this one, for 'back'."""
    is_paused: bool = False
    """Whether the two take a break."""
    page: int = 0
    """As in `Asking`."""


class Stage(StrEnum):
    """How far a secret step has come."""

    CUE = "cue"
    """The helper is asked to look away; nothing secret may be asked for."""
    OPEN = "open"
    """It is confirmed that the helper has turned away."""


@dataclass(frozen=True)
class Guarding:
    """A secret step: only a handful of phrases does anything."""

    secret: str
    """What is secret, by its key in ``secrets.toml``."""
    back_to: Asking | Walking | Interviewing
    """Where it was reached from."""
    stage: Stage = Stage.CUE
    """How far it has come."""
    lines: tuple[Say, ...] = ()
    """What the stage began with: the cue, or the instruction."""
    is_cue_heard: bool = False
    """Whether the cue has been spoken to its end, so that a confirmation counts."""


@dataclass(frozen=True)
class Confirming:
    """'Do you really want that?' is open."""

    command: str
    """The command that waits for a yes: ``goodbye`` or ``start-over``."""
    back_to: Walking | Interviewing
    """Where a no leads."""


@dataclass(frozen=True)
class Naming:
    """'What shall I call you?' is open."""

    listener: str
    """Whose name is asked for: ``applicant`` or ``helper``."""
    back_to: Asking | Walking | Interviewing
    """Where the answer leads."""


@dataclass(frozen=True)
class Over:
    """Goodbye has been said."""


Place = Asking | Interviewing | Walking | Guarding | Confirming | Naming | Over


@dataclass(frozen=True)
class State:
    """A conversation between two turns."""

    place: Place = field(default_factory=Asking)
    """What is under way."""
    pace: Pace = field(default_factory=Pace)
    """How the voice speaks."""
    said: tuple[Say, ...] = ()
    """What 'repeat' says again."""
    news: tuple[Say, ...] = ()
    """What has been told of the devices, and isn't told again for the sake of what it cut off."""
    speaking: tuple[Say, ...] = ()
    """What may still be sounding; empty once it has been said to its end or cut off."""
    was_cut: bool = False
    """Whether what was said last has been cut off."""
    misses: int = 0
    """How many utterances in a row were not understood."""
    silences: int = 0
    """How many silences in a row have passed."""
    told: tuple[tuple[str, int], ...] = ()
    """How often each line has been used, by its key: long the first time, short later."""
    source: Source | None = None
    """Where the last answer comes from."""
    context: Context | None = None
    """What the last answer leaves open for the next utterance."""
    asked: Say | None = None
    """The question that the program has put and that is still open ('Which code?')."""
    company: Company = field(default_factory=Company)
    """Who is there."""
    wishes: Wishes = field(default_factory=Wishes)
    """How the program should listen."""
    attention: Attention = field(default_factory=Attention)
    """Whether what is heard is meant for it."""
    missing: frozenset[str] = frozenset()
    """The devices that don't work: ``microphone``, ``loudspeaker``."""

    @property
    def is_speaking(self) -> bool:
        """Whether something that was to be said may still be sounding."""
        return bool(self.speaking)

    def count(self, key: str) -> int:
        """Tell how often the line ``key`` has been used."""
        return dict(self.told).get(key, 0)

    def having_told(self, *keys: str) -> State:
        """Give the state after the lines ``keys`` have been used once more."""
        counts = Counter(dict(self.told))
        counts.update(keys)
        return replace(self, told=tuple(sorted(counts.items())))
