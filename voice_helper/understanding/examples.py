"""Finds the documented example that is nearest to an utterance, by the rare words they share.

It only ever settles questions for information: an act is ruled by the rules on acts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from voice_helper.rules.act import Example
from voice_helper.understanding.lexicon import Kind, Lexicon

_SAME_PERSON = frozenset({"she", "he", "they"})


def examples_of(
    tables: Iterable[Mapping[str, Mapping[str, Sequence[str]]]],
) -> Iterator[tuple[str, str, str]]:
    """Yield rule id, verdict and sentence of every example."""
    for table in tables:
        for rule, verdicts in table.items():
            for verdict, sentences in verdicts.items():
                for sentence in sentences:
                    yield rule, verdict, sentence


def _emphasis(feature: str) -> float:
    """Things tell more than other words."""
    return 1.5 if feature.startswith("<") else 1.0


class Examples:
    """The documented examples of a language, weighed by how telling their words are."""

    def __init__(
        self, tables: Iterable[Mapping[str, Mapping[str, Sequence[str]]]], lexicon: Lexicon
    ) -> None:
        """Index examples: tables of sentences by rule id and verdict."""
        self._lexicon = lexicon
        self._labels: list[tuple[str, str]] = []
        features: list[frozenset[str]] = []
        for rule, verdict, sentence in examples_of(tables):
            self._labels.append((rule, verdict))
            features.append(self._features(lexicon.spelling.words(sentence)))
        counts = Counter(feature for found in features for feature in found)
        self._weights = {
            feature: math.log((1 + len(features)) / count) * _emphasis(feature)
            for feature, count in counts.items()
        }
        self._unseen = math.log(1 + len(features))
        self._norms = [self._norm(found) for found in features]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(features):
            for feature in found:
                self._holders[feature].append(number)

    def nearest(self, words: Sequence[str]) -> Example | None:
        """Find the example with the largest cosine; None where none shares a word."""
        features = self._features(words)
        scores: dict[int, float] = defaultdict(float)
        for feature in features:
            for number in self._holders.get(feature, ()):
                scores[number] += self._weights[feature] ** 2
        if not scores:
            return None
        norm = self._norm(features)
        score, first = max(
            (score / (norm * self._norms[number]), -number) for number, score in scores.items()
        )
        rule, verdict = self._labels[-first]
        return Example(rule, verdict, score)

    def _norm(self, features: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights.get(f, self._unseen) ** 2 for f in features)) or 1.0

    def _features(self, words: Sequence[str]) -> frozenset[str]:
        """Words, with persons and things as the concepts that they are."""
        result: list[str] = []
        place = 0
        for part in self._lexicon.parts(words):
            result += words[place : part.start]
            if part.kind in {Kind.THING, Kind.PERSON}:
                result.append("third" if part.name in _SAME_PERSON else f"<{part.name}>")
            else:
                result += words[part.start : part.end]
            place = part.end
        return frozenset(result + list(words[place:]))
