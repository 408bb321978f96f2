"""Phones by name and version, as people say them: 'an iphone six s', 'samsung with android ten'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

_FAR = 3
"""How many words behind its make a version may stand."""


class Phones:
    """What is known about the phones that can run the app."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Read ``phones.toml``: makes, limits, how numbers are spoken, and what they may count."""
        self._numbers = {word: int(number) for word, number in table["numbers"].items()}
        self._makes = table["makes"]
        self._counted = frozenset(table["counted"])

    def verdict(self, words: Sequence[str]) -> str | None:
        """Give the wording for the strictest phone named; None where none is named by version."""
        found = [
            verdict
            for place, word in enumerate(words)
            if word in self._makes
            and (verdict := self._judge(word, words[place + 1 : place + 2 + _FAR]))
        ]
        return min(found, key=["too-old", "maybe", "new"].index, default=None)

    def _judge(self, make: str, following: Sequence[str]) -> str | None:
        limits = self._makes[make]
        for word, next_word in islice(pairwise((*following, "")), _FAR):
            if word in limits.get("unsure_names", ()):
                return "maybe"
            number = self._number(word)
            if number is not None and next_word not in self._counted:
                return _compare(number, limits)
        return None

    def _number(self, word: str) -> int | None:
        digits = word.rstrip("scp").split(".")[0]
        return int(digits) if digits.isdecimal() and len(digits) < 4 else self._numbers.get(word)


def _compare(number: int, limits: Mapping[str, Any]) -> str:
    if number <= limits["too_old"]:
        return "too-old"
    return "new" if number >= limits["new"] else "maybe"
