"""What each word of a language is like: vectors that lie close together for like words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SMALLER = 0.2
"""By this the vectors are scaled, so that they are about as large as what is learned."""


class Vectors:
    """The vectors of ``prompts/<language>/vectors.npz``; its source stands in models/README.md."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        """Take the file's arrays: ``words``, ``vectors``, ``scales``."""
        words = arrays["words"].tobytes().decode("utf-8").split("\n")
        self._rows = {word: row for row, word in enumerate(words)}
        self._vectors: NDArray[np.int8] = arrays["vectors"]
        self._scales = arrays["scales"].astype(np.float32) * _SMALLER

    @property
    def size(self) -> int:
        """The numbers of a vector."""
        return int(self._vectors.shape[1])

    def __contains__(self, word: str) -> bool:
        """Whether a word has a vector."""
        return word in self._rows

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Give the vectors of words, shape (words, size); zeros where a word has none."""
        found = np.zeros((len(words), self.size), np.float32)
        for place, word in enumerate(words):
            row = self._rows.get(word)
            if row is not None:
                found[place] = self._vectors[row] * self._scales[row]
        return found
