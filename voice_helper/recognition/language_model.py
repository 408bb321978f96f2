"""The recogniser's language model: general English and the domain's sentences, mixed.

A trigram with back-off. General English says how people put words together; the domain's sentences
say what is asked about here. Where the domain has seen the words before, the two are mixed;
elsewhere general English holds alone, so that what was said is heard, whether it is for us or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice_helper.recognition.general import SENTENCE_END, SENTENCE_START, General
from voice_helper.recognition.graph import BACK_OFF, Graph

DOMAIN_SHARE = 0.7
"""How much of the probability the domain's sentences have where they know the words before."""

_SHIFT = 18
"""Bits of a word's number; three of them fit into 64 bits."""
_MASK = (1 << _SHIFT) - 1
_SMALLEST = 1e-9

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """N-grams of the domain's sentences, the n words packed into one number, first word high."""

    keys: Ints
    """Ascending."""
    weights: Floats
    """How often each occurs, sentences weighted."""


@dataclass(frozen=True)
class Table:
    """What may follow each history, as probabilities."""

    keys: Ints
    """Shape (n,): history and word packed, ascending."""
    chances: Floats
    """Shape (n,): probability of the word after its history."""

    @property
    def histories(self) -> Ints:
        """Each entry's history, packed."""
        return self.keys >> _SHIFT

    @property
    def words(self) -> Ints:
        """Each entry's word."""
        return self.keys & _MASK

    def find(self, keys: Ints) -> Floats:
        """Give the probability of each key, 0 where it isn't listed."""
        if not len(self.keys):
            return np.zeros(len(keys))
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.chances[at], 0.0)


def build_graph(
    general: General,
    sentences: Iterable[tuple[str, float]],
    domain_share: float = DOMAIN_SHARE,
) -> Graph:
    """Give the graph of general English and of ``sentences`` (words, weight above 0).

    Words that the recogniser doesn't know are left out: the sentence is cut in two there.
    """
    numbers = {word: number for number, word in enumerate(general.words) if word}
    start, end = numbers[SENTENCE_START], numbers[SENTENCE_END]
    ones, twos, threes = _count(sentences, numbers)
    unigrams = _mixed_unigrams(general, ones, start, domain_share)
    bigrams = _mixed_bigrams(general, twos, unigrams, domain_share)
    trigrams = _mixed_trigrams(threes, bigrams, unigrams, domain_share)
    return _Assembly(unigrams, bigrams, trigrams, start, end).graph()


def _count(
    sentences: Iterable[tuple[str, float]], numbers: dict[str, int]
) -> tuple[Counts, Counts, Counts]:
    start, end = numbers[SENTENCE_START], numbers[SENTENCE_END]
    keys: tuple[list[int], list[int], list[int]] = ([], [], [])
    weights: tuple[list[float], list[float], list[float]] = ([], [], [])
    for sentence, weight in sentences:
        run = [start, *(numbers.get(word, -1) for word in sentence.split()), end]
        for at in range(1, len(run)):
            key = 0
            for order in range(3):
                if at < order or run[at - order] < 0:
                    break
                key |= run[at - order] << (_SHIFT * order)
                keys[order].append(key)
                weights[order].append(weight)
    one, two, three = (_tally(k, w) for k, w in zip(keys, weights, strict=True))
    return one, two, three


def _tally(keys: list[int], weights: list[float]) -> Counts:
    unique, places = np.unique(np.array(keys, dtype=np.int64), return_inverse=True)
    totals = np.bincount(places, weights=np.array(weights), minlength=len(unique))
    mean = totals.mean() if len(totals) else 1.0
    return Counts(unique, totals / min(mean, 1.0))


def _mixed_unigrams(general: General, ones: Counts, start: int, share: float) -> Floats:
    """Shape (words,): probability of each word, whatever came before."""
    chances = np.exp(general.unigrams)
    chances[start] = 0.0
    chances /= chances.sum()
    if not len(ones.keys):
        return chances
    domain = np.zeros(len(chances))
    domain[ones.keys] = ones.weights / ones.weights.sum()
    mixed: Floats = share * domain + (1 - share) * chances
    return mixed


def _mixed_bigrams(general: General, twos: Counts, unigrams: Floats, share: float) -> Table:
    keys = general.histories << _SHIFT | general.followers
    order = np.argsort(keys)
    table = _capped(Table(keys[order], np.exp(general.bigrams[order])))
    if not len(twos.keys):
        return table
    union = np.union1d(table.keys, twos.keys)
    histories, words = union >> _SHIFT, union & _MASK
    plain = table.find(union)
    back_off = _back_off(table, unigrams, len(unigrams))
    general_part = np.where(plain > 0, plain, back_off[histories] * unigrams[words])
    seen, kept = _discounted(twos, len(unigrams))
    lower = kept[histories] * unigrams[words]
    domain_part = seen.find(union) + lower
    is_known = np.isin(histories, np.unique(twos.keys >> _SHIFT))
    mixed = share * domain_part + (1 - share) * general_part
    return Table(union, np.where(is_known, mixed, general_part))


def _mixed_trigrams(threes: Counts, bigrams: Table, unigrams: Floats, share: float) -> Table:
    """Only what the domain has seen; everything else backs off to the bigrams."""
    if not len(threes.keys):
        return Table(threes.keys, threes.weights)
    histories, places = np.unique(threes.keys >> _SHIFT, return_inverse=True)
    packed = Counts(places << _SHIFT | (threes.keys & _MASK), threes.weights)
    seen, kept = _discounted(packed, len(histories))
    lower_keys = threes.keys & (1 << 2 * _SHIFT) - 1
    found = bigrams.find(lower_keys)
    spare = _back_off(bigrams, unigrams, len(unigrams))
    words = threes.keys & _MASK
    lower = np.where(found > 0, found, spare[lower_keys >> _SHIFT] * unigrams[words])
    domain_part = seen.chances + kept[places] * lower
    return Table(threes.keys, share * domain_part + (1 - share) * lower)


