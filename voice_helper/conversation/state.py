"""Where a conversation stands: all that one turn hands to the next, and nothing anybody said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from voice_helper.actions import Say
from voice_helper.answer import Source
from voice_helper.conversation.pace import Pace
from voice_helper.understanding.understand import Context


@dataclass(frozen=True)
class Asking:
    """Questions may be asked; nothing else is under way."""

    page: int = 0
    """How many pages of 'what can I say' have just been told; 0 outside that list."""


@dataclass(frozen=True)
class Over:
    """Goodbye has been said."""


Place = Asking | Over


@dataclass(frozen=True)
class State:
    """A conversation between two turns."""

    place: Place = field(default_factory=Asking)
    """What is under way."""
    pace: Pace = field(default_factory=Pace)
    """How the voice speaks."""
    said: tuple[Say, ...] = ()
    """What 'repeat' says again."""
    is_speaking: bool = False
    """Whether what was to be said may still be sounding."""
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
    missing: frozenset[str] = frozenset()
    """The devices that don't work: ``microphone``, ``loudspeaker``."""

    def count(self, key: str) -> int:
        """Tell how often the line ``key`` has been used."""
        return dict(self.told).get(key, 0)

    def having_told(self, *keys: str) -> State:
        """Give the state after the lines ``keys`` have been used once more."""
        counts = Counter(dict(self.told))
        counts.update(keys)
        return replace(self, told=tuple(sorted(counts.items())))
