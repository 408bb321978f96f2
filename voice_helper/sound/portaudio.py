"""PortAudio: loaded where it is there, begun anew when devices come or go.

PortAudio lists devices once, when it starts, and never notices that a sound server has gone.
`restart` begins anew, which closes every stream: whoever owns one sees ``is_open`` turn False and
opens another.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import importlib
import os
import platform
import threading
import time
import weakref
from pathlib import Path
from typing import Any, Protocol

from voice_helper.errors import SoundError
from voice_helper.sound.guard import fail_while_hanging, guarded, is_hanging
from voice_helper.sound.server import SERVER

LOCK = threading.RLock()
"""Held while PortAudio opens, closes or begins anew."""

_streams: weakref.WeakSet[Stream] = weakref.WeakSet()
_loaded: list[Any] = []
_losses: list[bool] = []
_begun = [float("-inf")]


class Stream(Protocol):
    """What `restart` needs to know of a stream."""

    is_busy: bool
    """Whether it must not be closed now: it is being opened, or somebody listens to it."""

    def is_lost(self) -> bool:
        """Whether its device has gone."""
        ...

    def close(self) -> None:
        """Close, without waiting for a device that hangs."""
        ...


def load() -> Any:
    """Give the sounddevice module; SoundError where there is no PortAudio library."""
    with LOCK:
        if not _loaded:
            _check_alsa()
            _quieten()
            try:
                sounddevice = guarded(
                    lambda: importlib.import_module("sounddevice"),  # starts PortAudio
                    SoundError("sound-system-hangs"),
                )
            except SoundError:
                raise
            except Exception as fault:  # OSError without the library; PortAudioError if it fails
                raise SoundError("no-portaudio") from fault
            atexit.unregister(sounddevice._exit_handler)  # it hangs where the server is frozen
            atexit.register(_leave)
            _begun[0] = time.monotonic()
            _loaded.append(sounddevice)
        return _loaded[0]


def restart() -> None:
    """Look for devices anew, which closes every stream; not while a sound is being played.

    SoundError while an earlier call hangs.
    """
    with LOCK:
        portaudio = load()
        if any(stream.is_busy and not stream.is_lost() for stream in _streams):
            return
        for stream in tuple(_streams):
            stream.close()
        if is_hanging() and SERVER.is_answering():
            return  # a call is lost for good, but new streams to the server can still be opened
        fail_while_hanging()
        _check_alsa()

        def anew() -> None:
            with contextlib.suppress(portaudio.PortAudioError):
                portaudio._terminate()
            portaudio._initialize()

        try:
            guarded(anew, SoundError("sound-system-hangs"))
        except portaudio.PortAudioError as fault:
            raise SoundError("sound-system-hangs") from fault
        _losses.clear()
        _begun[0] = time.monotonic()


def begun() -> float:
    """Give the moment, of time.monotonic, at which it last looked for devices."""
    return _begun[0]


def note_loss() -> None:
    """Remember that a device went: PortAudio's list is out of date until `restart`."""
    _losses.append(True)


def is_stale() -> bool:
    """Whether a device went since PortAudio last looked for devices."""
    return bool(_losses)


def remember(stream: Stream) -> None:
    """Let `restart` close a stream."""
    _streams.add(stream)


def forget(stream: Stream) -> None:
    """Take back `remember`."""
    _streams.discard(stream)


def _quieten() -> None:
    """Send nowhere what C code writes on standard error; Python's own output isn't touched.

    PortAudio and ALSA write lines of C there when a device goes, which a screen reader would read
    aloud. It also swallows the prompt of `input`: print prompts instead.
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.fopen.restype = ctypes.c_void_p
        nowhere = libc.fopen(os.fsencode(os.devnull), b"w")
        if nowhere:
            ctypes.c_void_p.in_dll(libc, "stderr").value = nowhere


def _check_alsa() -> None:
    """Raise SoundError where ALSA's settings are empty: PortAudio would abort the process."""
    path = os.environ.get("ALSA_CONFIG_PATH")
    if path and not any(Path(part).is_file() for part in path.split(":")):
        raise SoundError("no-alsa-settings", path=path)


def _leave() -> None:
    """Let go of the devices when the program ends, unless one hangs."""
    with contextlib.suppress(Exception):
        for stream in tuple(_streams):
            stream.close()
        fail_while_hanging()
        guarded(load()._terminate, SoundError("sound-system-hangs"), seconds=1.0)
