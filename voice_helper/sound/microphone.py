"""The microphone: 16 kHz mono blocks, whatever rate and channels the device has."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import numpy as np
import soxr

from voice_helper.errors import DeviceLostError
from voice_helper.sound import portaudio
from voice_helper.sound.devices import Device
from voice_helper.sound.opening import Timing, open_stream
from voice_helper.sound.ports import BLOCK, RATE
from voice_helper.sound.stream import WATCHDOG, DeviceStream, Format

TIMING = Timing(latency=0.1, block=0.03)
"""With less latency samples get lost on a loaded machine; shorter blocks cost more while idle."""
KEPT = 10.0
"""Seconds that are kept when nobody reads; older sound is dropped."""
FIRST_BLOCK = 2.0
"""Seconds that a device may take to give its first block."""


class Microphone:
    """A microphone by name, or the system's own; listens from ``with`` on. See `ports.Capture`."""

    def __init__(self, name: str | None = None) -> None:
        """Listen to ``name`` (or part of it)."""
        self._name = name
        self._stream: DeviceStream | None = None
        self._resample: soxr.ResampleStream | None = None
        self._blocks: deque[bytes] = deque()
        self._arrived = threading.Condition()
        self._deaf_until = 0.0
        self._has_heard = False

    def __enter__(self) -> Self:
        """Open the device; SoundError when there is none or it refuses."""
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the device."""
        self.close()

    def read(self, seconds: float) -> bytes | None:
        """Wait at most ``seconds`` for the next block: 16 kHz mono s16le, 100 ms or less.

        None when there was none in that time. DeviceLostError when the device has gone, or has
        given nothing for a second.
        """
        deadline = time.monotonic() + seconds
        while True:
            with self._arrived:
                if not self._blocks:
                    self._arrived.wait(max(0.0, min(0.1, deadline - time.monotonic())))
                if self._blocks:
                    return self._blocks.popleft()
            self._check()
            if time.monotonic() >= deadline:
                return None

    def flush(self) -> None:
        """Forget all that has sounded up to now, what is still on its way included."""
        stream = self._stream
        with self._arrived:
            self._deaf_until = time.monotonic() + (stream.latency if stream else 0.0)
            self._blocks.clear()

    def close(self) -> None:
        """Let go of the device."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _open(self) -> None:
        self.close()
        self._has_heard = False
        self._resample = None
        self._stream = open_stream("input", self._name, _formats, self._take, TIMING)

    def _check(self) -> None:
        stream = self._stream
        if stream is not None and not stream.is_open:
            self._open()  # the loudspeaker made PortAudio begin anew: our device is still there
        elif stream is None or stream.is_lost(WATCHDOG if self._has_heard else FIRST_BLOCK):
            portaudio.note_loss()
            self.close()
            raise DeviceLostError("microphone-lost")

    def _take(self, block: Any, rate: int) -> None:
        """Bring a block into shape and keep it; runs in PortAudio's thread."""
        self._has_heard = True
        samples = block[:, 0] if block.shape[1] == 1 else block.mean(axis=1).astype(np.int16)
        samples = self._as_wanted(samples, rate)
        with self._arrived:
            if time.monotonic() < self._deaf_until:
                return
            for start in range(0, len(samples), BLOCK):
                self._blocks.append(samples[start : start + BLOCK].astype("<i2").tobytes())
            while sum(map(len, self._blocks)) > KEPT * RATE * 2:
                self._blocks.popleft()
            self._arrived.notify_all()

    def _as_wanted(self, samples: np.ndarray, rate: int) -> np.ndarray:
        if rate == RATE:
            return samples
        if self._resample is None:
            self._resample = soxr.ResampleStream(rate, RATE, 1, dtype="int16")
        resampled: np.ndarray = self._resample.resample_chunk(np.ascontiguousarray(samples))
        return resampled


def _formats(device: Device) -> Iterator[Format]:
    """Give the formats to try: what the recogniser wants, else what the device likes."""
    yield Format(RATE, 1)
    for rate in dict.fromkeys((device.rate, 48_000, 44_100)):
        for channels in (1, 2):
            if channels <= device.channels:
                yield Format(rate, channels)
