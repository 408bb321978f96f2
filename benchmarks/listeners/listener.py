"""What a recogniser of ``benchmarks.peers`` gets and gives, and how its time is counted.

Sound is handed over in small pieces, one after the other and faster than real time. How late each
piece would be done had it come in real time is reckoned from how long it took, so that a recogniser
which falls behind the sound isn't flattered.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

RATE = 16000
PIECE = 0.03
"""Seconds of sound that are handed over at a time; the real microphone's blocks are as long."""
TAIL = 0.5
"""Seconds of sound after the question that every recogniser hears."""
EARLY = 0.3
"""Seconds before the question's last sound from which on it may be taken as over."""

_T = TypeVar("_T")
_SIZE = 2 * int(PIECE * RATE)


@dataclass(frozen=True, eq=False)
class Recording:
    """A spoken question, the same for every recogniser."""

    samples: NDArray[np.int16]
    """Shape (n,): at 16 kHz, with seconds of sound after the question."""
    end: int
    """How many samples there are up to the question's last sound."""

    @property
    def question(self) -> bytes:
        """The sound that is transcribed."""
        return bytes(self.samples[: self.end + int(TAIL * RATE)].astype("<i2").tobytes())

    @property
    def whole(self) -> bytes:
        """All of it, in which the recogniser looks for the question's end."""
        return bytes(self.samples.astype("<i2").tobytes())


@dataclass(frozen=True)
class Told:
    """What a recogniser made of a recording."""

    words: str
    """As it writes them; empty where it heard none."""
    computing: float
    """Seconds from the last piece to the final words."""
    waiting: float
    """Seconds from the question's last sound until it takes the question as over; inf: never."""
    working: float
    """Seconds of computing for the whole recording, those after the last piece with them."""
    alternatives: tuple[str, ...] = ()
    """Other readings, likeliest first, where it gives any."""
    confidence: float = 1.0
    """0 to 1."""


class Listener(Protocol):
    """A recogniser that is measured."""

    def hear(self, recording: Recording) -> Told:
        """Transcribe the question, and look when it is taken as over."""


def pieces(sound: bytes) -> Iterator[bytes]:
    """Cut sound as a microphone hands it over; the last piece may be shorter."""
    return (sound[at : at + _SIZE] for at in range(0, len(sound), _SIZE))


def timed(call: Callable[[], _T]) -> tuple[_T, float]:
    """Give what a call returns, and the seconds it took."""
    started = time.perf_counter()
    result = call()
    return result, time.perf_counter() - started


def late(behind: float, seconds: float, took: float) -> float:
    """Tell how late a piece is done, in seconds after it came.

    The one before was done ``behind`` late; this one came ``seconds`` after it and ``took`` so
    long.
    """
    return max(0.0, behind - seconds) + took


def feed(sound: bytes, take: Callable[[bytes], object]) -> tuple[float, float]:
    """Hand over a question; give how late its last piece is done, and all seconds of work."""
    behind = worked = 0.0
    for piece in pieces(sound):
        started = time.perf_counter()
        take(piece)
        took = time.perf_counter() - started
        worked += took
        behind = late(behind, len(piece) / 2 / RATE, took)
    return behind, worked


def waiting(recording: Recording, is_over: Callable[[bytes], bool]) -> float:
    """Give the seconds from the question's end until ``is_over`` says so of a piece."""
    at = 0
    ends = []
    for piece in pieces(recording.whole):
        at += len(piece) // 2
        if is_over(piece):
            ends.append((at - recording.end) / RATE)
    return max(0.0, next((seconds for seconds in ends if seconds >= -EARLY), math.inf))
