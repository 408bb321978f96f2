"""PortAudio, guarded: what may be missing, hang or lose its server is dealt with here alone.

PortAudio lists devices once, when it starts; it never notices that a sound server has gone; its
calls hang for as long as a server is frozen. So calls that may hang run in a thread of their own
with a time limit, and `restart` begins anew, which closes every stream: whoever owns one sees
``is_open`` turn False and opens another.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice_helper.errors import SoundError

PATIENCE = 2.0
"""Seconds that a call may take before it counts as hanging."""
WATCHDOG = 1.0
"""Seconds without a callback after which a stream counts as lost."""

_lock = threading.RLock()
_streams: weakref.WeakSet[DeviceStream] = weakref.WeakSet()
_hanging: list[threading.Thread] = []
_loaded: list[Any] = []
_losses: list[bool] = []


@dataclass(frozen=True)
class Format:
    """How sound goes through a stream."""

    rate: int
    """Samples a second."""
    channels: int
    """1 or 2."""


def load() -> Any:
    """Give the sounddevice module; SoundError where there is no PortAudio library."""
    with _lock:
        if not _loaded:
            _check_alsa()
            try:
                sounddevice = guarded(
                    lambda: importlib.import_module("sounddevice"),  # starts PortAudio
                    SoundError("sound-system-hangs"),
                )
            except (OSError, ImportError) as fault:
                raise SoundError("no-portaudio") from fault
            atexit.unregister(sounddevice._exit_handler)  # it hangs where the server is frozen
            atexit.register(_leave)
            _loaded.append(sounddevice)
        return _loaded[0]


def restart() -> None:
    """Look for devices anew, which closes every stream; not while a sound is being played.

    SoundError while an earlier call hangs.
    """
    with _lock:
        portaudio = load()
        if any(stream.is_busy and not stream.is_lost() for stream in _streams):
            return
        for stream in tuple(_streams):
            stream.close()
        _wait_for_hanging()
        _check_alsa()

        def anew() -> None:
            portaudio._terminate()
            portaudio._initialize()

        guarded(anew, SoundError("sound-system-hangs"))
        _losses.clear()


def note_loss() -> None:
    """Remember that a device went: PortAudio's list is out of date until `restart`."""
    _losses.append(True)


def is_stale() -> bool:
    """Whether a device went since PortAudio last looked for devices."""
    return bool(_losses)


def guarded(call: Callable[[], Any], hangs: SoundError, seconds: float = PATIENCE) -> Any:
    """Do a call that may hang; ``hangs`` is raised when it takes longer than ``seconds``."""
    outcome: list[Any] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except BaseException as error:
            fault.append(error)

    thread = threading.Thread(target=run, name="portaudio", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _hanging.append(thread)
        raise hangs
    if fault:
        raise fault[0]
    return outcome[0]


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
        self._beat = time.monotonic()
        self._is_running = False
        self._has_ended = False
        self._is_abandoned = False

    def open(self, device: int, latency: float, blocksize: int = 0) -> None:
        """Open and start; ``latency`` in seconds. PortAudioError when the device refuses."""
        portaudio = load()
        stream_class = portaudio.InputStream if self.kind == "input" else portaudio.OutputStream

        def opened() -> Any:
            stream = stream_class(
                device=device,
                samplerate=self.format.rate,
                channels=self.format.channels,
                dtype="int16",
                latency=latency,
                blocksize=blocksize,
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

        with _lock:
            try:
                self._stream = guarded(opened, self._hangs())
            except SoundError:
                self._is_abandoned = True  # should it open yet, it is closed at once
                self._is_running = False
                raise
            _streams.add(self)

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not closed again, by its owner or by `restart`."""
        return self._stream is not None

    @property
    def is_running(self) -> bool:
        """Whether it should be calling back."""
        return self._is_running

    @property
    def latency(self) -> float:
        """Seconds between the callback and the device."""
        return float(self._stream.latency) if self._stream is not None else 0.0

    def is_lost(self, patience: float = WATCHDOG) -> bool:
        """Whether it ended unasked or hasn't called back for ``patience`` seconds."""
        if not self._is_running:
            return False
        return self._has_ended or time.monotonic() - self._beat > patience

    def start(self) -> None:
        """Start again after `abort`."""
        stream = self._stream
        if stream is not None:
            guarded(lambda: self._start(stream), self._hangs())

    def abort(self) -> None:
        """Stop at once, and drop what the device hasn't played yet."""
        stream = self._stream
        self._is_running = False
        if stream is not None:
            guarded(lambda: self._abort(stream), self._hangs(), seconds=0.5)

    def close(self) -> None:
        """Close, without waiting for a device that hangs."""
        with _lock:
            stream, self._stream = self._stream, None
            self._is_running = False
            _streams.discard(self)
            if stream is not None:
                with contextlib.suppress(SoundError):
                    guarded(lambda: self._close(stream), self._hangs(), seconds=0.3)

    def _start(self, stream: Any) -> None:
        with self._calls:
            self._has_ended = False
            self._beat = time.monotonic()
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
        self._beat = time.monotonic()
        if not self._is_abandoned:
            self._callback(block, self.format.rate)
        elif self.kind == "output":
            block[:] = 0

    def _finished(self) -> None:
        self._has_ended = True

    def _hangs(self) -> SoundError:
        return SoundError("microphone-hangs" if self.kind == "input" else "loudspeaker-hangs")


def _check_alsa() -> None:
    """Raise SoundError where ALSA's settings are empty: PortAudio would abort the process."""
    path = os.environ.get("ALSA_CONFIG_PATH")
    if path and not any(Path(part).is_file() for part in path.split(":")):
        raise SoundError("no-alsa-settings", path=path)


def _wait_for_hanging() -> None:
    _hanging[:] = [thread for thread in _hanging if thread.is_alive()]
    if _hanging:
        raise SoundError("sound-system-hangs")


def _leave() -> None:
    """Let go of the devices when the program ends, unless one hangs."""
    with contextlib.suppress(Exception):
        for stream in tuple(_streams):
            stream.close()
        _wait_for_hanging()
        guarded(load()._terminate, SoundError("sound-system-hangs"), seconds=1.0)
