"""Cuts a text into sentences, so that the first is heard while the next is still to be made."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 240
"""Characters; a longer sentence is cut where it can draw breath."""

_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[^\sa-zæøå])|\n\s*")  # noqa: RUF001
_BREATH = re.compile(r"[,;:–)]\s|\s")  # noqa: RUF001


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Give each sentence and how many characters come before it; those without a word are left out.

    A full stop before a small letter ends no sentence ("e.g. this").
    """
    start = 0
    for end in [found.end() for found in _END.finditer(text)] + [len(text)]:
        yield from _breaths(start, text[start:end])
        start = end


def _breaths(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    while len(sentence) > LONGEST:
        ends = [found.end() for found in _BREATH.finditer(sentence, 0, LONGEST)]
        strong = [end for end in ends if end > LONGEST // 2 and not sentence[end - 2].isalnum()]
        cut = (strong or ends or [LONGEST])[-1]
        yield from _spoken(start, sentence[:cut])
        start, sentence = start + cut, sentence[cut:]
    yield from _spoken(start, sentence)


def _spoken(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    if any(character.isalnum() for character in sentence):
        yield start + len(sentence) - len(sentence.lstrip()), sentence.strip()
