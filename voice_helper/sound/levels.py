"""What a microphone's sound tells: whether it hears the loudspeaker, and whether a voice is right.

Nothing here knows a device; sound goes in, the name of what is the matter comes out.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from voice_helper.sound.ports import RATE
from voice_helper.sound.wav import Sound

SWEEP = (400.0, 3000.0)
"""Hz between which the test tone rises: what every loudspeaker and microphone can do."""
SWEEP_SECONDS = 0.8
PEAK = 0.4
"""Share of full scale of the test tone: as loud as a voice."""
FRAME = RATE // 50
"""Samples that are judged at a time: 20 ms."""
DEAD = 2
"""Samples up to this, of 32767, are no sound at all: every live microphone hisses."""
WEAK = 250.0
"""Root mean square of the louder parts of a voice; below, it is too soft (-42 dB)."""
STRONG = 29_000
"""Peak above which a voice is about to be clipped (-1 dB)."""
FULL = 32_600
"""Samples from this on have been clipped."""
CLIPPED_SHARE = 0.002
"""Share of clipped samples among those of a voice that is heard to be distorted."""
ABOVE_ROOM = 3.0
"""How many times louder than the room a voice has to be: 10 dB."""
LIKE = 0.14
"""Correlation from which something is the tone: voices reach 0.09, a tone that echoes 0.17."""


class Level(StrEnum):
    """How a voice comes in."""

    DEAD = "dead"
    """Nothing at all, as from a microphone that is switched off."""
    UNHEARD = "unheard"
    """The room, but no voice."""
    SOFT = "soft"
    LOUD = "loud"
    CLIPPED = "clipped"
    FINE = "fine"


def rising_tone(rate: int = RATE) -> Sound:
    """Give a tone that rises, which nothing else in a room sounds like."""
    time = np.arange(round(SWEEP_SECONDS * rate)) / rate
    low, high = SWEEP
    turns = low * time + (high - low) / (2 * SWEEP_SECONDS) * time**2
    swell = np.hanning(2 * rate // 50)
    shape = np.ones(len(time))
    half = len(swell) // 2
    shape[:half], shape[-half:] = swell[:half], swell[-half:]
    samples: np.ndarray = (np.sin(2 * np.pi * turns) * shape * PEAK * 32767).astype(np.int16)
    return Sound(samples, rate)


def hears_tone(heard: Sound) -> bool:
    """Tell whether the test tone is somewhere in ``heard``, at 16 kHz, however soft."""
    tone = rising_tone().samples.astype(np.float64)
    samples = heard.samples.astype(np.float64)
    if len(samples) < len(tone) or is_dead(heard):
        return False
    size = 1 << (len(samples) + len(tone)).bit_length()
    product = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(tone, size))
    likeness = np.abs(np.fft.irfft(product, size)[: len(samples) - len(tone) + 1])
    energy = np.concatenate([[0.0], np.cumsum(samples**2)])
    passing = np.maximum(energy[len(tone) :] - energy[: -len(tone)], 1.0)
    return bool(np.max(likeness / np.sqrt(passing * np.sum(tone**2))) > LIKE)


def is_dead(heard: Sound) -> bool:
    """Tell whether nothing at all came in."""
    return int(np.abs(heard.samples.astype(np.int32)).max(initial=0)) <= DEAD


def level_of(heard: Sound) -> Level:
    """Judge how a voice, somewhere in ``heard``, comes in at 16 kHz."""
    if is_dead(heard):
        return Level.DEAD
    whole = len(heard.samples) // FRAME * FRAME
    frames = heard.samples[:whole].astype(np.float64).reshape(-1, FRAME)
    loudness = np.sqrt(np.mean(frames**2, axis=1))
    room, voice = np.quantile(loudness, 0.1), np.quantile(loudness, 0.95)
    if voice < ABOVE_ROOM * max(room, 1.0):
        return Level.UNHEARD
    spoken = np.abs(frames[loudness > voice / 4])
    if np.mean(spoken >= FULL) > CLIPPED_SHARE:
        return Level.CLIPPED
    if spoken.max() > STRONG:
        return Level.LOUD
    return Level.SOFT if voice < WEAK else Level.FINE
