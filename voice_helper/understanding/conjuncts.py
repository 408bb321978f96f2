"""What the parts between 'and', 'while' and their like would be, each asked alone.

A question that is like something allowed may have one part that isn't.
"""

from __future__ import annotations

from itertools import pairwise

from voice_helper.rules.act import Thing
from voice_helper.rules.ruling import STRICT, Verdict
from voice_helper.rules.table import VAGUE
from voice_helper.understanding.clause import objects_in
from voice_helper.understanding.lexicon import Kind, Lexicon
from voice_helper.understanding.likeness import Likeness
from voice_helper.understanding.roles import Asker

_HARDLY = 0.7
"""Likelihood of something allowed below which a part that is vague is open."""
_UNMISTAKABLE = 0.95
"""Likelihood of a strict verdict from which a part counts though it names nothing."""

Words = tuple[str, ...]


class Conjuncts:
    """Judges the parts of a question."""

    def __init__(self, lexicon: Lexicon, likeness: Likeness) -> None:
        """Part with ``lexicon``, and guess with ``likeness``."""
        self._lexicon = lexicon
        self._likeness = likeness

    def doubt(self, words: Words, asker: Asker) -> float:
        """Give the likelihood, 0 to 1, that a part is like what is refused; 0 for one part."""
        return max(
            (self._doubt_of(part, asker) for part in self._lexicon.clauses(words)), default=0
        )

    def is_open(self, words: Words, asker: Asker) -> bool:
        """Whether 'the code' in 'type the code and the email' would be asked back alone."""
        return any(
            self._is_open(part, asker)
            for part, following in pairwise(self._lexicon.clauses(words))
            if not any(found.kind is Kind.DEED for found in self._lexicon.parts(following))
        )

    def _doubt_of(self, part: Words, asker: Asker) -> float:
        """Give the doubt of a part: none where it names nothing and is only somewhat like it."""
        guess = self._likeness.guess(part, asker)
        if guess is None or guess.verdict not in STRICT:
            return 0.0
        named = {found.thing for found in objects_in(part, self._lexicon)} - {Thing.IT}
        return guess.doubt if named or guess.doubt >= _UNMISTAKABLE else 0.0

    def _is_open(self, part: Words, asker: Asker) -> bool:
        named = {found.thing for found in objects_in(part, self._lexicon)} - {Thing.IT}
        guess = self._likeness.guess(part, asker) if named & VAGUE else None
        if guess is None:
            return False
        is_hardly_allowed = guess.verdict == Verdict.ALLOWED.value and guess.likelihood < _HARDLY
        return is_hardly_allowed or guess.verdict == Verdict.CLARIFY.value
