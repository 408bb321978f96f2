"""Utterances whose parts were heard one after the other, with a pause between them."""

from __future__ import annotations

from itertools import islice, product

from voice_helper.events import Heard, Noise

MOST_READINGS = 10
"""Readings of the whole that are kept."""


def joined(begun: Heard | None, then: Heard | Noise) -> Heard | Noise:
    """Give what was begun and what followed as one utterance; it is as sure as its weaker part."""
    if begun is None or not isinstance(then, Heard):
        return begun or then
    pairs = product((begun.words, *begun.alternatives), (then.words, *then.alternatives))
    words, *alternatives = (f"{one} {other}" for one, other in islice(pairs, MOST_READINGS))
    return Heard(words, min(begun.confidence, then.confidence), tuple(alternatives))
