"""A room in which the microphone hears the loudspeaker and somebody who speaks.

Loudspeaker and microphone have clocks of their own and buffers of unknown length, as real ones do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

RATE = 16_000
BLOCK = RATE // 100
"""Samples in 10 ms, which a canceller takes at a time."""
AT_ONCE = 3 * BLOCK
"""Samples that the microphone gives at a time."""
SPEAKER_LEVEL = 1_200.0
"""How loud somebody speaks at the microphone: root mean square, of 32767."""
_FULL_SCALE = 32_767
_HUM = 7.0
_LOUD = 100
"""Samples above this, of 32767, are speech."""
_DIRECT_ECHO_DB, _DIRECT_SPEAKER_DB = 6.0, 3.0
"""How much louder the direct sound is than all its reflections."""
_FINER = 8
"""So many points stand for one sample where a clock runs faster than the other."""

Samples = NDArray[np.int16]
Wave = NDArray[np.float64]


@dataclass(frozen=True)
class Room:
    """Where the devices and the one who speaks are, drawn at random."""

    echo: Wave
    """Impulse response from loudspeaker to microphone, at `RATE`."""
    speaker: Wave
    """Impulse response from the one who speaks to the microphone."""
    delay: float
    """Seconds that both devices take together."""
    drift: float
    """By what share the loudspeaker's clock runs faster than the microphone's."""
    drive: float
    """How hard the loudspeaker is driven: at 0 it doesn't distort, at 1 much."""

    @classmethod
    def drawn(cls, seed: int, *, drift: float = 0.0, drive: float = 0.0) -> Room:
        """Draw a room; the same ``seed`` gives the same one. ``drift`` may go either way."""
        draw = np.random.default_rng(seed)
        until_silent = draw.uniform(0.3, 0.5)
        return cls(
            _response(draw, until_silent, _DIRECT_ECHO_DB),
            _response(draw, until_silent, _DIRECT_SPEAKER_DB),
            draw.uniform(0.04, 0.2),
            drift * draw.choice((-1, 1)),
            drive,
        )

    def heard(self, played: Samples, spoken: Samples, echo_db: float) -> tuple[Samples, Samples]:
        """Give what the microphone hears, and the echo alone; both of the length of ``spoken``.

        The echo is ``echo_db`` decibels louder than somebody who speaks; ``spoken`` is what that
        one says, without the room, silence where nothing.
        """
        echo = _through(self._late(self._distorted(played)), self.echo)[: len(spoken)]
        echo = _at_level(echo, SPEAKER_LEVEL * 10 ** (echo_db / 20))
        voice = _at_level(_through(spoken.astype(float), self.speaker), SPEAKER_LEVEL)
        hum = np.random.default_rng(1).normal(0, _HUM, len(spoken))
        return _clipped(echo + voice[: len(spoken)] + hum), _clipped(echo)

    def _distorted(self, played: Samples) -> Wave:
        """Bend the sound as a small loudspeaker does, more outwards than inwards."""
        sound: Wave = played / max(1.0, float(np.abs(played).max()))
        if not self.drive:
            return sound
        bent: Wave = np.tanh(3 * self.drive * sound + 0.2 * self.drive)
        return bent - float(np.tanh(0.2 * self.drive))

    def _late(self, played: Wave) -> Wave:
        finer = soxr.resample(played, RATE, RATE * _FINER)
        moments = np.arange(len(played)) * (1 + self.drift) - self.delay * RATE
        late: Wave = np.interp(moments * _FINER, np.arange(len(finer)), finer, left=0.0, right=0.0)
        return late


def _response(draw: np.random.Generator, until_silent: float, direct_db: float) -> Wave:
    """Give a direct sound and reflections that fall by 60 dB in ``until_silent`` seconds."""
    times = np.arange(int(until_silent * RATE)) / RATE
    response = draw.normal(0, 1, len(times)) * 10 ** (-3 * times / until_silent)
    response[: RATE // 500] = 0.0
    response *= 10 ** (-direct_db / 20) / np.sqrt(np.sum(response**2))
    response[0] = 1.0
    return response


def _through(sound: Wave, response: Wave) -> Wave:
    size = 1 << (len(sound) + len(response) - 1).bit_length()  # other lengths take far longer
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)


def _at_level(sound: Wave, level: float) -> Wave:
    peak = float(np.abs(sound).max(initial=0.0))
    if not peak:
        return sound
    sound = sound / peak * _FULL_SCALE
    return sound * (level / float(np.sqrt(np.mean(sound[np.abs(sound) > _LOUD] ** 2))))


def _clipped(sound: Wave) -> Samples:
    return np.clip(np.rint(sound), -_FULL_SCALE, _FULL_SCALE).astype(np.int16)
