"""What the decoder made of an utterance: several readings of it, and how sure each word is."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voice_helper.recognition.spelling import Spelling

_PLAUSIBLE = 0.1
"""A reading counts if it has at least this share of the first one's."""
_OVERLAP = 0.5
"""Two words are in the same place if they share so much of the shorter one's time."""


@dataclass(frozen=True)
class HeardWord:
    """One word in its place."""

    word: str
    """In the recogniser's spelling."""
    start: float
    """Seconds."""
    end: float
    """Seconds."""


@dataclass(frozen=True)
class Reading:
    """One way to read the sound."""

    words: tuple[HeardWord, ...]
    """In order."""
    share: float
    """0 to 1: its probability among the readings."""

    @property
    def text(self) -> str:
        """The words in the recogniser's spelling."""
        return " ".join(heard.word for heard in self.words)


def parse_readings(result: str, keep: Callable[[str], str] = str) -> tuple[Reading, ...]:
    """Read the decoder's list of alternatives (JSON), likeliest first; empty ones are left in.

    ``keep`` says what is kept of a word.
    """
    entries = json.loads(result).get("alternatives", [])
    if not entries:
        return ()
    best = max(entry["confidence"] for entry in entries)
    weights = [math.exp(entry["confidence"] - best) for entry in entries]
    readings = (
        Reading(tuple(_word(word, keep) for word in entry.get("result", ())), weight / sum(weights))
        for entry, weight in zip(entries, weights, strict=True)
    )
    return tuple(sorted(readings, key=lambda reading: -reading.share))


def confidence(readings: Sequence[Reading], spelling: Spelling) -> float:
    """Give 0 to 1: how sure the first reading is, the mean over its normal words.

    A word that is spelled with several counts once, and however it was spelled.
    """
    first = spelling.fold_spans(tuple(heard.word for heard in readings[0].words))
    if not first:
        return 0.0
    places = [
        (word, readings[0].words[run.start].start, readings[0].words[run.stop - 1].end)
        for word, run in first
    ]
    folded = [(reading.share, _folded(reading, spelling)) for reading in readings]
    shares = [
        sum(share for share, words in folded if any(_meets(place, word) for word in words))
        for place in places
    ]
    return min(1.0, sum(shares) / len(shares))


def distinct_texts(readings: Sequence[Reading], spelling: Spelling) -> tuple[str, ...]:
    """Give the plausible readings' words in normal spelling, likeliest first, none empty.

    Spellings of the same words count together; what is far less likely than the first is left out.
    """
    shares: dict[str, float] = {}
    for reading in readings:
        text = spelling.fold(reading.text)
        shares[text] = shares.get(text, 0.0) + reading.share
    shares.pop("", None)
    ordered = sorted(shares, key=lambda text: -shares[text])
    return tuple(text for text in ordered if shares[text] >= _PLAUSIBLE * shares[ordered[0]])


def _word(entry: dict[str, object], keep: Callable[[str], str]) -> HeardWord:
    return HeardWord(keep(str(entry["word"])), float(str(entry["start"])), float(str(entry["end"])))


def _folded(reading: Reading, spelling: Spelling) -> list[tuple[str, float, float]]:
    spans = spelling.fold_spans(tuple(heard.word for heard in reading.words))
    return [
        (word, reading.words[run.start].start, reading.words[run.stop - 1].end)
        for word, run in spans
    ]


def _meets(one: tuple[str, float, float], other: tuple[str, float, float]) -> bool:
    shared = min(one[2], other[2]) - max(one[1], other[1])
    shorter = min(one[2] - one[1], other[2] - other[1])
    return one[0] == other[0] and shared >= _OVERLAP * shorter
