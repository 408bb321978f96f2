from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from tests.sound.hum import hum, loud_seconds
from tests.virtual_devices import VirtualDevices, no_devices, virtual_devices
from voice_helper.errors import DeviceLostError, SoundError
from voice_helper.sound import microphone, portaudio
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.ports import BLOCK, RATE
from voice_helper.sound.server import FRESH
from voice_helper.sound.stream import Format
from voice_helper.sound.wav import Sound

__all__ = ["no_devices", "virtual_devices"]

devices = pytest.mark.devices


def listen(ear: Microphone, seconds: float) -> Sound:
    """What the microphone gives in so many seconds."""
    blocks: list[bytes] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        block = ear.read(0.2)
        if block is not None:
            assert 0 < len(block) <= 2 * BLOCK
            blocks.append(block)
    return Sound(np.frombuffer(b"".join(blocks), dtype="<i2").astype(np.int16), RATE)


@devices
def test_what_is_spoken_arrives_bit_for_bit(virtual_devices: VirtualDevices) -> None:
    noise = np.random.default_rng(7).integers(-8_000, 8_000, RATE // 2, dtype=np.int16)
    with Microphone() as ear:
        speaker = threading.Thread(target=virtual_devices.speak, args=(Sound(noise, RATE),))
        speaker.start()
        heard = listen(ear, 1.5)
        speaker.join()
    assert noise.tobytes() in heard.samples.tobytes()


@devices
@pytest.mark.parametrize("channels", [1, 2])
def test_a_device_that_cannot_do_16_khz_is_heard_all_the_same(
    virtual_devices: VirtualDevices, monkeypatch: pytest.MonkeyPatch, channels: int
) -> None:
    other = Format(48_000, channels)
    monkeypatch.setattr(microphone, "_formats", lambda _device: [other])
    with Microphone() as ear:
        speaker = threading.Thread(target=virtual_devices.speak, args=(hum(0.4, RATE),))
        speaker.start()
        heard = listen(ear, 1.2)
        speaker.join()
    assert loud_seconds(heard) == pytest.approx(0.4, abs=0.1)
    spectrum = np.abs(np.fft.rfft(heard.samples))
    assert np.fft.rfftfreq(len(heard.samples), 1 / RATE)[spectrum.argmax()] == pytest.approx(
        440, abs=5
    )


@devices
def test_read_gives_none_when_nothing_came_in_time(virtual_devices: VirtualDevices) -> None:
    with Microphone() as ear:
        ear.flush()
        assert ear.read(0) is None


@devices
def test_what_sounded_before_a_flush_is_forgotten(virtual_devices: VirtualDevices) -> None:
    with Microphone() as ear:
        virtual_devices.speak(hum(0.3, RATE))
        ear.flush()
        assert loud_seconds(listen(ear, 0.4)) == pytest.approx(0, abs=0.05)
        speaker = threading.Thread(target=virtual_devices.speak, args=(hum(0.3, RATE),))
        speaker.start()
        heard = listen(ear, 1.0)
        speaker.join()
    assert loud_seconds(heard) == pytest.approx(0.3, abs=0.1)


@devices
def test_sound_that_nobody_reads_is_kept_for_a_while_only(
    virtual_devices: VirtualDevices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(microphone, "KEPT", 0.3)
    with Microphone() as ear:
        time.sleep(0.8)
        seconds = 0.0
        while (block := ear.read(0)) is not None:
            seconds += len(block) / 2 / RATE
    assert 0.2 < seconds < 0.5


@devices
def test_a_lost_microphone_is_told_within_two_seconds_and_its_return_is_used(
    virtual_devices: VirtualDevices,
) -> None:
    with Microphone() as ear:
        listen(ear, 0.3)
        virtual_devices.kill()
        lost = time.monotonic()
        with pytest.raises(DeviceLostError) as fault:
            listen(ear, 5)
        assert time.monotonic() - lost < 2
        assert fault.value.key == "microphone-lost"
    with pytest.raises(SoundError), Microphone():
        pass
    virtual_devices.restart()
    with Microphone() as ear:
        assert len(listen(ear, 0.5).samples) > 0


@devices
def test_a_frozen_server_is_told_within_three_seconds(virtual_devices: VirtualDevices) -> None:
    with Microphone() as ear:
        listen(ear, 0.3)
        virtual_devices.freeze()
        lost = time.monotonic()
        with pytest.raises(DeviceLostError):
            listen(ear, 5)
        assert time.monotonic() - lost < 3


@devices
def test_the_microphone_goes_on_when_the_loudspeaker_looks_for_devices_anew(
    virtual_devices: VirtualDevices,
) -> None:
    with Microphone() as ear, Loudspeaker() as loudspeaker:
        listen(ear, 0.3)
        portaudio.note_loss()
        loudspeaker.play(hum(0.1))
        listen(ear, 0.3)
        virtual_devices.speak(hum(0.3, RATE))
        assert loud_seconds(listen(ear, 0.8)) > 0.1


def test_a_missing_microphone_is_told(no_devices: None) -> None:
    with pytest.raises(SoundError) as fault, Microphone():
        pass
    assert fault.value.key == "no-microphone"


@devices
def test_an_unknown_microphone_is_told_with_those_there_are(
    virtual_devices: VirtualDevices,
) -> None:
    with pytest.raises(SoundError) as fault, Microphone("kazoo"):
        pass
    assert fault.value.key == "no-such-microphone"
    assert fault.value.slots["known"] == "Desk-Microphone"


@devices
def test_a_microphone_that_another_program_has_is_told_and_used_again_after_it(
    virtual_devices: VirtualDevices,
) -> None:
    with Microphone() as ear:
        listen(ear, 0.5)
        virtual_devices.seize("source", "virtmic", is_seized=True)
        taken = time.monotonic()
        with pytest.raises(DeviceLostError):
            listen(ear, 5)
        assert time.monotonic() - taken < 2
    virtual_devices.seize("source", "virtmic", is_seized=False)
    with Microphone() as ear:
        assert len(listen(ear, 0.5).samples) > 0


@devices
def test_an_unplugged_microphone_is_not_replaced_by_what_the_loudspeaker_plays(
    virtual_devices: VirtualDevices,
) -> None:
    with Microphone(others_will_do=True) as ear:
        listen(ear, 0.5)
        virtual_devices.unplug("virtmic")
        gone = time.monotonic()
        with pytest.raises(DeviceLostError):
            listen(ear, 5)
        assert time.monotonic() - gone < 2
    virtual_devices.plug("virtmic")
    time.sleep(FRESH)
    with Microphone(others_will_do=True) as ear:
        assert ear.device is not None
        assert ear.device.target == "virtmic"
        assert len(listen(ear, 0.5).samples) > 0


@devices
def test_another_microphone_takes_over_and_the_chosen_one_is_returned_to(
    virtual_devices: VirtualDevices,
) -> None:
    second = ("module-remap-source", "source_name=second", "master=mic_in.monitor")
    virtual_devices.plug("second", *second, "source_properties=device.description=Second")
    with Microphone("Desk-Microphone", others_will_do=True) as ear:
        listen(ear, 0.5)
        virtual_devices.unplug("virtmic")
        listen(ear, 1.5)
        assert ear.device is not None
        assert ear.device.name == "Second"
        virtual_devices.plug("virtmic")
        listen(ear, 1.5)
        assert ear.device is not None
        assert ear.device.name == "Desk-Microphone"
        ear.use("second")
        listen(ear, 1.0)
        assert ear.device.name == "Second"
