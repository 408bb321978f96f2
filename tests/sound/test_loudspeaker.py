from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from tests.sound.hum import hum, loud_seconds
from tests.virtual_devices import VirtualDevices, no_devices, virtual_devices
from voice_helper.errors import DeviceLostError, SoundError
from voice_helper.sound import portaudio
from voice_helper.sound.devices import ANY
from voice_helper.sound.loudspeaker import TIMING, Loudspeaker, _formats
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.opening import open_stream
from voice_helper.sound.server import FRESH, SERVER
from voice_helper.sound.tones import tone

__all__ = ["no_devices", "virtual_devices"]

devices = pytest.mark.devices


@pytest.fixture
def loudspeaker() -> Iterator[Loudspeaker]:
    with Loudspeaker() as speaker:
        yield speaker


@devices
def test_a_sound_is_heard_to_its_end(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    with virtual_devices.recording() as recording:
        assert loudspeaker.play(hum(0.6))
        ended = time.monotonic()
    last = recording.last_sound_after(0)
    assert last is not None
    assert loud_seconds(recording.sound) == pytest.approx(0.6, abs=0.1)
    assert last < ended + 0.3  # play() doesn't return long before the sound has been heard


@devices
def test_sounds_are_joined_without_a_gap(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    with virtual_devices.recording() as recording:
        assert loudspeaker.play(hum(0.2, rate) for rate in (22_050, 16_000, 44_100))
    samples = np.abs(recording.sound.samples.astype(np.int32))
    loud = np.flatnonzero(samples > 1_000)
    assert loud_seconds(recording.sound) == pytest.approx(0.6, abs=0.1)
    assert np.diff(loud).max() < 0.03 * recording.sound.rate


@devices
def test_stop_from_another_thread_silences_and_the_next_sound_is_fine(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    outcomes: list[bool] = []
    with virtual_devices.recording() as recording:
        thread = threading.Thread(target=lambda: outcomes.append(loudspeaker.play(hum(5))))
        thread.start()
        time.sleep(0.8)
        stopped = time.monotonic()
        loudspeaker.stop()
        thread.join(3)
        assert outcomes == [False]
        time.sleep(0.4)
        last = recording.last_sound_after(stopped)
        assert last is None or last < stopped + 0.1
        assert loudspeaker.play(hum(0.3))
    assert loud_seconds(recording.sound) > 0.8


def test_stop_without_a_sound_does_nothing(loudspeaker: Loudspeaker) -> None:
    loudspeaker.stop()


def test_nothing_to_play_is_played_without_a_device(loudspeaker: Loudspeaker) -> None:
    assert loudspeaker.play(())


def test_a_missing_loudspeaker_is_told(no_devices: None, loudspeaker: Loudspeaker) -> None:
    with pytest.raises(SoundError) as fault:
        loudspeaker.play(tone("heard"))
    assert fault.value.key == "no-loudspeaker"


@devices
def test_a_server_killed_while_it_plays_is_told_and_its_return_is_used(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    killer = threading.Timer(0.5, virtual_devices.kill)
    killer.start()
    with pytest.raises(DeviceLostError) as fault:
        loudspeaker.play(hum(8))
    assert fault.value.key == "loudspeaker-lost"
    with pytest.raises(SoundError):
        loudspeaker.play(hum(0.1))
    virtual_devices.restart()
    with virtual_devices.recording() as recording:
        assert loudspeaker.play(hum(0.4))
    assert loud_seconds(recording.sound) == pytest.approx(0.4, abs=0.1)


@devices
def test_a_frozen_server_is_told_within_three_seconds_and_its_thaw_is_used(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    freezer = threading.Timer(0.5, virtual_devices.freeze)
    freezer.start()
    started = time.monotonic()
    with pytest.raises(SoundError):
        loudspeaker.play(hum(8))
    assert time.monotonic() - started < 0.5 + 3
    virtual_devices.thaw()
    _play_when_possible(loudspeaker)


@devices
def test_a_server_that_is_known_to_be_frozen_is_not_waited_for_again(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.wake()
    virtual_devices.freeze()
    time.sleep(FRESH + 0.1)
    with pytest.raises(SoundError):
        SERVER.survey()
    before = time.monotonic()
    loudspeaker.close()
    assert time.monotonic() - before < 0.2


def _play_when_possible(loudspeaker: Loudspeaker) -> None:
    for _ in range(50):
        try:
            assert loudspeaker.play(hum(0.2))
        except SoundError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the loudspeaker isn't used again after its return")


@devices
def test_a_device_that_was_woken_plays_at_once(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.wake()
    time.sleep(0.3)
    with virtual_devices.recording() as recording:
        before = time.monotonic()
        loudspeaker.play(hum(0.2))
    first = recording.first_sound_after(before)
    assert first is not None
    assert first - before < 0.14  # without the priming silence of a device just opened


@devices
def test_waking_a_device_that_plays_does_not_wait_for_the_end_of_the_sound(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    thread = threading.Thread(target=lambda: loudspeaker.play(hum(5)))
    thread.start()
    time.sleep(0.5)
    before = time.monotonic()
    loudspeaker.wake()
    assert time.monotonic() - before < 1
    loudspeaker.stop()
    thread.join(3)


@devices
def test_an_unused_device_is_let_go(virtual_devices: VirtualDevices) -> None:
    with Loudspeaker(linger=0.1) as loudspeaker:
        loudspeaker.play(hum(0.1))
        was_awake = loudspeaker.is_awake
        time.sleep(0.5)
        assert (was_awake, loudspeaker.is_awake) == (True, False)
        assert loudspeaker.play(hum(0.1))


@devices
def test_a_loudspeaker_is_found_by_part_of_its_name(virtual_devices: VirtualDevices) -> None:
    with Loudspeaker("sk-SPEAK") as loudspeaker:
        assert loudspeaker.play(hum(0.1))
    with Loudspeaker("kazoo") as loudspeaker, pytest.raises(SoundError) as fault:
        loudspeaker.play(hum(0.1))
    assert fault.value.key == "no-such-loudspeaker"


@devices
def test_looking_for_a_microphone_that_is_not_there_leaves_the_loudspeaker_open(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.wake()
    virtual_devices.unplug("virtmic")
    time.sleep(FRESH + 0.1)
    with pytest.raises(SoundError) as fault, Microphone():
        pass
    assert fault.value.key == "no-microphone"
    assert loudspeaker.is_awake


@devices
def test_a_stream_that_has_just_been_opened_is_not_closed_to_look_for_devices(
    virtual_devices: VirtualDevices,
) -> None:
    stream = open_stream("output", ANY, _formats, lambda block, _: block.fill(0), TIMING)
    portaudio.restart()
    assert stream.is_open
    stream.close()


def look_for(loudspeaker: Loudspeaker, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        loudspeaker.look()
        time.sleep(0.1)


@devices
def test_a_loudspeaker_that_goes_while_nothing_plays_is_noticed(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.play(hum(0.1))
    virtual_devices.kill()
    gone = time.monotonic()
    with pytest.raises(SoundError):
        look_for(loudspeaker, 5.0)
    assert time.monotonic() - gone < 2
    virtual_devices.restart()
    loudspeaker.wake()
    loudspeaker.look()


@devices
def test_a_loudspeaker_that_another_program_has_is_noticed(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.play(hum(0.1))
    virtual_devices.seize("sink", "spk", is_seized=True)
    taken = time.monotonic()
    with pytest.raises(DeviceLostError):
        loudspeaker.play(hum(5.0))
    assert time.monotonic() - taken < 2
    with pytest.raises(SoundError):
        loudspeaker.wake()
    virtual_devices.seize("sink", "spk", is_seized=False)
    loudspeaker.wake()


@devices
def test_the_system_s_choice_is_followed_and_a_chosen_one_kept(
    virtual_devices: VirtualDevices, loudspeaker: Loudspeaker
) -> None:
    loudspeaker.play(hum(0.1))
    virtual_devices.prefer("mic_in")
    with contextlib.suppress(DeviceLostError):
        loudspeaker.play(hum(1.5))
    loudspeaker.wake()
    assert loudspeaker.device is not None
    assert loudspeaker.device.target == "mic_in"
    loudspeaker.use("Desk-Speaker")
    with contextlib.suppress(DeviceLostError):
        loudspeaker.play(hum(1.5))
    loudspeaker.wake()
    assert loudspeaker.device.target == "spk"
