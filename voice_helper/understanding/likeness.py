"""Which documented questions an utterance is like, learned from all of them.

The weights are learned by ``scripts/learn_likeness.py`` and stand in
``prompts/<language>/likeness.json``. What they say never makes an act allowed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from voice_helper.rules.act import Guess
from voice_helper.understanding.features import features
from voice_helper.understanding.lexicon import Lexicon

_SHARPER = 2.5
"""The model is trained to be cautious; by this factor its scores are taken apart again."""


class Likeness:
    """A linear model over the features of an utterance."""

    def __init__(self, weights: Mapping[str, Any], lexicon: Lexicon) -> None:
        """Take the contents of ``likeness.json``."""
        self._lexicon = lexicon
        self._classes: Sequence[Sequence[str]] = weights["classes"]
        self._bias: Sequence[float] = weights["bias"]
        self._weights: Mapping[str, Sequence[Sequence[float]]] = weights["weights"]

    def guess(self, words: Sequence[str]) -> Guess | None:
        """Give the likeliest rule and verdict; None where no feature is known."""
        found = features(words, self._lexicon)
        known = [self._weights[feature] for feature in found if feature in self._weights]
        if not known:
            return None
        scores = list(self._bias)
        scale = 1 / math.sqrt(len(found))
        for entries in known:
            for number, weight in entries:
                scores[int(number)] += weight * scale
        best = max(range(len(scores)), key=scores.__getitem__)
        total = sum(math.exp(score - scores[best]) for score in scores)
        rule, verdict = self._classes[best]
        return Guess(rule, verdict, 1 / total, self._share(verdict, scores))

    def _share(self, verdict: str, scores: Sequence[float]) -> float:
        """Give the likelihood of a verdict: that of all its rules together."""
        most = max(scores)
        each = [math.exp(_SHARPER * (score - most)) for score in scores]
        same = (x for x, (_, other) in zip(each, self._classes, strict=True) if other == verdict)
        return sum(same) / sum(each)
