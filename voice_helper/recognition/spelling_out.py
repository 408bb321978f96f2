"""Telling that somebody spells or counts aloud, without having a word for any digit or letter.

The decoder is given a few words that digits and letters sound like. Each stands for several of
them, so what is heard can't be turned back. How many of them follow upon each other, how long they
are and how often the speaker pauses is enough to tell it from talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from voice_helper.recognition.readings import HeardWord, Reading

SOUND_ALIKE = "~"
"""Stands for any word that digits and letters sound like."""
OTHER = "-"
"""Stands for any other word that is part of no phrase."""

_RUN = 3
"""So many sound-alikes in a row are taught to the decoder."""
_WEIGHT = 2500
"""About so often runs of sound-alikes stand in the grammar."""
_PAUSE_SECONDS = 0.05
"""Talk has no such quiet between two words."""
_USUAL_SECONDS = 0.25
"""A word of talk; a longer one counts for more, up to `_LONG_SECONDS`."""
_LONG_SECONDS = 0.4
_MOST = 40
"""Marks that are remembered."""


@dataclass(frozen=True)
class Mark:
    """All that is kept of a word: no letter of it."""

    is_alike: bool
    """Whether it was a word that digits and letters sound like."""
    weight: float
    """Its length, 1 being usual."""
    is_after_pause: bool
    """Whether there was quiet before it."""


@dataclass(frozen=True)
class SpellingRule:
    """When words are spelling; the numbers are those that `benchmarks.secret_step` judges."""

    enough: float = 9.0
    """With this score it is spelling, where it is the mean over all readings."""
    fewest: int = 2
    """Sound-alikes that there must be."""
    run_most: float = 4.0
    """The longest run of sound-alikes counts with its length, up to this."""
    run_loss: float = 0.7
    """What a word of another kind takes away from the run."""
    share: float = 11.0
    """What it counts if all words are sound-alikes."""
    pauses: float = 6.0
    """What it counts if there is quiet between all words."""
    pause: float = 3.0
    """After so many seconds of quiet the words before no longer count."""

    def score(self, marks: Sequence[Mark]) -> float:
        """Judge the words of one utterance, or of several that follow upon each other."""
        alike = sum(mark.is_alike for mark in marks)
        if alike < self.fewest:
            return 0.0
        pauses = sum(mark.is_after_pause for mark in marks[1:]) / max(1, len(marks) - 1)
        run = min(self.run_most, self._longest_run(marks))
        return run + self.share * alike / len(marks) + self.pauses * pauses

    def _longest_run(self, marks: Sequence[Mark]) -> float:
        run = longest = 0.0
        for mark in marks:
            loss = self.run_loss * max(0.5, mark.weight)
            run = run + mark.weight if mark.is_alike else max(0.0, run - loss)
            longest = max(longest, run)
        return longest


class SpellingEar:
    """Remembers marks of the last few utterances: whoever types slowly says one digit at a time."""

    def __init__(self, rule: SpellingRule) -> None:
        """Judge by ``rule``."""
        self._rule = rule
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._marks: tuple[Mark, ...] = ()
        self._until = 0.0

    def hear(self, readings: Sequence[Reading], seconds: float) -> bool:
        """Take the readings of an utterance (see `blur`), likeliest first; say if it is spelling.

        ``seconds`` is how much sound was heard until it ended.
        """
        before = self._marks if seconds - self._until <= self._rule.pause else ()
        read = [(*before, *_marks(reading.words))[-_MOST:] for reading in readings]
        self._marks, self._until = read[0], seconds
        score = sum(
            reading.share * self._rule.score(marks)
            for reading, marks in zip(readings, read, strict=True)
        )
        if score >= self._rule.enough:
            self.forget()
            return True
        return False


def runs(sound_alikes: Iterable[str]) -> tuple[str, ...]:
    """Give what makes the decoder expect sound-alikes one after the other."""
    every = [" ".join(run) for run in product(tuple(sound_alikes), repeat=_RUN)]
    return tuple(every * max(1, _WEIGHT // max(1, len(every))))


def blur(sound_alikes: frozenset[str], phrases: frozenset[str]) -> Callable[[str], str]:
    """Give what keeps of a heard word only whether it is of a phrase, or a sound-alike."""

    def blurred(word: str) -> str:
        if word in sound_alikes:
            return SOUND_ALIKE
        return word if word in phrases else OTHER

    return blurred


def _marks(words: Sequence[HeardWord]) -> Iterable[Mark]:
    pauses = [True, *(after.start - word.end > _PAUSE_SECONDS for word, after in pairwise(words))]
    for word, is_after_pause in zip(words, pauses, strict=False):
        weight = min(_LONG_SECONDS, word.end - word.start) / _USUAL_SECONDS
        yield Mark(word.word == SOUND_ALIKE, weight, is_after_pause)
