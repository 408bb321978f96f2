"""Utterances whose parts were heard one after the other, with a pause between them."""

from __future__ import annotations

from itertools import product

from voice_helper.events import Heard, Noise

MOST_READINGS = 20
"""Readings of the whole that are kept."""


def joined(begun: Heard | None, then: Heard | Noise) -> Heard | Noise:
    """Give what was begun and what followed as one utterance; it is as sure as its weaker part."""
    if begun is None or not isinstance(then, Heard):
        return begun or then
    ones = enumerate((begun.words, *begun.alternatives))
    others = enumerate((then.words, *then.alternatives))
    ranked = sorted(product(ones, others), key=lambda pair: pair[0][0] + pair[1][0])
    words, *alternatives = (f"{one} {other}" for (_, one), (_, other) in ranked[:MOST_READINGS])
    return Heard(words, min(begun.confidence, then.confidence), tuple(alternatives))
