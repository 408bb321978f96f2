"""The names of the microphones and loudspeakers, and which one is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound import portaudio
from voice_helper.sound.server import SERVER, Node

GATEWAY = "pulse"
"""PortAudio's name for the sound server, behind which all its devices are."""

FAINTEST = 0.02
"""Volume below which nothing is heard any more."""
SIDES = {"microphone": "input", "loudspeaker": "output"}
"""What PortAudio calls them."""


@dataclass(frozen=True)
class Device:
    """A microphone or a loudspeaker that can be opened."""

    index: int
    """PortAudio's number; changes when devices come and go."""
    name: str
    """What people call it."""
    rate: int
    """Samples a second that it likes best."""
    channels: int
    """How many it has at most."""
    target: str = ""
    """What the sound server calls it; empty where there is none between."""
    form: str = ""
    """``headset`` and the like, where the sound server knows."""


@dataclass(frozen=True)
class Wish:
    """Which device is wanted."""

    name: str | None = None
    """Its name or a part of it; None for the system's own choice."""
    others_will_do: bool = False
    """Whether another one is taken while that one isn't there."""


ANY = Wish()


def microphones() -> tuple[str, ...]:
    """Name every microphone; SoundError where there is no PortAudio."""
    return tuple(dict.fromkeys(device.name for device in listed("input")))


def loudspeakers() -> tuple[str, ...]:
    """Name every loudspeaker; SoundError where there is no PortAudio."""
    return tuple(dict.fromkeys(device.name for device in listed("output")))


def find(kind: str, wish: Wish = ANY) -> Device:
    """Find the 'input' or 'output' that is meant, which is the first of `candidates`."""
    return candidates(kind, wish)[0]


def candidates(kind: str, wish: Wish = ANY) -> tuple[Device, ...]:
    """Give every device that will do, the best first; SoundError where there is none."""
    devices = listed(kind)
    if not devices and not _is_known_to_have_none(kind):
        portaudio.restart()  # one may have been plugged in since
        devices = listed(kind)
    if not devices:
        raise SoundError("no-microphone" if kind == "input" else "no-loudspeaker")
    if wish.name is None:
        return devices[:1] if not wish.others_will_do else devices
    meant = called(wish.name, devices)
    if wish.others_will_do:
        return (*meant, *(device for device in devices if device not in meant))
    if not meant:
        known = ", ".join(dict.fromkeys(device.name for device in devices))
        key = "no-such-microphone" if kind == "input" else "no-such-loudspeaker"
        raise SoundError(key, name=wish.name, known=known)
    return meant


def _is_known_to_have_none(kind: str) -> bool:
    """Tell whether the sound server says that there is none: looking anew would only cut others."""
    survey = SERVER.survey()
    return survey is not None and not survey.nodes[kind]


def called(name: str, devices: tuple[Device, ...]) -> tuple[Device, ...]:
    """Give those that are called so, or that have it in their name, the best first."""
    wanted = name.casefold()
    exact = [d for d in devices if wanted in (d.name.casefold(), d.target.casefold())]
    alike = [d for d in devices if wanted in d.name.casefold() or wanted == d.form]
    return tuple(dict.fromkeys((*exact, *alike)))


def better(kind: str, wish: Wish, device: Device) -> Device | None:
    """Give the device that is meant where the stream on ``device`` is on another one; else None.

    Without a sound server nobody knows of new devices: None. SoundError where none is left.
    """
    survey = SERVER.survey() if device.target else None
    if survey is None:
        return None
    best = find(kind, wish)
    was_moved = survey.used[kind] and device.target not in survey.used[kind]
    return best if best.target and (best.target != device.target or was_moved) else None


def is_taken(kind: str, device: Device) -> bool:
    """Tell whether another program has the open ``device``, as far as the sound server knows."""
    survey = SERVER.survey() if device.target else None
    return survey is not None and any(
        node.key == device.target and node.is_suspended for node in survey.nodes[kind]
    )


def is_muted(kind: str, device: Device) -> bool:
    """Tell whether ``device`` is switched off in the system's settings, or turned down to nothing.

    Where the sound server doesn't know, it isn't.
    """
    try:
        survey = SERVER.survey() if device.target else None
    except SoundError:
        return False
    return survey is not None and any(
        node.key == device.target and (node.is_muted or node.volume < FAINTEST)
        for node in survey.nodes[kind]
    )


def listed(kind: str) -> tuple[Device, ...]:
    """Give all microphones ('input') or loudspeakers ('output'), the system's own choice first."""
    survey = SERVER.survey()
    found = _of_portaudio(kind)
    if survey is None:
        preferred = _default(kind)
        return tuple(sorted(found, key=lambda device: device.index != preferred))
    gateway = next((device for device in found if device.name == GATEWAY), None)
    if gateway is None and SERVER.met > portaudio.begun():
        portaudio.restart()  # it began while the server wasn't there
        found = _of_portaudio(kind)
        gateway = next((device for device in found if device.name == GATEWAY), None)
    if gateway is None:
        return tuple(found)
    return tuple(_behind(gateway, node) for node in survey.nodes[kind])


def _behind(gateway: Device, node: Node) -> Device:
    return Device(gateway.index, node.name, node.rate, node.channels, node.key, node.form)


def _of_portaudio(kind: str) -> list[Device]:
    side = f"max_{kind}_channels"
    sounddevice = portaudio.load()
    try:
        found = sounddevice.query_devices()
    except sounddevice.PortAudioError:  # it didn't begin again after a loss
        return []
    return [
        Device(index, info["name"], int(info["default_samplerate"]), info[side])
        for index, info in enumerate(found)
        if info[side] > 0
    ]


def _default(kind: str) -> int:
    chosen: Any = portaudio.load().default.device
    return int(chosen[0 if kind == "input" else 1])