def _discounted(counts: Counts, histories: int) -> tuple[Table, Floats]:
    """Witten-Bell: the seen words' share, and for each history what it keeps for unseen words."""
    places = counts.keys >> _SHIFT
    totals = np.bincount(places, weights=counts.weights, minlength=histories)
    kinds = np.bincount(places, minlength=histories)
    kept = kinds / np.maximum(totals + kinds, _SMALLEST)
    return Table(counts.keys, counts.weights / (totals + kinds)[places]), kept


def _capped(table: Table) -> Table:
    """Leave some for unlisted words where rounding has brought a history's sum near or above 1."""
    sums = np.bincount(table.histories, weights=table.chances)
    scale = np.minimum(1.0, 0.99 / np.maximum(sums, _SMALLEST))
    return Table(table.keys, table.chances * scale[table.histories])


def _back_off(table: Table, unigrams: Floats, histories: int) -> Floats:
    """Shape (histories,): the factor that makes each history's probabilities sum to one."""
    listed = _sums(table.histories, table.chances, histories)
    covered = _sums(table.histories, unigrams[table.words], histories)
    return _factor(listed, covered)


def _sums(places: Ints, weights: Floats, size: int) -> Floats:
    return np.bincount(places, weights=weights, minlength=size).astype(np.float64)


def _factor(listed: Floats, covered: Floats) -> Floats:
    factor: Floats = np.maximum(1 - listed, _SMALLEST) / np.maximum(1 - covered, _SMALLEST)
    return factor


class _Assembly:
    """Numbers the states and lays out the arcs: start, unigrams, words, pairs of words."""

    def __init__(
        self, unigrams: Floats, bigrams: Table, trigrams: Table, start: int, end: int
    ) -> None:
        self._unigrams, self._bigrams, self._trigrams = unigrams, bigrams, trigrams
        self._end = end
        known = np.unique(bigrams.histories)
        known = known[known != start]
        self._pairs = np.unique(trigrams.histories)
        self._of_word = np.ones(len(unigrams), dtype=np.int64)
        self._of_word[known] = np.arange(len(known)) + 2
        self._of_word[start] = 0
        self._first_pair = len(known) + 2
        self._states = self._first_pair + len(self._pairs)

    def graph(self) -> Graph:
        words = np.flatnonzero(self._unigrams)
        two, three = self._bigrams, self._trigrams
        pairs = np.searchsorted(self._pairs, three.histories) + self._first_pair
        states = [np.ones(len(words), dtype=np.int64), self._of_word[two.histories], pairs]
        labels = [words, two.words, three.words]
        chances = [self._unigrams[words], two.chances, three.chances]
        targets = [
            self._of_word[words],
            self._target(two.keys),
            self._target(three.keys & (1 << 2 * _SHIFT) - 1),
        ]
        sources, goals, factors = self._back_offs()
        return self._laid_out(
            np.concatenate([*states, sources]),
            np.concatenate([*labels, np.full(len(sources), BACK_OFF)]),
            np.concatenate([*chances, factors]),
            np.concatenate([*targets, goals]),
        )

    def _target(self, keys: Ints) -> Ints:
        """Give the state after two words: the pair's own where it has one, else the word's."""
        words: Ints = self._of_word[keys & _MASK]
        if not len(self._pairs):
            return words
        at = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        targets: Ints = np.where(self._pairs[at] == keys, at + self._first_pair, words)
        return targets

    def _back_offs(self) -> tuple[Ints, Ints, Floats]:
        single = np.unique(self._bigrams.histories)
        factors = _back_off(self._bigrams, self._unigrams, len(self._unigrams))
        three = self._trigrams
        lower = self._lower(three.keys & (1 << 2 * _SHIFT) - 1, factors)
        places = np.searchsorted(self._pairs, three.histories)
        listed = _sums(places, three.chances, len(self._pairs))
        covered = _sums(places, lower, len(self._pairs))
        sources = np.concatenate(
            (self._of_word[single], np.arange(len(self._pairs)) + self._first_pair)
        )
        goals = np.concatenate((np.ones(len(single), np.int64), self._of_word[self._pairs & _MASK]))
        return sources, goals, np.concatenate((factors[single], _factor(listed, covered)))

    def _lower(self, keys: Ints, factors: Floats) -> Floats:
        found = self._bigrams.find(keys)
        spare = np.where(self._of_word[keys >> _SHIFT] == 1, 1.0, factors[keys >> _SHIFT])
        lower: Floats = np.where(found > 0, found, spare * self._unigrams[keys & _MASK])
        return lower

    def _laid_out(self, states: Ints, labels: Ints, chances: Floats, targets: Ints) -> Graph:
        finals = np.full(self._states, np.inf, dtype=np.float32)
        costs = -np.log(np.maximum(chances, _SMALLEST)).astype(np.float32)
        is_end = labels == self._end
        finals[states[is_end]] = costs[is_end]
        states, labels, costs, targets = (a[~is_end] for a in (states, labels, costs, targets))
        order = np.lexsort((labels, states))
        counts = np.bincount(states, minlength=self._states)
        return Graph(finals, counts, labels[order], costs[order], targets[order])
