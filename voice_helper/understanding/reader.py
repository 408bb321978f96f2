"""Networks that read words one after the other; only arithmetic.

A gated recurrent unit (Cho et al., 2014) in the layout that PyTorch gives it, and one score after
each word. ``scripts/learn_endings.py`` trains the same layout and writes the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Readers:
    """A few readers that were trained apart, and are asked together."""

    arrays: Mapping[str, Array]
    """The trained weights by name, the readers along the first axis: (readers, inputs, outputs),
    or (readers, outputs)."""

    def logits(self, words: Sequence[int], vectors: Array) -> Array:
        """Score what has been read after each word: shape (readers, words).

        ``words`` are rows of the table of that name; ``vectors`` has the shape (words, size of a
        vector), zeros where a word has none.
        """
        get = self.arrays
        shown = get["word"][:, words] + vectors @ get["vector"]
        read = shown @ get["read"] + get["read.bias"][:, None]
        state = np.zeros((len(shown), shown.shape[2]), np.float32)
        states = []
        for place in range(len(words)):
            known = (state[:, None] @ get["know"])[:, 0] + get["know.bias"]
            reset, keep, new = np.split(read[:, place], 3, axis=1)
            known_reset, known_keep, known_new = np.split(known, 3, axis=1)
            kept = sigmoid(keep + known_keep)
            fresh = np.tanh(new + sigmoid(reset + known_reset) * known_new)
            state = fresh + kept * (state - fresh)
            states.append(state)
        result: Array = (np.stack(states, 1) @ get["end"])[..., 0] + get["end.bias"]
        return result


def sigmoid(x: Array) -> Array:
    """Give what lies between 0 and 1 for each score."""
    result: Array = np.tanh(0.5 * x) * 0.5 + 0.5
    return result
