"""One open stream with a callback, and whether it still lives."""

from __future__ import annotations

import contextlib
import math
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound import portaudio
from voice_helper.sound.devices import Device
from voice_helper.sound.guard import guarded, is_hanging
from voice_helper.sound.server import LIBRARY, TARGETS
from voice_helper.sound.wakefulness import CLOCK, waited

WATCHDOG = 1.0
"""Seconds without a callback after which a stream counts as lost."""
TAKEN = 0.4
"""The same where the sound server knows that another program may have the device."""
STARTING = 0.7
"""Seconds that a stream that is open may take to start again."""
STOPPING = 0.5
"""Seconds that it may take to stop."""
CLOSING = 0.3
"""Seconds that it may take to close."""
HOPELESS = 0.05
"""The same where the sound server is known to be frozen: what waits here would be told too late."""


@dataclass(frozen=True)
class Format:
    """How sound goes through a stream."""

    rate: int
    """Samples a second."""
    channels: int
    """1 or 2."""


@contextlib.contextmanager
def _meaning(kind: str, target: str) -> Iterator[None]:
    """Tell the sound server which device the next stream is for; ``target`` may be empty."""
    name = TARGETS[kind]
    before = os.environ.get(name)
    if target:
        os.environ[name] = target
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before


class DeviceStream:
    """One open stream with a callback, and whether it still lives."""

    def __init__(self, kind: str, format_: Format, callback: Callable[[Any, int], None]) -> None:
        """Prepare a ``kind`` ('input' or 'output') stream; `open` opens it.

        ``callback(block, rate)`` gets an int16 array of shape (frames, channels) to fill or to
        read, in a thread of PortAudio's.
        """
        self.kind = kind
        self.format = format_
        self.is_busy = False
        self._calls = threading.Lock()
        self._callback = callback
        self._stream: Any = None
        self._beat = CLOCK.awake()
        self._count = 0
        self._enough = 1
        self._flows = threading.Event()
        self._device: Device | None = None
        self._is_running = False
        self._has_ended = False
        self._is_abandoned = False

    def open(self, device: Device, latency: float, block: float) -> None:
        """Open and start; ``latency`` and ``block``, the time between two callbacks, in seconds.

        PortAudioError when the device refuses.
        """
        sounddevice = portaudio.load()
        stream_class = sounddevice.InputStream if self.kind == "input" else sounddevice.OutputStream

        def opened() -> Any:
            stream = stream_class(
                device=device.index,
                samplerate=self.format.rate,
                channels=self.format.channels,
                dtype="int16",
                latency=latency,
                blocksize=round(block * self.format.rate),
                callback=self._call_back,
                finished_callback=self._finished,
            )
            try:
                self._start(stream)
            except BaseException:
                stream.close()
                raise
            if self._is_abandoned:
                self._close(stream)
            return stream

        self._device = device
        if self.kind == "output":  # the first blocks only fill what lies before the device
            self._enough = math.ceil(latency / block) + 2
        with portaudio.LOCK, _meaning(self.kind, device.target):
            try:
                self._stream = guarded(opened, self._hangs())
            except SoundError:
                self._is_abandoned = True  # should it open yet, it is closed at once
                self._is_running = False
                raise
            portaudio.remember(self)

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not closed again, by its owner or by `restart`."""
        return self._stream is not None

    @property
    def is_running(self) -> bool:
        """Whether it should be calling back."""
        return self._is_running

    @property
    def device(self) -> Device | None:
        """What it was opened on."""
        return self._device

    def wait_until_it_flows(self, seconds: float) -> bool:
        """Wait until sound goes through it, which it doesn't while another program has it."""
        return waited(self._flows.wait, seconds)

    @property
    def latency(self) -> float:
        """Seconds between the callback and the device."""
        return float(self._stream.latency) if self._stream is not None else 0.0

    def is_lost(self, patience: float = WATCHDOG) -> bool:
        """Whether it ended unasked or hasn't called back for ``patience`` seconds."""
        if not self._is_running:
            return False
        return self._has_ended or CLOCK.awake() - self._beat > patience

    def note_loss(self) -> None:
        """Remember that PortAudio has to look for devices anew, unless the sound server does."""
        if self._device is None or not self._device.target:
            portaudio.note_loss()

    def start(self) -> None:
        """Start again after `abort`."""
        stream = self._stream
        if stream is not None:
            guarded(lambda: self._start(stream), self._hangs(), STARTING)

    def abort(self) -> None:
        """Stop at once, and drop what the device hasn't played yet."""
        stream = self._stream
        self._is_running = False
        if stream is not None:
            guarded(lambda: self._abort(stream), self._hangs(), _patience(STOPPING))

    def close(self) -> None:
        """Close, without waiting for a device that hangs."""
        with portaudio.LOCK:
            stream, self._stream = self._stream, None
            self._is_running = False
            portaudio.forget(self)
            if stream is not None:
                with contextlib.suppress(SoundError):
                    guarded(lambda: self._close(stream), self._hangs(), _patience(CLOSING))

    def _start(self, stream: Any) -> None:
        with self._calls:
            self._has_ended = False
            self._beat = CLOCK.awake()
            self._is_running = True
            stream.start()

    def _abort(self, stream: Any) -> None:
        with self._calls:
            stream.abort(ignore_errors=True)

    def _close(self, stream: Any) -> None:
        with self._calls:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)

    def _call_back(self, block: Any, _frames: int, _time: object, _status: object) -> None:
        self._beat = CLOCK.awake()
        self._count += 1
        if self._count == self._enough:
            self._flows.set()
        if not self._is_abandoned:
            self._callback(block, self.format.rate)
        elif self.kind == "output":
            block[:] = 0

    def _finished(self) -> None:
        self._has_ended = True

    def _hangs(self) -> SoundError:
        return SoundError("microphone-hangs" if self.kind == "input" else "loudspeaker-hangs")


def _patience(seconds: float) -> float:
    return HOPELESS if is_hanging(LIBRARY) else seconds
