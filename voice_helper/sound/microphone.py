"""The microphone: 16 kHz mono blocks, whatever rate and channels the device has."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

import numpy as np
import soxr

from voice_helper.errors import DeviceLostError, SoundError
from voice_helper.sound import devices
from voice_helper.sound.devices import Device, Wish
from voice_helper.sound.opening import Timing, open_stream
from voice_helper.sound.ports import BLOCK, RATE
from voice_helper.sound.stream import TAKEN, DeviceStream, Format

TIMING = Timing(latency=0.09, block=0.03)
"""Three blocks lose no samples on a loaded machine, a fourth would only delay; shorter blocks cost
more while idle."""
KEPT = 10.0
"""Seconds that are kept when nobody reads; older sound is dropped."""
LOOK = 0.4
"""Seconds between two looks at whether the device is still the one that is meant."""


class Microphone:
    """A microphone by name, or the system's own; listens from ``with`` on. See `ports.Capture`."""

    def __init__(self, name: str | None = None, *, others_will_do: bool = False) -> None:
        """Listen to ``name`` (or part of it), or to another one while it isn't there."""
        self._wish = Wish(name, others_will_do)
        self._stream: DeviceStream | None = None
        self._resample: soxr.ResampleStream | None = None
        self._blocks: deque[bytes] = deque()
        self._arrived = threading.Condition()
        self._deaf_until = 0.0
        self._look_at = 0.0
        self._tap: Callable[[bytes], None] = _ignore

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
            self._check()
            with self._arrived:
                if not self._blocks:
                    self._arrived.wait(max(0.0, min(0.1, deadline - time.monotonic())))
                if self._blocks:
                    return self._blocks.popleft()
            if time.monotonic() >= deadline:
                return None

    def flush(self) -> None:
        """Forget all that has sounded up to now, what is still on its way included."""
        stream = self._stream
        with self._arrived:
            self._deaf_until = time.monotonic() + (stream.latency if stream else 0.0)
            self._blocks.clear()

    @property
    def device(self) -> Device | None:
        """What is open; None while nothing is."""
        stream = self._stream
        return stream.device if stream is not None and stream.is_open else None

    def use(self, name: str | None) -> None:
        """Listen to ``name`` from the next block on; None for the system's own choice."""
        self._wish = replace(self._wish, name=name)
        self._look_at = 0.0

    @contextlib.contextmanager
    def tapped(self, tap: Callable[[bytes], None]) -> Iterator[None]:
        """Give every block to ``tap`` too, in PortAudio's thread, whoever reads."""
        self._tap = tap
        try:
            yield
        finally:
            self._tap = _ignore

    def close(self) -> None:
        """Let go of the device."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _open(self) -> None:
        self.close()
        self._resample = None
        stream = open_stream("input", self._wish, _formats, self._take, TIMING)
        stream.is_busy = False
        self._stream = stream

    def _check(self) -> None:
        stream = self._stream
        if stream is not None and not stream.is_open:
            self._open()  # the loudspeaker made PortAudio begin anew: our device is still there
        elif stream is None or stream.is_lost():
            self._lose()
        elif time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK
            self._look(stream)

    def _look(self, stream: DeviceStream) -> None:
        """Change to the device that is meant now, where that is another one."""
        assert stream.device is not None  # noqa: S101  (it is open)
        try:
            if stream.is_lost(TAKEN) and devices.is_taken("input", stream.device):
                self._lose()
            if devices.better("input", self._wish, stream.device) is not None:
                self._open()
        except DeviceLostError:
            raise
        except SoundError as fault:
            self._lose(fault)

    def _lose(self, why: SoundError | None = None) -> None:
        if self._stream is not None:
            self._stream.note_loss()
        self.close()
        raise DeviceLostError("microphone-lost") from why

    def _take(self, block: Any, rate: int) -> None:
        """Bring a block into shape and keep it; runs in PortAudio's thread."""
        samples = block[:, 0] if block.shape[1] == 1 else block.mean(axis=1).astype(np.int16)
        samples = self._as_wanted(samples, rate)
        with self._arrived:
            if time.monotonic() < self._deaf_until:
                return
            for start in range(0, len(samples), BLOCK):
                piece = samples[start : start + BLOCK].astype("<i2").tobytes()
                self._blocks.append(piece)
                self._tap(piece)
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


def _ignore(_block: bytes) -> None:
    pass


def _formats(device: Device) -> Iterator[Format]:
    """Give the formats to try: what the recogniser wants, else what the device likes."""
    yield Format(RATE, 1)
    for rate in dict.fromkeys((device.rate, 48_000, 44_100)):
        for channels in (1, 2):
            if channels <= device.channels:
                yield Format(rate, channels)
