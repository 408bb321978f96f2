"""Whether microphone and loudspeaker are a headset, told from what the system calls it."""

from __future__ import annotations

from voice_helper.errors import SoundError
from voice_helper.sound import devices

NAMES = (
    "headset", "headphone", "earphone", "earbud", "earpod", "airpod", "buds", "hands-free",
    "handsfree", "hearing aid",
)  # fmt: skip
"""What stands in the name of such a device, in small letters."""


def is_headset(name: str) -> bool:
    """Tell whether a device of that name is worn on the head."""
    return any(part in name.casefold() for part in NAMES)


def has_headset() -> bool:
    """Tell whether the system's own microphone and loudspeaker are one; False where unknown.

    Both must be: a socket is often called headphones though nothing is plugged in.
    """
    try:
        return all(is_headset(devices.find(kind).name) for kind in ("input", "output"))
    except SoundError:
        return False
