"""General spoken English as word frequencies: which words the recogniser knows, and what follows.

Kept in one packed file beside the manifest; ``models/make_general.py`` makes it. Nothing here needs
the recogniser.
"""

from __future__ import annotations

import lzma
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_helper.errors import ModelError

SENTENCE_START = "<s>"
SENTENCE_END = "</s>"
_MAGIC = b"VHGEN001"
_COUNTS = struct.Struct("<IIII")
_STEP = 0.08
"""How finely a natural logarithm is kept; half of it is the largest error."""


@dataclass(frozen=True)
class General:
    """A bigram model of general English over the recogniser's whole word list."""

    words: tuple[str, ...]
    """Every word of the acoustic model's lexicon; its place is its number in the graph. A place
    that the lexicon leaves free holds an empty string."""
    unigrams: NDArray[np.float64]
    """Shape (words,): natural logarithm of each word's probability; minus infinity if unknown."""
    histories: NDArray[np.int64]
    """Shape (bigrams,): the number of the first word, ascending."""
    followers: NDArray[np.int64]
    """Shape (bigrams,): the number of the second word, ascending within a history."""
    bigrams: NDArray[np.float64]
    """Shape (bigrams,): natural logarithm of the second word's probability after the first."""


def pack(general: General) -> bytes:
    """Give the packed file's bytes; probabilities are rounded, everything else is exact."""
    ranked = _ranking(general.unigrams)
    rank = np.zeros(len(general.words), dtype=np.int64)
    rank[ranked] = np.arange(len(ranked))
    order = np.lexsort((rank[general.followers], rank[general.histories]))
    histories = rank[general.histories][order]
    followers = rank[general.followers][order]
    is_first = np.diff(histories, prepend=-1) != 0
    gaps = np.where(is_first, followers, np.diff(followers, prepend=0))
    text = "\n".join(general.words).encode("utf-8")
    parts = [
        _MAGIC,
        _COUNTS.pack(len(text), len(general.words), len(ranked), len(order)),
        text,
        _planes(ranked),
        _quantised(general.unigrams[ranked]),
        _planes(np.bincount(histories, minlength=len(ranked))),
        _planes(gaps),
        _quantised(general.bigrams[order]),
    ]
    return lzma.compress(b"".join(parts), preset=9 | lzma.PRESET_EXTREME)


def unpack(packed: bytes) -> General:
    """Read what ``pack`` gave; ValueError if it is anything else."""
    try:
        data = lzma.decompress(packed)
    except (lzma.LZMAError, EOFError) as fault:
        raise ValueError(str(fault)) from fault
    if not data.startswith(_MAGIC):
        raise ValueError("not packed")
    text_size, words, ranked_count, bigrams = _COUNTS.unpack_from(data, len(_MAGIC))
    reader = _Reader(data, len(_MAGIC) + _COUNTS.size)
    text = reader.take(text_size).decode("utf-8")
    ranked = reader.planes(ranked_count)
    unigrams = np.full(words, -np.inf)
    unigrams[ranked] = reader.quantised(ranked_count)
    counts = reader.planes(ranked_count)
    histories = np.repeat(np.arange(ranked_count), counts)
    followers = _summed(reader.planes(bigrams), counts)
    values = reader.quantised(bigrams)
    histories, followers = ranked[histories], ranked[followers]
    order = np.lexsort((followers, histories))
    return General(
        tuple(text.split("\n")), unigrams, histories[order], followers[order], values[order]
    )


def read_general(path: Path) -> General:
    """Read the packed file; ModelError if it is missing or damaged."""
    try:
        return unpack(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise ModelError("general-damaged", path=path) from fault


def read_words(path: Path) -> frozenset[str]:
    """Give every word that can be recognised; ModelError if the packed file is damaged."""
    try:
        with lzma.open(path) as data:
            head = data.read(len(_MAGIC) + _COUNTS.size)
            text = data.read(_COUNTS.unpack_from(head, len(_MAGIC))[0]).decode("utf-8")
    except (OSError, ValueError, EOFError, lzma.LZMAError, struct.error) as fault:
        raise ModelError("general-damaged", path=path) from fault
    words = frozenset(text.split("\n"))
    return frozenset(word for word in words if word and word[0] not in "<#[!")


def _ranking(unigrams: NDArray[np.float64]) -> NDArray[np.int64]:
    known = np.flatnonzero(np.isfinite(unigrams))
    return known[np.argsort(-unigrams[known], kind="stable")]


def _planes(numbers: NDArray[np.int64]) -> bytes:
    """Split whole numbers below 2**24 into three runs of bytes, which compress better."""
    return b"".join(((numbers >> shift) & 255).astype(np.uint8).tobytes() for shift in (0, 8, 16))


def _quantised(logarithms: NDArray[np.float64]) -> bytes:
    steps = np.rint(-logarithms / _STEP)
    return np.clip(steps, 0, 255).astype(np.uint8).tobytes()


def _summed(gaps: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Undo the differences, which start anew with each history."""
    totals = np.cumsum(gaps)
    ends = np.cumsum(counts)
    before = np.concatenate(([0], totals))[ends - counts]
    summed: NDArray[np.int64] = totals - np.repeat(before, counts)
    return summed


class _Reader:
    """Takes the parts of the packed file in turn."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._at = start

    def take(self, size: int) -> bytes:
        if self._at + size > len(self._data):
            raise ValueError("too short")
        self._at += size
        return self._data[self._at - size : self._at]

    def planes(self, count: int) -> NDArray[np.int64]:
        low, middle, high = (
            np.frombuffer(self.take(count), dtype=np.uint8).astype(np.int64) for _ in range(3)
        )
        return low | middle << 8 | high << 16

    def quantised(self, count: int) -> NDArray[np.float64]:
        return np.frombuffer(self.take(count), dtype=np.uint8).astype(np.float64) * -_STEP
