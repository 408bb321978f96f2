"""Whether somebody is meant who isn't in the room: 'the lady on the phone', 'over video'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from voice_helper.understanding.words import Spelling


class Absence:
    """Knows how those are spoken of who aren't in the room."""

    def __init__(self, table: Mapping[str, Any], spelling: Spelling) -> None:
        """Read ``absence.toml``."""
        self._strangers = frozenset(table["strangers"])
        self._places = _spelled(table["places"], spelling)
        self._from_afar = _spelled(table["from_afar"], spelling)

    def rule(self, words: Sequence[str]) -> str | None:
        """Give the id of the rule that speaks against them; None where everybody is here."""
        for place, word in enumerate(words):
            if word in self._strangers and _begins(words[place + 1 :], self._places):
                return "suspicious-contact"
        if any(_begins(words[place:], self._from_afar) for place in range(len(words))):
            return "be-together"
        return None


def _spelled(phrases: Iterable[str], spelling: Spelling) -> tuple[tuple[str, ...], ...]:
    return tuple(map(spelling.words, phrases))


def _begins(words: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(tuple(words[: len(phrase)]) == phrase for phrase in phrases)
