"""Closed sets of phrases: what the recogniser is given to choose from, and what counts as heard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from voice_helper.recognition.spelling import Spelling

UNKNOWN = "[unk]"
"""What the recogniser gives for a word that fits nothing."""


@dataclass(frozen=True)
class ClosedSet:
    """Whole phrases that make sense now, among decoys that make none."""

    phrases: frozenset[str]
    """In normal spelling."""
    grammar: tuple[str, ...]
    """What the recogniser chooses from: phrases in its own spelling, and decoys."""
    fillers: frozenset[str]
    """Words that may stand before and after a phrase."""

    def as_json(self) -> str:
        """Give the grammar the way Vosk takes it."""
        return json.dumps([*self.grammar, UNKNOWN])

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
    decoys: Iterable[str],
    fillers: Iterable[str],
    spelling: Spelling,
    knows: Callable[[str], bool],
) -> ClosedSet:
    """Make a closed set; words that the recogniser doesn't know (``knows``) are left out."""
    spoken = [way for phrase in phrases for way in spelling.spellings(phrase)]
    grammar = dict.fromkeys([*spoken, *fillers, *decoys])
    usable = (entry for entry in grammar if all(knows(word) for word in entry.split()))
    return ClosedSet(frozenset(phrases), tuple(usable), frozenset(fillers))
