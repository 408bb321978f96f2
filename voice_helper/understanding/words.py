"""From text, typed or heard, to the words that the lexicon knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

MOST_WORDS = 120
"""A longer text is no question for this assistant; cutting it could drop what forbids."""

_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`", "''''")
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['-][^\W\d_]+)*'?")


@dataclass(frozen=True)
class Spelling:
    """How a language's written forms are made one."""

    contractions: Mapping[str, tuple[str, ...]]
    """Whole words, or endings that begin with an apostrophe or ``n't``, and what they stand for."""
    sequences: Mapping[tuple[str, ...], tuple[str, ...]]
    """Sequences of words, and what they stand for."""
    longest: int = field(default=1)
    """The number of words of the longest sequence."""

    @classmethod
    def from_grammar(cls, grammar: Mapping[str, Any]) -> Spelling:
        """Read the ``contractions`` and ``spellings`` of a lexicon's ``[grammar]``."""
        sequences = {tuple(left): tuple(right) for left, right in _pairs(grammar["spellings"])}
        contractions = {left[0]: tuple(right) for left, right in _pairs(grammar["contractions"])}
        return cls(contractions, sequences, max(map(len, sequences), default=1))

    def words(self, text: str) -> tuple[str, ...]:
        """Split a text into lower-case words; a possessive ending is a word of its own."""
        plain = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
        words: list[str] = []
        for word in _WORD.findall(plain):
            words.extend(self._expand(word))
        return self._respell(words)

    def _expand(self, word: str) -> Sequence[str]:
        if word in self.contractions:
            return self.contractions[word]
        if "-" in word and (word,) not in self.sequences:
            return tuple(part for piece in word.split("-") for part in self._expand(piece))
        for ending in ("n't", "'m", "'re", "'ve", "'ll", "'d"):
            stem = word.removesuffix(ending)
            if stem != word and stem and ending in self.contractions:
                return (stem, *self.contractions[ending])
        if word.endswith("'s"):
            return (word[:-2], "'s")
        if word.endswith("s'"):
            return (word[:-1], "'s")
        return (word.strip("'"),)

    def _respell(self, words: Sequence[str]) -> tuple[str, ...]:
        result: list[str] = []
        place = 0
        while place < len(words):
            for length in range(min(self.longest, len(words) - place), 0, -1):
                found = self.sequences.get(tuple(words[place : place + length]))
                if found is not None:
                    result.extend(found)
                    place += length
                    break
            else:
                result.append(words[place])
                place += 1
        return tuple(word for word in result if word)


def split_at(words: Sequence[str], marks: Container[str]) -> tuple[tuple[str, ...], ...]:
    """Give the words between the ``marks``, empty parts included."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in marks:
            parts.append([])
        else:
            parts[-1].append(word)
    return tuple(map(tuple, parts))


def without_repeats(words: Sequence[str]) -> tuple[str, ...]:
    """Leave one of each run of the same word."""
    return tuple(word for word, _ in groupby(words))


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Find the one known word that a slip of the finger makes of it; None if there isn't just one.

    Words under five letters are never mended: too many of them are one slip apart.
    """
    if len(word) < 5:
        return None
    near = {
        other
        for other in known
        if other[0] == word[0] and abs(len(other) - len(word)) <= 1 and _is_one_slip(word, other)
    }
    return near.pop() if len(near) == 1 else None


def _is_one_slip(word: str, other: str) -> bool:
    """Whether one letter is added, left out, replaced, or two neighbours are swapped."""
    shorter, longer = sorted((word, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if start is None:
        return True
    rest_short, rest_long = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return rest_short == rest_long[1:]
    swapped = rest_short[:2] == rest_long[1::-1] and rest_short[2:] == rest_long[2:]
    return rest_short[1:] == rest_long[1:] or swapped


def _pairs(entries: Iterable[str]) -> Iterable[tuple[list[str], list[str]]]:
    for entry in entries:
        left, _, right = entry.partition(" = ")
        yield left.split(), right.split()
