"""Which of the questions that people ask an utterance is like, learned from all of them.

The weights are learned by ``scripts/learn_likeness.py`` and stand in
``prompts/<language>/likeness.npz``. What they say never makes an act allowed: only a rule does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_helper.rules.act import Guess
from voice_helper.rules.ruling import STRICT, Verdict
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.network import Networks
from voice_helper.understanding.roles import Asker
from voice_helper.understanding.tokens import tokens
from voice_helper.understanding.vectors import Vectors

ABOUT = "about"
"""The array that tells, as JSON, which words, tags and classes the others are about."""
UNKNOWN = 1
"""The row of words and tags that are not in the tables; row 0 is for no word."""


class Likeness:
    """A few networks that were trained apart; what they say together counts."""

    def __init__(self, arrays: Mapping[str, Any], vectors: Vectors, lexicon: Lexicon) -> None:
        """Take the arrays of ``likeness.npz`` and what the words of the language are like."""
        about = json.loads(arrays[ABOUT].tobytes())
        self._vectors = vectors
        self._lexicon = lexicon
        self._words = {word: row for row, word in enumerate(about["words"])}
        self._tags = {tag: row for row, tag in enumerate(about["tags"])}
        self._classes: Sequence[Sequence[str]] = about["classes"]
        self._verdicts = {
            verdict: np.array([verdict == other for _, other in self._classes])
            for verdict in dict.fromkeys(verdict for _, verdict in self._classes)
        }
        self._outside = [verdict == Verdict.UNKNOWN.value for _, verdict in self._classes]
        self._networks = Networks(
            {name: array.astype(np.float32) for name, array in arrays.items() if name != ABOUT}
        )

    def knows(self, word: str) -> bool:
        """Whether anything is known of a word."""
        return word in self._words or word in self._vectors

    def guess(self, words: Sequence[str], asker: Asker = Asker.UNKNOWN) -> Guess | None:
        """Give the likeliest verdict and rule; None for no words."""
        if not words:
            return None
        each = self._likelihoods(words, asker)
        together = each.mean(axis=0)
        verdict = max(self._verdicts, key=lambda name: float(together[self._verdicts[name]].sum()))
        of_verdict = np.where(self._verdicts[verdict], together, 0.0)
        strict = np.any([self._verdicts[name.value] for name in STRICT], axis=0)
        return Guess(
            rule=self._classes[int(of_verdict.argmax())][0],
            verdict=verdict,
            likelihood=float(of_verdict.sum()),
            doubt=float(each[:, strict].sum(axis=1).max()),
            outside=float(together[self._outside].sum()),
        )

    def _likelihoods(self, words: Sequence[str], asker: Asker) -> NDArray[np.float32]:
        """Give each network's likelihoods, shape (networks, classes)."""
        told = tokens(words, self._lexicon, asker)
        rows = [self._words.get(token.word, UNKNOWN) for token in told]
        tags = [self._tags.get(token.tag, UNKNOWN) for token in told]
        vectors = self._vectors.of([token.word for token in told])
        scores = self._networks.logits(rows, tags, vectors)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return result
