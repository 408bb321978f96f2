"""Phones by name and version, as people say them: 'an iphone six s', 'samsung with android ten'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Phones:
    """What is known about the phones that can run the app."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Read ``phones.toml``: makes, limits, and how numbers are spoken."""
        self._numbers = {word: int(number) for word, number in table["numbers"].items()}
        self._makes = table["makes"]

    def verdict(self, words: Sequence[str]) -> str | None:
        """Give the wording for the strictest phone named; None where none is named by version."""
        found = [
            verdict
            for place, word in enumerate(words)
            if word in self._makes and (verdict := self._judge(word, words[place + 1 : place + 4]))
        ]
        return min(found, key=["too-old", "maybe", "new"].index, default=None)

    def _judge(self, make: str, following: Sequence[str]) -> str | None:
        limits = self._makes[make]
        for word in following:
            if word in limits.get("old_names", ()):
                return "too-old"
            number = self._number(word)
            if number is not None:
                return _compare(number, limits)
        return None

    def _number(self, word: str) -> int | None:
        digits = word.rstrip("scp").split(".")[0]
        return int(digits) if digits.isdecimal() and len(digits) < 4 else self._numbers.get(word)


def _compare(number: int, limits: Mapping[str, Any]) -> str:
    if number <= limits["too_old"]:
        return "too-old"
    return "new" if number >= limits["new"] else "maybe"
