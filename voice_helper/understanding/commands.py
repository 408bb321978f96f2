"""Short phrases that steer the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voice_helper.understanding.words import Spelling

COURTESY = "courtesy"
"""The entry of words around a command that change nothing."""


@dataclass(frozen=True)
class Command:
    """A phrase that always works, whatever is being talked about."""

    name: str
    """Its key in ``commands.toml``."""


class Commands:
    """The commands of a language."""

    def __init__(self, table: Mapping[str, Any], spelling: Spelling) -> None:
        """Read ``commands.toml``; words that courtesy adds around a command are dropped."""
        self._spelling = spelling
        self.courtesy = frozenset(spelling.words(text) for text in table[COURTESY]["phrases"])
        around = table[COURTESY]["around_questions"]
        self.around_questions = frozenset(map(spelling.words, around))
        self._names = {
            spelling.words(phrase): name
            for name, entry in table.items()
            if name != COURTESY
            for phrase in entry["phrases"]
        }

    def phrases(self) -> tuple[str, ...]:
        """Every phrase that is a command."""
        return tuple(" ".join(words) for words in self._names)

    def find(self, words: tuple[str, ...]) -> Command | None:
        """Find the command that the whole utterance is."""
        name = self._names.get(words) or self._names.get(without_courtesy(words, self.courtesy))
        return Command(name) if name else None


def without_courtesy(
    words: tuple[str, ...], courtesy: frozenset[tuple[str, ...]]
) -> tuple[str, ...]:
    """Leave out what is said around a command, such as 'please' and 'could you'."""
    stripped = True
    while stripped:
        stripped = False
        for polite in courtesy:
            size = len(polite)
            if size < len(words) and words[:size] == polite:
                words, stripped = words[size:], True
            elif size < len(words) and words[-size:] == polite:
                words, stripped = words[:-size], True
    return words
