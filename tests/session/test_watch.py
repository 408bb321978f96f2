from __future__ import annotations

import pytest

from tests.session.rooms import eventually
from voice_helper.events import DeviceChanged, Event, Woken
from voice_helper.session import watch
from voice_helper.session.watch import Watch
from voice_helper.sound.devices import Device


class Part:
    """A microphone whose device a test sets."""

    def __init__(self, name: str | None) -> None:
        self.device: Device | None = None
        self.plug(name)

    def plug(self, name: str | None) -> None:
        self.device = None if name is None else Device(0, name, 16_000, 1)


class Sleep:
    """A clock that has slept as long as a test says."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def slept(self) -> float:
        return self.seconds

    def awake(self) -> float:
        return 0.0


def test_another_device_is_told_once() -> None:
    part = Part("Headset")
    seen = Watch({"microphone": part})
    assert seen.look() == ()
    part.plug(None)
    assert seen.look() == ()
    part.plug("Built-in")
    assert seen.look() == (DeviceChanged("microphone", "Built-in"),)
    assert seen.look() == ()


def test_a_device_that_was_chosen_but_is_not_there_is_told_at_the_start() -> None:
    seen = Watch({"loudspeaker": Part("Built-in")})
    seen.expect("loudspeaker", "Headset")
    assert seen.look() == (DeviceChanged("loudspeaker", "Built-in"),)


def test_sleep_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sleep = Sleep()
    monkeypatch.setattr(watch, "CLOCK", sleep)
    seen = Watch({})
    sleep.seconds = 60.0
    assert seen.look() == (Woken(60.0),)
    assert seen.look() == ()


def test_sleep_is_told_whatever_the_loudspeaker_does(monkeypatch: pytest.MonkeyPatch) -> None:
    sleep, told = Sleep(), list[Event]()
    monkeypatch.setattr(watch, "CLOCK", sleep)
    monkeypatch.setattr(watch, "TICK", 0.01)
    seen = Watch({})

    def look() -> None:
        raise RuntimeError

    seen.start(told.append, look)
    sleep.seconds = 60.0
    assert eventually(lambda: told == [Woken(60.0)])
    seen.close()
