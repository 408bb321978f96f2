"""Whether what is heard is meant for the program.

After each answer it listens for a while, but not on and on to what it can't answer. Later it rests,
and only its name, a key or a typed line wakes it, so that it never answers the radio or people who
talk to each other. A secret step has its own few phrases and never rests. Time comes in as readings
of a clock; without any it never rests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from voice_helper.understanding.words import Spelling

WINDOW = 30.0
"""Seconds after an answer in which questions are taken without a name."""
LONG_WINDOW = 300.0
"""The same in the guide, where people do things between two words."""
MOST_NAME_WORDS = 3
"""Words of a name."""
BETWEEN_HINTS = 60.0
"""Seconds between two hints at the name."""


@dataclass(frozen=True)
class Attention:
    """When it was last spoken to, as far as the clock tells."""

    now: float = 0.0
    """Seconds, the clock's last reading."""
    until: float = 0.0
    """Seconds on the clock until which it listens."""
    is_answering: bool = False
    """Whether the time begins anew when what is being said has been said."""
    hinted: float = -BETWEEN_HINTS
    """Seconds on the clock when it last told its name."""
    empty: int = 0
    """Answers in a row that told nothing: nobody here knows, or a secret was said aloud."""

    @property
    def is_resting(self) -> bool:
        """Whether it takes only its name, a key or a typed line."""
        return self.now > self.until

    @property
    def may_hint(self) -> bool:
        """Whether it is long enough ago that it told its name."""
        return self.now - self.hinted >= BETWEEN_HINTS

    @property
    def seems_unmeant(self) -> bool:
        """Whether others may be talking to each other: it had nothing to tell, again and again."""
        return self.empty > 1

    def at(self, seconds: float) -> Attention:
        """Give the attention when the clock says ``seconds``; no clock runs backwards."""
        return replace(self, now=max(self.now, seconds))

    def renewed(self, window: float) -> Attention:
        """Give the attention after something that was meant for the program."""
        return replace(self, until=self.now + window, is_answering=True)

    def spoken(self, window: float) -> Attention:
        """Give the attention after the last word of an answer."""
        if not self.is_answering:
            return self
        return replace(self, until=self.now + window, is_answering=False)

    def answered(self, *, is_empty: bool) -> Attention:
        """Give the attention after an answer; ``is_empty`` where it told nothing."""
        return replace(self, empty=self.empty + 1 if is_empty else 0)

    def rested(self) -> Attention:
        """Give the attention once it has said that it rests."""
        return replace(self, until=min(self.now, self.until), is_answering=False)

    def having_hinted(self) -> Attention:
        """Give the attention after it has told its name."""
        return replace(self, hinted=self.now)


@dataclass(frozen=True)
class Calls:
    """How the program is called, and called otherwise."""

    name: str
    """Its own name, where nobody has chosen another."""
    heard_as: tuple[str, ...]
    """What the recogniser may make of that name."""
    greetings: frozenset[tuple[str, ...]]
    """Words before a name."""
    naming: tuple[tuple[str, ...], ...]
    """What stands before a new name, the longest first."""
    spelling: Spelling
    """How the language's written forms are made one."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any], spelling: Spelling) -> Calls:
        """Read ``attention.toml``."""
        naming = sorted(map(spelling.words, table["naming"]), key=len, reverse=True)
        return cls(
            table["name"],
            tuple(table["heard-as"]),
            frozenset(map(spelling.words, table["greetings"])),
            tuple(naming),
            spelling,
        )

    def called(self, text: str, name: str) -> str | None:
        """Give what is said beside the program's name (``name``, or its own); None without it."""
        words = self.spelling.words(text)
        ways = (name,) if name else (self.name, *self.heard_as)
        for way in map(self.spelling.words, ways):
            for start in (0, *(len(greeting) for greeting in self.greetings_of(words))):
                if words[start : start + len(way)] == way:
                    return " ".join(words[start + len(way) :])
            if words[-len(way) :] == way:
                return " ".join(words[: -len(way)])
        return None

    def greetings_of(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Give the greetings that words open with."""
        return tuple(each for each in self.greetings if words[: len(each)] == each)

    def new_name(self, text: str) -> str:
        """Give the name that the program is given; empty where it is given none."""
        words = self.spelling.words(text)
        for opening in self.naming:
            rest = words[len(opening) :]
            if words[: len(opening)] == opening and 0 < len(rest) <= MOST_NAME_WORDS:
                return " ".join(rest)
        return ""
