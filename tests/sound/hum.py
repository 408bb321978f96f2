"""Sound that is easy to recognise, and how much of it arrived."""

from __future__ import annotations

import numpy as np

from voice_helper.sound.wav import Sound


def hum(seconds: float, rate: int = 22_050, pitch: float = 440.0) -> Sound:
    """Make a tone of 9,000 of 32,767."""
    moments = np.arange(round(seconds * rate)) / rate
    return Sound((9_000 * np.sin(2 * np.pi * pitch * moments)).astype(np.int16), rate)


def loud_seconds(sound: Sound) -> float:
    """Say how long the sound is louder than a whisper, in steps of 10 ms."""
    step = sound.rate // 100
    steps = sound.samples[: len(sound.samples) // step * step].reshape(-1, step)
    return float((np.abs(steps.astype(np.int32)).max(axis=1) > 1_000).sum() / 100)
