"""A small network that tells what a sequence of words is like; only arithmetic.

One layer of attention over the words, then a pooled reading of them: the layout of a transformer's
encoder (Vaswani et al., 2017), with normalisation first. ``scripts/learn_likeness.py`` trains the
same layout and writes the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HEADS = 8
"""Parts in which attention looks at a sentence."""

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Networks:
    """A few networks that were trained apart, and are asked together."""

    arrays: Mapping[str, Array]
    """The trained weights by name, the networks along the first axis: (networks, inputs, outputs),
    or (networks, outputs)."""

    def logits(self, words: Sequence[int], tags: Sequence[int], vectors: Array) -> Array:
        """Score every class: shape (networks, classes).

        ``words`` and ``tags`` are rows of the tables of the same name; ``vectors`` has the shape
        (words, size of a vector), zeros where a word has none.
        """
        get = self.arrays
        shown = get["word"][:, words] + get["tag"][:, tags] + get["place"][:, : len(words)]
        shown = shown + vectors @ get["vector"]
        shown = shown + self._attend(self._normal(shown, "first"))
        inner = _gelu(self._straight(self._normal(shown, "second"), "wide"))
        shown = self._normal(shown + self._straight(inner, "narrow"), "last")
        weights = _softmax(self._straight(shown, "pool"), axis=1)
        pooled = (weights.transpose(0, 2, 1) @ shown).reshape(len(shown), -1)
        read = np.concatenate([pooled, shown.max(axis=1)], axis=1)
        return self._straight(read[:, None], "out")[:, 0]

    def _straight(self, shown: Array, name: str) -> Array:
        result: Array = shown @ self.arrays[name] + self.arrays[f"{name}.bias"][:, None]
        return result

    def _attend(self, shown: Array) -> Array:
        count, length, size = shown.shape
        query, key, value = (
            part.reshape(count, length, HEADS, size // HEADS).transpose(0, 2, 1, 3)
            for part in np.split(self._straight(shown, "mix"), 3, axis=2)
        )
        looks = _softmax(query @ key.transpose(0, 1, 3, 2) / np.sqrt(size // HEADS), axis=-1)
        seen = (looks @ value).transpose(0, 2, 1, 3).reshape(count, length, size)
        return self._straight(seen, "join")

    def _normal(self, shown: Array, name: str) -> Array:
        centred = shown - shown.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-5)
        scale, offset = self.arrays[name][:, None], self.arrays[f"{name}.bias"][:, None]
        result: Array = centred / spread * scale + offset
        return result


def _gelu(x: Array) -> Array:
    result: Array = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return result


def _softmax(scores: Array, axis: int) -> Array:
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    result: Array = powers / powers.sum(axis=axis, keepdims=True)
    return result
