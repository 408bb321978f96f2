"""A voice without sound that remembers what it said: for tests and for trying the program out."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from voice_helper.errors import VoiceHelperError
from voice_helper.sound.wav import Sound, write_wav
from voice_helper.voice.voice import RATE, check_limits

WAV_RATE = 16_000


class RecordingVoice:
    """Remembers what it is told to say; takes no time, or as long as speech would."""

    def __init__(self, is_paced: bool = False) -> None:
        """Take the time that ``rate`` words a minute need, if ``is_paced``."""
        self._is_paced = is_paced
        self._stopped = threading.Event()
        self._is_speaking = False
        self.said: list[str] = []
        """Every text, in order; one that was cut off counts."""
        self.rate = RATE
        """Words a minute."""
        self.volume = 1.0
        """0 to 1."""
        self.stops = 0
        """How often `stop` was called."""
        self.is_closed = False
        """Whether `close` was called."""
        self.fault: VoiceHelperError | None = None
        """Raised by every `say` until it is None again."""

    def say(self, text: str) -> bool:
        """Remember the text; False when `stop` came in between."""
        if self.fault is not None:
            raise self.fault
        self._stopped.clear()
        self._is_speaking = True
        self.said.append(text)
        if self._is_paced:
            self._stopped.wait(len(text.split()) * 60 / self.rate)
        self._is_speaking = False
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Cut off what is being said."""
        self.stops += 1
        if self._is_speaking:
            self._stopped.set()

    def configure(self, rate: int, volume: float) -> None:
        """Remember rate and volume."""
        check_limits(rate, volume)
        self.rate, self.volume = rate, volume

    def save(self, text: str, path: Path) -> None:
        """Write silence of the length that speech would have."""
        count = round(len(text.split()) * 60 / self.rate * WAV_RATE)
        write_wav(path, Sound(np.zeros(count, dtype=np.int16), WAV_RATE))

    def close(self) -> None:
        """Remember."""
        self.stop()
        self.is_closed = True
