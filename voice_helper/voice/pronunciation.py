"""How printed words are spoken: names that a synthesiser gets wrong, and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from voice_helper.errors import PromptsError

_NUMBER = re.compile(
    r"(?<![\w.,-])"
    r"(?:\+\d[\d ]{4,}\d"  # +45 33 98 00 10
    r"|\d{2}(?: \d{2}){2,}"  # 33 98 00 10
    r"|\d{5,}(?:-\d+)?)"  # 33980010, 010203-1234
    r"(?![\w-]|[.,]\d)"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PAIRS = 8


@dataclass(frozen=True)
class Pronunciation:
    """Turns a text as printed into the text that the synthesiser gets."""

    words: Mapping[str, str] = field(default_factory=dict)
    """Spoken form by printed form; whole words, capitals matter."""
    plus: str = "plus"
    """The word for the + of a telephone number."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Self:
        """Read the contents of ``prompts/<language>/pronunciation.toml``."""
        words, plus = table.get("words", {}), table.get("plus", "plus")
        if not all(isinstance(value, str) for value in (*words.values(), plus)):
            raise PromptsError("unreadable-file", file="pronunciation.toml", why="not a word")
        return cls(words, plus)

    def spoken(self, text: str) -> str:
        """Give the text as it is to be spoken; the printed text stays as it is."""
        text = _NUMBER.sub(self._digit_by_digit, _CONTROL.sub(" ", text))
        if not self.words:
            return text
        printed = sorted(self.words, key=len, reverse=True)
        pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, printed))})(?!\w)"
        return re.sub(pattern, lambda found: self.words[found[0]], text)

    def _digit_by_digit(self, found: re.Match[str]) -> str:
        number = found[0].replace("-", " ")
        plus = f"{self.plus} " if number.startswith("+") else ""
        groups = number.lstrip("+").split()
        if groups == [number] and len(number) == _PAIRS:
            groups = re.findall("..", number)
        return plus + ", ".join(" ".join(group) for group in groups)
