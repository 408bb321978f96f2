"""Watches over the sound devices and the clock, whatever else is going on."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from voice_helper.events import DeviceChanged, Event, SoundTold, Woken
from voice_helper.sound import devices
from voice_helper.sound.devices import Device
from voice_helper.sound.wakefulness import CLOCK

TICK = 0.4
"""Seconds between two looks."""


class Part(Protocol):
    """A microphone or a loudspeaker."""

    @property
    def device(self) -> Device | None:
        """What it uses; None while there is nothing."""
        ...


class Watch:
    """Tells when another device is used than before or is muted, and when the program slept."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        """Watch over ``parts``: ``microphone`` and ``loudspeaker``."""
        self._parts = parts
        self._names: dict[str, str] = {}
        self._muted: set[str] = set()
        self._slept = CLOCK.slept()
        self._is_closed = threading.Event()

    def start(self, post: Callable[[Event], None], look: Callable[[], None]) -> None:
        """Begin, in a thread of its own; ``look`` is called at each look too."""

        def tell() -> None:
            for event in self.look():
                post(event)

        def run() -> None:
            CLOCK.awake()  # begins to tick
            while not self._is_closed.wait(TICK):
                for each in (tell, look):  # the second may take a while: what slept is told first
                    with contextlib.suppress(Exception):  # whatever it is, the next comes soon
                        each()

        threading.Thread(target=run, name="watch", daemon=True).start()

    def look(self) -> tuple[Event, ...]:
        """Give what has happened since the last look."""
        slept, before = CLOCK.slept(), self._slept
        self._slept = slept
        events: list[Event] = [Woken(slept - before)] if slept > before else []
        for kind, part in self._parts.items():
            device = part.device
            if device is None:
                continue
            if self._names.get(kind, device.name) != device.name:
                events.append(DeviceChanged(kind, device.name))
            self._names[kind] = device.name
            events += self._muting(kind, device)
        return tuple(events)

    def _muting(self, kind: str, device: Device) -> tuple[Event, ...]:
        """Tell once that a device is switched off in the system's settings, or on again."""
        is_muted = devices.is_muted(devices.SIDES[kind], device)
        if is_muted == (kind in self._muted):
            return ()
        self._muted ^= {kind}
        return (SoundTold(f"muted-{kind}" if is_muted else f"unmuted-{kind}"),)

    def expect(self, kind: str, name: str) -> None:
        """Take the ``kind`` called ``name`` for the one that is known already."""
        self._names[kind] = name

    def close(self) -> None:
        """Look no more."""
        self._is_closed.set()
