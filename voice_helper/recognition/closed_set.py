"""Closed sets of phrases: what the recogniser is given to choose from, and what counts as heard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from voice_helper.recognition.spelling import Spelling
from voice_helper.recognition.spelling_out import blur, runs

UNKNOWN = "[unk]"
"""What the recogniser gives for a word that fits nothing."""

_FAVOUR = 4
"""So often a phrase stands in the grammar: more are heard in noise, and no more by mistake.

What is nearly a phrase stands there twice: oftener, phrases would be lost; more seldom, a 'hasn't'.
"""


@dataclass(frozen=True)
class Decoys:
    """What the recogniser may hear instead of a phrase."""

    words: tuple[str, ...] = ()
    """Words, or runs of them, that absorb what is not a phrase."""
    fillers: tuple[str, ...] = ()
    """Words that may stand before and after a phrase."""
    sound_alikes: tuple[str, ...] = ()
    """Words that digits and letters are heard as."""


@dataclass(frozen=True)
class ClosedSet:
    """Whole phrases that make sense now, among decoys that make none."""

    phrases: frozenset[str]
    """In normal spelling."""
    spoken: tuple[str, ...]
    """The phrases in the recogniser's spelling."""
    others: tuple[str, ...]
    """Decoys and fillers."""
    fillers: frozenset[str]
    """Words that may stand before and after a phrase."""
    sound_alikes: frozenset[str] = frozenset()
    """Words that digits and letters are heard as; none is a word of a phrase."""

    @property
    def grammar(self) -> tuple[str, ...]:
        """Everything that can be heard, each once."""
        return self.spoken + self.others + tuple(sorted(self.sound_alikes))

    def as_json(self) -> str:
        """Give the grammar the way Vosk takes it.

        `UNKNOWN` would swallow whole runs of digits, so that they couldn't be told from talk.
        """
        spelt = runs(sorted(self.sound_alikes)) if self.sound_alikes else (UNKNOWN,)
        near = tuple(entry for entry in self.others if " " in entry)
        return json.dumps([*self.spoken * _FAVOUR, *self.others, *near, *spelt])

    def blurred(self, word: str) -> str:
        """Give a heard word if it is of a phrase, else only of which kind it is."""
        return self._blur(word)

    @cached_property
    def _blur(self) -> Callable[[str], str]:
        words = (word for entry in self.spoken for word in entry.split())
        return blur(self.sound_alikes, frozenset(words) | self.fillers)

    def phrase_in(self, words: str) -> str | None:
        """Give the phrase that ``words`` are as a whole, fillers around it left out."""
        run = words.split()
        while run and " ".join(run) not in self.phrases:
            if run[0] in self.fillers:
                run = run[1:]
            elif run[-1] in self.fillers:
                run = run[:-1]
            else:
                return None
        return " ".join(run) or None


def closed_set(
    phrases: Sequence[str],
    decoys: Decoys,
    spelling: Spelling,
    knows: Callable[[str], bool],
) -> ClosedSet:
    """Make a closed set; words that the recogniser doesn't know (``knows``) are left out."""
    spoken = [way for phrase in phrases for way in spelling.spellings(phrase)]
    others = (entry for entry in (*decoys.fillers, *decoys.words) if entry not in spoken)
    own = {word for entry in spoken for word in entry.split()}

    def usable(entries: Iterable[str]) -> tuple[str, ...]:
        return tuple(e for e in dict.fromkeys(entries) if all(knows(word) for word in e.split()))

    return ClosedSet(
        frozenset(phrases),
        usable(spoken),
        usable(others),
        frozenset(decoys.fillers),
        frozenset(usable(decoys.sound_alikes)) - own,
    )
