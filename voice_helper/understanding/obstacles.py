"""What rules out any help: somebody who isn't in the room, or doesn't want it, or is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

_STRANGERS = "suspicious-contact"

Phrase: TypeAlias = tuple[frozenset[str], ...]


class Obstacles:
    """Knows how that is spoken of."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Read ``obstacles.toml``."""
        self._strangers = frozenset(table[_STRANGERS]["strangers"])
        self._places = _phrases(table[_STRANGERS]["places"])
        self._phrases = {
            rule: _phrases(entry["phrases"]) for rule, entry in table.items() if "phrases" in entry
        }

    def rule(self, words: Sequence[str]) -> str | None:
        """Give the id of the rule that forbids the help; None where nothing does."""
        for place, word in enumerate(words):
            if word in self._strangers and _begins(words[place + 1 :], self._places):
                return _STRANGERS
            for rule, phrases in self._phrases.items():
                if _begins(words[place:], phrases):
                    return rule
        return None


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(tuple(frozenset(slot.split("/")) for slot in text.split()) for text in texts)


def _begins(words: Sequence[str], phrases: Iterable[Phrase]) -> bool:
    return any(
        len(words) >= len(phrase)
        and all(word in slot for word, slot in zip(words, phrase, strict=False))
        for phrase in phrases
    )
