"""What is being played: filled by one thread, emptied by the device's."""

from __future__ import annotations

import threading
import time
from collections import deque

import numpy as np
import soxr

from voice_helper.sound.stream import Format
from voice_helper.sound.wav import Sound


class Playing:
    """Sounds on their way to the device, joined without a gap."""

    def __init__(self) -> None:
        self.changed = threading.Event()
        self._is_stopped = False
        self.is_whole = False
        self._lock = threading.Lock()
        self._rate = 1
        self._chunks: deque[np.ndarray] = deque()
        self._waiting = 0
        self._taken = 0
        self._emptied_at: float | None = None

    def begin(self, format_: Format, priming: float = 0.0) -> None:
        """Begin anew, as the device wants it; ``priming`` seconds of silence come first."""
        with self._lock:
            self._chunks.clear()
            self._waiting = 0
        self._rate = format_.rate
        silence = round(priming * format_.rate)
        self._append(np.zeros(silence, dtype=np.int16))
        self._taken = -silence

    def add(self, sound: Sound | None) -> None:
        """Add a sound of any rate to the end; None says that there are no more."""
        if sound is None:
            self.is_whole = True
        elif sound.rate == self._rate:
            self._append(sound.samples)
        else:
            self._append(soxr.resample(sound.samples, sound.rate, self._rate))

    def stop(self) -> None:
        """Give only silence from now on."""
        self._is_stopped = True
        self.changed.set()

    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._is_stopped

    def take(self, frames: int) -> np.ndarray:
        """Take the next ``frames`` samples; silence fills what isn't there."""
        block = np.zeros(frames, dtype=np.int16)
        filled = 0
        with self._lock:
            while filled < frames and self._chunks and not self._is_stopped:
                chunk = self._chunks[0][: frames - filled]
                block[filled : filled + len(chunk)] = chunk
                filled += len(chunk)
                if len(chunk) == len(self._chunks[0]):
                    self._chunks.popleft()
                else:
                    self._chunks[0] = self._chunks[0][len(chunk) :]
            self._waiting -= filled
            self._taken += filled
            if self.is_whole and not self._chunks and self._emptied_at is None:
                self._emptied_at = time.monotonic()
        return block

    @property
    def seconds_ahead(self) -> float:
        """Seconds of sound that wait to be taken."""
        return self._waiting / self._rate

    def seconds_played(self, latency: float) -> float:
        """Seconds that have reached the ear, through a device of ``latency`` seconds."""
        return max(0.0, self._taken / self._rate - latency)

    def is_over(self, latency: float) -> bool:
        """Whether the last sample has reached the ear."""
        emptied = self._emptied_at
        return emptied is not None and time.monotonic() >= emptied + latency

    def _append(self, samples: np.ndarray) -> None:
        if len(samples):
            with self._lock:
                self._chunks.append(samples)
                self._waiting += len(samples)
