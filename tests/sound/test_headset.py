from __future__ import annotations

import pytest

from voice_helper.errors import SoundError
from voice_helper.sound import devices
from voice_helper.sound.devices import Device
from voice_helper.sound.headset import has_headset, is_headset


@pytest.mark.parametrize(
    "name", ["Plantronics USB Headset", "AirPods Pro", "WH-1000 Hands-Free AG Audio", "Galaxy Buds"]
)
def test_a_headset_is_known_by_its_name(name: str) -> None:
    assert is_headset(name)


@pytest.mark.parametrize("name", ["Built-in Microphone", "HDA Intel PCH", "pulse", "default", ""])
def test_other_devices_are_no_headset(name: str) -> None:
    assert not is_headset(name)


@pytest.mark.parametrize(
    ("microphone", "loudspeaker", "has"),
    [
        ("USB Headset", "USB Headset", True),
        ("Built-in Microphone", "Headphones", False),
        ("USB Headset", "Speakers", False),
    ],
)
def test_both_sides_must_be_worn(
    monkeypatch: pytest.MonkeyPatch, microphone: str, loudspeaker: str, has: bool
) -> None:
    names = {"input": microphone, "output": loudspeaker}
    monkeypatch.setattr(devices, "find", lambda kind: Device(0, names[kind], 16_000, 1))
    assert has_headset() is has


def test_no_device_is_no_headset(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(_kind: str) -> Device:
        raise SoundError("no-microphone")

    monkeypatch.setattr(devices, "find", find)
    assert not has_headset()
