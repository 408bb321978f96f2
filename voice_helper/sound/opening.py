"""Opens a device in the first format that it accepts, looking for devices anew if need be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound import devices, portaudio
from voice_helper.sound.devices import Device, Wish
from voice_helper.sound.stream import DeviceStream, Format


@dataclass(frozen=True)
class Timing:
    """How promptly a stream works: shorter is sooner, and costs more."""

    latency: float
    """Seconds of sound between the callback and the device."""
    block: float
    """Seconds between two callbacks."""


FLOW = {"input": 2.0, "output": 0.6}
"""Seconds that sound may take to begin to flow through a stream that has just been opened."""


def open_stream(
    kind: str,
    wish: Wish,
    formats: Callable[[Device], Iterable[Format]],
    callback: Callable[[Any, int], None],
    timing: Timing,
) -> DeviceStream:
    """Open and start the 'input' or 'output' that is meant, or another one if that will do.

    It is busy, so that nobody closes it to look for devices anew, until its owner says otherwise.
    SoundError tells what is missing, or that the device refuses every format or stays silent.
    """
    if portaudio.is_stale():
        portaudio.restart()
    stream = _open(kind, wish, formats, callback, timing)
    if stream is None:
        portaudio.restart()  # a device that has gone is still in the old list
        stream = _open(kind, wish, formats, callback, timing)
    if stream is None:
        raise SoundError("microphone-refuses" if kind == "input" else "loudspeaker-refuses")
    return stream


def _open(
    kind: str,
    wish: Wish,
    formats: Callable[[Device], Iterable[Format]],
    callback: Callable[[Any, int], None],
    timing: Timing,
) -> DeviceStream | None:
    is_still = False
    for device in devices.candidates(kind, wish):
        for format_ in formats(device):
            stream = DeviceStream(kind, format_, callback)
            stream.is_busy = True
            try:
                stream.open(device, timing.latency, timing.block)
            except portaudio.load().PortAudioError:
                continue
            if stream.wait_until_it_flows(FLOW[kind]):
                return stream
            stream.close()
            is_still = True
            break  # another program has it: another format won't help
    if is_still:
        raise SoundError("microphone-hangs" if kind == "input" else "loudspeaker-hangs")
    return None
