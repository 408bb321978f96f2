"""How likely it is that somebody has said all they mean to say, told from the words so far.

'Can my daughter see my' must go on, 'can my daughter see' may, 'can my daughter see my PIN' is
hardly ever continued. The weights are learned by ``scripts/learn_endings.py`` and stand in
``prompts/<language>/endings.npz``; phrases that the prompts hold as a whole need no learning.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from voice_helper.prompts import Prompts
from voice_helper.understanding.commands import COURTESY
from voice_helper.understanding.examples import documented
from voice_helper.understanding.likeness import ABOUT, UNKNOWN
from voice_helper.understanding.reader import Readers, sigmoid
from voice_helper.understanding.vectors import Vectors
from voice_helper.understanding.words import Spelling

_PREFERRED = 1.4
"""A question that is known as a whole is likelier than each that goes on from it, so many times."""
_MOST_PREFERRED = 4.0
"""The same for the short phrases of commands and answers."""
_SHORT = 2
"""Words of a phrase that is hardly ever more than it says."""


class Endings:
    """A few readers that were trained apart, beside all phrases that are known as a whole."""

    def __init__(
        self,
        arrays: Mapping[str, Any],
        vectors: Vectors,
        phrases: Mapping[str, str],
        spelling: Spelling,
    ) -> None:
        """Take the arrays of ``endings.npz``, what the words of the language are like, and phrases.

        ``phrases`` are known as a whole, each with what it means.
        """
        about = json.loads(arrays[ABOUT].tobytes())
        self._spelling = spelling
        self._vectors = vectors
        self._rows = {word: row for row, word in enumerate(about["words"])}
        self._readers = Readers(
            {name: array.astype(np.float32) for name, array in arrays.items() if name != ABOUT}
        )
        self._whole = {spelling.words(text): meaning for text, meaning in phrases.items()}
        self._continued = Counter(
            words[:length]
            for words, meaning in self._whole.items()
            for length in range(1, len(words))
            if self._whole.get(words[:length]) != meaning
        )

    @classmethod
    def of(cls, prompts: Prompts) -> Endings:
        """Take everything from the prompts of a language."""
        spelling = Spelling.from_grammar(prompts.table("lexicon")["grammar"])
        vectors = Vectors(prompts.table("vectors"))
        return cls(prompts.table("endings"), vectors, whole_phrases(prompts), spelling)

    def likelihood(self, text: str) -> float:
        """Give 0 to 1: how likely nothing follows these words; a lone word must be known."""
        words = self._spelling.words(text)
        if not words:
            return 0.0
        learned = self._learned(words) if len(words) > 1 else 0.0
        if words not in self._whole:
            return learned
        preferred = _PREFERRED if len(words) > _SHORT else _MOST_PREFERRED
        return max(learned, preferred / (preferred + self._continued[words]))

    def _learned(self, words: Sequence[str]) -> float:
        rows = [self._rows.get(word, UNKNOWN) for word in words]
        scores = self._readers.logits(rows, self._vectors.of(words))[:, -1]
        return float(sigmoid(scores).mean())


def whole_phrases(prompts: Prompts) -> Mapping[str, str]:
    """Give every documented question, and every command and answer, that is known as a whole.

    With what it means: going on from 'repeat' to 'repeat that' changes nothing.
    """
    asked = [example.text for example in documented(prompts)]
    asked += prompts.entry("conversation", "example").wordings
    phrases = dict(zip(asked, asked, strict=True))
    for place in prompts.table("ordinals")["phrases"]:
        phrases |= dict.fromkeys(place, place[0])
    for name, entry in prompts.table("commands").items():
        if name != COURTESY:
            phrases |= dict.fromkeys(entry["phrases"], name)
    return phrases
