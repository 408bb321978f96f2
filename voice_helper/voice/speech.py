"""Speech as synthesisers make it, and what is asked of a synthesiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voice_helper.sound.wav import Sound

QUIET = 200
"""Samples at or below this, of 32767, count as silence (-44 dB)."""
LEAD = 0.01
"""Seconds of silence left before the first sound."""
TAIL = 0.03
"""Seconds of silence left after the last sound."""


@dataclass(frozen=True)
class Word:
    """Where a word is in the text and in the sound."""

    start: int
    """Characters of the text before it."""
    length: int
    """Characters in it."""
    at: float
    """Seconds from the beginning of the sound."""


@dataclass(frozen=True)
class Speech:
    """One sentence as sound."""

    sound: Sound
    """Mono, at the synthesiser's rate."""
    words: tuple[Word, ...] = ()
    """In order; empty where the synthesiser doesn't tell."""

    def trimmed(self) -> Speech:
        """Cut off the silence around it."""
        samples, rate = self.sound.samples, self.sound.rate
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > QUIET)
        if not len(loud):
            return Speech(silence(0.0, rate))
        start = max(0, int(loud[0]) - round(LEAD * rate))
        kept = samples[start : int(loud[-1]) + 1 + round(TAIL * rate)]
        words = tuple(
            Word(word.start, word.length, max(0.0, word.at - start / rate)) for word in self.words
        )
        return Speech(Sound(kept, rate), words)

    def at_volume(self, volume: float) -> Speech:
        """Make it ``volume`` (0 to 1) times as loud to the ear.

        Loudness grows with the 0.6th power of amplitude (Stevens), so half the volume is 10 dB
        less, not 6.
        """
        gain = volume ** (1 / 0.6)
        samples = (self.sound.samples * gain).astype(np.int16)
        return Speech(Sound(samples, self.sound.rate), self.words)


@dataclass(frozen=True)
class VoiceName:
    """A voice that a synthesiser has."""

    id: str
    """What the synthesiser calls it."""
    name: str
    """What people call it."""
    languages: tuple[str, ...]
    """Such as ``en-gb`` and ``en``; the one it is best at first."""


def silence(seconds: float, rate: int) -> Sound:
    """Make silence."""
    return Sound(np.zeros(round(seconds * rate), dtype=np.int16), rate)


class Synthesiser(Protocol):
    """Turns one sentence into sound; never plays it."""

    def voices(self) -> tuple[VoiceName, ...]:
        """Give every voice, the best of each language first."""
        ...

    def synthesise(self, text: str, voice: str, rate: int) -> Speech:
        """Speak ``text`` with the voice of that id at ``rate`` words a minute.

        VoiceError when it can't.
        """
        ...
