"""Opens a device in the first format that it accepts, looking for devices anew if need be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound import devices, portaudio
from voice_helper.sound.devices import Device
from voice_helper.sound.stream import DeviceStream, Format


@dataclass(frozen=True)
class Timing:
    """How promptly a stream works: shorter is sooner, and costs more."""

    latency: float
    """Seconds of sound between the callback and the device."""
    block: float
    """Seconds between two callbacks."""


def open_stream(
    kind: str,
    name: str | None,
    formats: Callable[[Device], Iterable[Format]],
    callback: Callable[[Any, int], None],
    timing: Timing,
) -> DeviceStream:
    """Open and start the 'input' or 'output' called ``name``.

    SoundError tells what is missing, or that the device refuses every format.
    """
    if portaudio.is_stale():
        portaudio.restart()
    stream = _open(kind, name, formats, callback, timing)
    if stream is None:
        portaudio.restart()  # a device that has gone is still in the old list
        stream = _open(kind, name, formats, callback, timing)
    if stream is None:
        raise SoundError("microphone-refuses" if kind == "input" else "loudspeaker-refuses")
    return stream


def _open(
    kind: str,
    name: str | None,
    formats: Callable[[Device], Iterable[Format]],
    callback: Callable[[Any, int], None],
    timing: Timing,
) -> DeviceStream | None:
    device = devices.find(kind, name)
    for format_ in formats(device):
        stream = DeviceStream(kind, format_, callback)
        try:
            stream.open(device.index, timing.latency, timing.block)
        except portaudio.load().PortAudioError:
            continue
        return stream
    return None
