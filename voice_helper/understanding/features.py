"""What of an utterance tells which documented questions it is like."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from voice_helper.understanding.lexicon import Kind, Lexicon

_THIRD = frozenset({"she", "he", "they"})


def features(words: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Give words, pairs of neighbours and topics; persons, deeds and things by their concept."""
    concepts: list[str] = []
    plain: set[str] = set()
    place = 0
    for part in lexicon.parts(words):
        concepts += words[place : part.start]
        own_words = words[part.start : part.end]
        if part.kind in {Kind.THING, Kind.PERSON}:
            concepts.append("<third>" if part.name in _THIRD else f"<{part.name}>")
        elif part.kind is Kind.DEED:
            concepts.append(f"[{part.name}]")
            plain.update(own_words)
        else:
            concepts += own_words
        place = part.end
    concepts += words[place:]
    pairs = (f"{left} {right}" for left, right in pairwise(["^", *concepts, "$"]))
    topics = (f"#{topic}" for topic in lexicon.topics_of(words))
    return frozenset([*plain, *concepts, *pairs, *topics])
