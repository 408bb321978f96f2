from __future__ import annotations

import threading
import time

import pytest

from tests.speech import FLITE, hiss, say
from tests.virtual_devices import VirtualDevices, virtual_devices
from voice_helper.sound.levels import Level
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.server import FRESH
from voice_helper.sound.trial import Trial

__all__ = ["virtual_devices"]

pytestmark = pytest.mark.devices

ECHO = ("module-loopback", "source=spk.monitor", "sink=mic_in", "latency_msec=60")


def test_a_loudspeaker_that_the_microphone_hears_is_heard(virtual_devices: VirtualDevices) -> None:
    virtual_devices.plug("echo", *ECHO)
    with Microphone() as microphone, Loudspeaker() as loudspeaker:
        assert Trial(microphone, loudspeaker).tone() == "heard"


def test_a_loudspeaker_that_the_microphone_does_not_hear_is_not(
    virtual_devices: VirtualDevices,
) -> None:
    with Microphone() as microphone, Loudspeaker() as loudspeaker:
        room = threading.Thread(target=virtual_devices.speak, args=(hiss(3.0, 30),))
        room.start()
        assert Trial(microphone, loudspeaker).tone() == "unheard"
        room.join()


def test_a_microphone_that_gives_nothing_is_told(virtual_devices: VirtualDevices) -> None:
    with Microphone() as microphone, Loudspeaker() as loudspeaker:
        assert Trial(microphone, loudspeaker).tone() == "dead"
        assert Trial(microphone, loudspeaker).voice(lambda: True) is Level.DEAD


@pytest.mark.speech
def test_a_voice_is_judged_and_nothing_of_it_kept(virtual_devices: VirtualDevices) -> None:
    with Microphone() as microphone, Loudspeaker() as loudspeaker:
        hello = threading.Thread(target=virtual_devices.speak, args=(say("hello", FLITE[0]),))
        hello.start()
        trial = Trial(microphone, loudspeaker)
        assert trial.voice() is Level.FINE
        hello.join()
        assert set(vars(trial)) == {"_microphone", "_loudspeaker"}


@pytest.mark.parametrize(
    ("kind", "device", "outcome"),
    [("source", "virtmic", "muted-microphone"), ("sink", "spk", "muted-loudspeaker")],
)
def test_a_muted_device_is_told(
    virtual_devices: VirtualDevices, kind: str, device: str, outcome: str
) -> None:
    virtual_devices.mute(kind, device)
    time.sleep(FRESH)
    with Microphone() as microphone, Loudspeaker() as loudspeaker:
        assert Trial(microphone, loudspeaker).tone() == outcome
