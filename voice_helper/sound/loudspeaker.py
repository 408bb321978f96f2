"""The loudspeaker: plays sounds to their end, or is silent at once, and knows which it was.

A stream is opened for the first sound and stays open a while, playing silence, so that the next
one comes sooner and the device doesn't fall asleep; a device that has just been opened gets a bit
of silence first, since many swallow their first tenth of a second.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

import numpy as np

from voice_helper.errors import DeviceLostError, SoundError
from voice_helper.sound import devices
from voice_helper.sound.devices import Device, Wish
from voice_helper.sound.opening import Timing, open_stream
from voice_helper.sound.playing import Playing
from voice_helper.sound.stream import TAKEN, DeviceStream, Format
from voice_helper.sound.wav import Sound

TIMING = Timing(latency=0.06, block=0.02)
"""Short, yet safe on a loaded machine."""
PRIMING = 0.15
"""Seconds of silence before the first sound of a device that has just been opened."""
LINGER = 20.0
"""Seconds that a stream stays open after its last sound."""
AHEAD = 2.0
"""Seconds of sound that are fetched before they are needed."""
LOOK = 0.4
"""Seconds between two looks at whether the device is still the one that is meant."""
BEAT = 0.02
"""Seconds between two looks at how the playing goes."""


class Loudspeaker:
    """A loudspeaker by name, or the system's own; opened when it is first needed."""

    def __init__(
        self, name: str | None = None, linger: float = LINGER, *, others_will_do: bool = False
    ) -> None:
        """Play through ``name`` (or part of it), or through another one while it isn't there.

        ``linger`` in seconds.
        """
        self._wish = Wish(name, others_will_do)
        self._look_at = 0.0
        self._found: Device | None = None
        self._linger = linger
        self._turn = threading.Lock()
        self._device = threading.RLock()
        self._stream: DeviceStream | None = None
        self._playing: Playing | None = None
        self._sleep: threading.Timer | None = None

    def __enter__(self) -> Self:
        """Give itself; nothing is opened yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def play(
        self,
        sounds: Sound | Iterable[Sound],
        progress: Callable[[float], None] | None = None,
    ) -> bool:
        """Play to the end: True; False when `stop` cut it off. See `ports.Playback`."""
        with self._turn:
            playing = Playing()
            self._playing = playing
            try:
                return self._play(playing, _each(sounds), progress)
            finally:
                self._playing = None
                self._sleep_later()

    def stop(self) -> None:
        """Be silent at once, from any thread."""
        playing = self._playing
        if playing is None:
            return
        playing.stop()  # silences the next callback; what the device holds is dropped below
        if not self._device.acquire(timeout=0.2):
            return  # it is being opened: nothing sounds yet
        try:
            if self._stream is not None and self._playing is playing:
                with contextlib.suppress(SoundError):
                    self._stream.abort()
        finally:
            self._device.release()

    def wake(self) -> None:
        """Open the device ahead of time; SoundError when that can't be.

        Whoever plays keeps it awake: nobody waits here until a sound is over.
        """
        while not self._turn.acquire(timeout=BEAT):
            if self._playing is not None and self._is_ready():
                return
        try:
            with self._device:
                if not self._is_ready():
                    self._open()
            self._sleep_later()
        finally:
            self._turn.release()

    def look(self) -> None:
        """Look whether the device is still there while nothing plays; DeviceLostError if not.

        Where another one is meant now, the next sound goes there. Nothing is noticed of a device
        that isn't open, where there is no sound server to ask.
        """
        if self._turn.acquire(blocking=False):
            try:
                with self._device:
                    if self._stream is not None:
                        self._check(self._stream)
                    elif self._found is not None and self._found.target:
                        self._found = devices.find("output", self._wish)
            finally:
                self._turn.release()

    @property
    def device(self) -> Device | None:
        """What it plays through, or will; None before it was opened for the first time."""
        return self._found

    def use(self, name: str | None) -> None:
        """Play the next sound through ``name``; None for the system's own choice."""
        self._wish = replace(self._wish, name=name)
        self._look_at = 0.0

    @property
    def is_awake(self) -> bool:
        """Whether the device is open."""
        return self._is_ready()

    def close(self) -> None:
        """Let go of the device; a sound that is playing is cut off."""
        self.stop()
        with self._turn, self._device:
            self._stay_awake()
            self._close()

    def _play(
        self,
        playing: Playing,
        sounds: Iterator[Sound],
        progress: Callable[[float], None] | None,
    ) -> bool:
        first = next(sounds, None)
        if first is None or playing.is_stopped():
            return not playing.is_stopped()
        stream = self._begin(playing, first)
        while not playing.is_stopped():
            if playing.seconds_ahead < AHEAD and not playing.is_whole:
                playing.add(next(sounds, None))
                continue
            self._check(stream)  # may take a moment: not before there is enough to play
            if playing.is_over(stream.latency):
                return True
            if progress is not None:
                progress(playing.seconds_played(stream.latency))
            playing.changed.wait(BEAT)
        return False

    def _begin(self, playing: Playing, first: Sound) -> DeviceStream:
        """Give a running stream that has nothing but ``playing`` to play."""
        with self._device:
            self._stay_awake()
            stream = self._stream
            if stream is not None and self._is_ready():
                playing.begin(stream.format)
                playing.add(first)
                with contextlib.suppress(Exception):  # a device that has gone: open it anew
                    stream.abort()  # the silence on its way would delay the first word
                    stream.start()
                    stream.is_busy = True
                    return stream
            stream = self._open()
            playing.begin(stream.format, PRIMING)
            playing.add(first)
            return stream

    def _is_ready(self) -> bool:
        stream = self._stream
        return stream is not None and stream.is_open and not stream.is_lost()

    def _open(self) -> DeviceStream:
        if self._stream is not None and self._stream.is_lost():
            self._stream.note_loss()
        self._close()
        self._stream = open_stream("output", self._wish, _formats, self._fill, TIMING)
        self._found = self._stream.device
        return self._stream

    def _fill(self, block: Any, _rate: int) -> None:
        playing = self._playing
        block[:] = 0 if playing is None else playing.take(len(block))[:, np.newaxis]

    def _check(self, stream: DeviceStream) -> None:
        if stream.is_lost() or not stream.is_open or self._is_astray(stream):
            if stream.is_lost():
                stream.note_loss()
            with self._device:
                self._close()
            raise DeviceLostError("loudspeaker-lost")

    def _is_astray(self, stream: DeviceStream) -> bool:
        """Tell whether another device is meant now, or this one has been unplugged."""
        if time.monotonic() < self._look_at or stream.device is None:
            return False
        self._look_at = time.monotonic() + LOOK
        try:
            if stream.is_lost(TAKEN) and devices.is_taken("output", stream.device):
                return True
            return devices.better("output", self._wish, stream.device) is not None
        except SoundError:
            return True

    def _stay_awake(self) -> None:
        if self._sleep is not None:
            self._sleep.cancel()
            self._sleep = None

    def _sleep_later(self) -> None:
        with self._device:
            self._stay_awake()
            if self._stream is not None:
                self._stream.is_busy = False
                self._sleep = threading.Timer(self._linger, self._fall_asleep)
                self._sleep.daemon = True
                self._sleep.start()

    def _fall_asleep(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                with self._device:
                    self._close()
            finally:
                self._turn.release()

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def _each(sounds: Sound | Iterable[Sound]) -> Iterator[Sound]:
    return iter((sounds,)) if isinstance(sounds, Sound) else iter(sounds)


def _formats(device: Device) -> Iterator[Format]:
    """Give the formats to try: the device's own rate first, which needs no mixing by others."""
    for rate in dict.fromkeys((device.rate, 48_000, 44_100)):
        for channels in (1, 2):
            if channels <= device.channels:
                yield Format(rate, channels)
