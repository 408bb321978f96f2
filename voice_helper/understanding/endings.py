"""How likely it is that somebody has said all they mean to say, told from the words so far.

'Can my daughter see my' must go on, 'can my daughter see' may, 'can my daughter see my PIN' is
hardly ever continued. The weights are learned by ``scripts/learn_endings.py`` and stand in
``prompts/<language>/endings.json``; phrases that the prompts hold as a whole need no learning.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from voice_helper.prompts import Prompts
from voice_helper.understanding.commands import COURTESY
from voice_helper.understanding.examples import documented
from voice_helper.understanding.words import Spelling

_PREFERRED = 4.0
"""A question that is known as a whole is likelier than each that goes on from it, so many times."""
_MOST_PREFERRED = 16.0
"""The same for the short phrases of commands and answers."""
_SHORT = 2
"""Words of a phrase that is hardly ever more than it says."""
_MANY = 12
"""Words from which a count of them tells no more."""
_FEW = 8


class Endings:
    """A linear model over the last words, beside all phrases that are known as a whole."""

    def __init__(
        self, weights: Mapping[str, Any], phrases: Mapping[str, str], spelling: Spelling
    ) -> None:
        """Take the contents of ``endings.json``, and whole ``phrases`` with what each means."""
        self._spelling = spelling
        self._bias = float(weights["bias"])
        self._weights: Mapping[str, float] = weights["weights"]
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
        return cls(prompts.table("endings"), whole_phrases(prompts), spelling)

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
        found = ending_features(words)
        score = self._bias + sum(self._weights.get(feature, 0.0) for feature in found)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def ending_features(words: Sequence[str]) -> frozenset[str]:
    """Give what of the words so far, one at least, tells whether more will follow."""
    last, two, three = words[-1], " ".join(words[-2:]), " ".join(words[-3:])
    return frozenset(
        {
            f"1 {last}",
            f"2 {two}",
            f"3 {three}",
            f"n {min(len(words), _MANY)}",
            f"^ {words[0]}",
            f"^^ {' '.join(words[:2])}",
            f"^n {words[0]} {min(len(words), _FEW)}",
            f"^1 {words[0]} {last}",
        }
    )


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
