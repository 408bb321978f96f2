"""Earcons: short soft tones, made here, that say what words would say too slowly.

They never carry a meaning alone: whatever matters is also said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice_helper.sound.wav import Sound

RATE = 44_100
PEAK = 0.2
"""Share of full scale: soft, far below clipping (-14 dB)."""
RAMP = 0.012
"""Seconds in which a note swells and fades, so that it doesn't click."""


@dataclass(frozen=True)
class Note:
    """One note of an earcon."""

    pitch: float
    """Hz; 0 is a rest."""
    seconds: float
    """How long it lasts."""
    loudness: float = 1.0
    """Share of the usual loudness."""


EARCONS = {
    "listening": (Note(523.3, 0.07), Note(784.0, 0.10)),  # rises: your turn
    "heard": (Note(659.3, 0.08),),  # one blip: I have heard you
    "trouble": (Note(392.0, 0.14), Note(0.0, 0.04), Note(293.7, 0.22)),  # falls, low and slow
    "private-begins": (Note(1046.5, 0.12), Note(0.0, 0.03), Note(523.3, 0.26)),  # a door bell falls
    "private-alive": (Note(1568.0, 0.06, 0.35),),  # one faint high tick: still here
    "private-over": (  # climbs in three steps: look again
        Note(587.3, 0.09),
        Note(0.0, 0.03),
        Note(880.0, 0.09),
        Note(0.0, 0.03),
        Note(1174.7, 0.22),
    ),
}
"""The notes of each kind that `actions.Tone` may name."""


def tone(kind: str) -> Sound:
    """Make the earcon ``kind`` (see `EARCONS`): 44.1 kHz mono; KeyError for another name."""
    notes = [_waveform(note) for note in EARCONS[kind]]
    return Sound(np.concatenate(notes), RATE)


def _waveform(note: Note) -> np.ndarray:
    count = round(note.seconds * RATE)
    time = np.arange(count) / RATE
    wave = np.sin(2 * np.pi * note.pitch * time) + 0.25 * np.sin(4 * np.pi * note.pitch * time)
    ramp = round(RAMP * RATE)
    swell = 0.5 - 0.5 * np.cos(np.pi * np.arange(ramp) / ramp)
    envelope = np.ones(count)
    envelope[:ramp] = swell
    envelope[count - ramp :] = swell[::-1]
    fade = np.exp(-4.0 * time / max(note.seconds, RAMP))
    samples: np.ndarray = (wave * envelope * fade * PEAK * note.loudness * 32767 / 1.25).astype(
        np.int16
    )
    return samples
