"""Whether somebody speaks, told from loudness against the noise of the room.

Deliberately simple: it only gates the recogniser and times pauses; what counts is what the
recogniser makes of the sound. No library with machine code is needed for it on any system.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FRAME_SECONDS = 0.02
"""How much sound is judged at a time."""

_LOW_HZ, _HIGH_HZ = 200.0, 3800.0
"""Where the voice is; hum and rumble lie below."""
_ABOVE_FLOOR_DB = 9.0
_STAYS_ABOVE_DB = 6.0
"""Speech that has begun may get this soft before it counts as over."""
_BELOW_SPEAKER_DB = 14.0
"""Whoever is so much softer than the one who speaks is somebody else, further off."""
_LOUD_SHARE = 0.8
_FEWEST = 15
"""Frames of speech before the speaker's loudness is known."""
_QUIETEST_DB = 30.0
"""Below this nothing counts as speech, in decibels over one step of 16 bits."""
_WINDOW = 100
"""Frames over which the room's noise is the softest heard."""
_SOFT_SHARE = 0.1


class VoiceActivity:
    """Judges one frame after the other."""

    def __init__(self, rate: int) -> None:
        """Expect ``rate`` samples per second."""
        self.frame = int(rate * FRAME_SECONDS)
        frequencies = np.fft.rfftfreq(self.frame, 1 / rate)
        self._band = (frequencies >= _LOW_HZ) & (frequencies <= _HIGH_HZ)
        self._shape = np.hanning(self.frame)
        self.reset()

    def reset(self) -> None:
        """Forget the room."""
        self._levels = np.full(_WINDOW, np.nan)
        self._at = 0
        self.begin_utterance()

    def begin_utterance(self) -> None:
        """Forget the speaker, not the room."""
        self._spoken: list[float] = []
        self._is_speech = False

    def is_speech(self, samples: NDArray[np.int16]) -> bool:
        """Judge the next frame: shape (frame,), 16-bit samples."""
        level = self._level(samples)
        self._levels[self._at % _WINDOW] = level
        self._at += 1
        heard = self._levels[: min(self._at, _WINDOW)]
        floor = max(_quantile(heard, _SOFT_SHARE), _QUIETEST_DB - _ABOVE_FLOOR_DB)
        margin = _STAYS_ABOVE_DB if self._is_speech else _ABOVE_FLOOR_DB
        self._is_speech = level > max(floor + margin, self._softest_of_speaker())
        if self._is_speech:
            self._spoken.append(level)
        return self._is_speech

    def _softest_of_speaker(self) -> float:
        if len(self._spoken) < _FEWEST:
            return -np.inf
        return _quantile(np.array(self._spoken), _LOUD_SHARE) - _BELOW_SPEAKER_DB

    def _level(self, samples: NDArray[np.int16]) -> float:
        spectrum = np.fft.rfft(samples * self._shape)[self._band]
        power = float(np.sum(np.abs(spectrum) ** 2)) / self.frame**2
        return 10 * float(np.log10(power + 1e-3))


def _quantile(values: NDArray[np.float64], share: float) -> float:
    """Give what NumPy's own gives, in a tenth of the time: it is asked fifty times a second."""
    ordered = np.sort(values)
    below, rest = divmod(share * (len(ordered) - 1), 1)
    low, high = ordered[int(below)], ordered[min(int(below) + 1, len(ordered) - 1)]
    return float(low + rest * (high - low))
