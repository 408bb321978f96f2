"""The names of the microphones and loudspeakers, and which one is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound import portaudio


@dataclass(frozen=True)
class Device:
    """A microphone or a loudspeaker as PortAudio lists it."""

    index: int
    """PortAudio's number; changes when devices come and go."""
    name: str
    """What the system calls it."""
    rate: int
    """Samples a second that it likes best."""
    channels: int
    """How many it has at most."""


def microphones() -> tuple[str, ...]:
    """Name every microphone; SoundError where there is no PortAudio."""
    return tuple(dict.fromkeys(device.name for device in _all("input")))


def loudspeakers() -> tuple[str, ...]:
    """Name every loudspeaker; SoundError where there is no PortAudio."""
    return tuple(dict.fromkeys(device.name for device in _all("output")))


def find(kind: str, name: str | None = None) -> Device:
    """Find an 'input' or 'output' by name, or by part of it; the system's own without a name.

    SoundError: none at all, or none of that name.
    """
    devices = _all(kind)
    if not devices:
        portaudio.restart()  # one may have been plugged in since
        devices = _all(kind)
    if not devices:
        raise SoundError("no-microphone" if kind == "input" else "no-loudspeaker")
    if name is None:
        preferred = _default(kind)
        return next((device for device in devices if device.index == preferred), devices[0])
    wanted = name.casefold()
    exact = [device for device in devices if device.name.casefold() == wanted]
    alike = [device for device in devices if wanted in device.name.casefold()]
    if not exact + alike:
        known = ", ".join(dict.fromkeys(device.name for device in devices))
        key = "no-such-microphone" if kind == "input" else "no-such-loudspeaker"
        raise SoundError(key, name=name, known=known)
    return (exact + alike)[0]


def _all(kind: str) -> list[Device]:
    side = f"max_{kind}_channels"
    sounddevice = portaudio.load()
    try:
        listed = sounddevice.query_devices()
    except sounddevice.PortAudioError:  # it didn't begin again after a loss
        return []
    return [
        Device(index, info["name"], int(info["default_samplerate"]), info[side])
        for index, info in enumerate(listed)
        if info[side] > 0
    ]


def _default(kind: str) -> int:
    chosen: Any = portaudio.load().default.device
    return int(chosen[0 if kind == "input" else 1])
