"""The real loop, in real time: the real command between a virtual microphone and loudspeaker."""

from __future__ import annotations

import json
import signal
import time

import pytest

from tests.commands import need_model
from tests.main_job import SOON, Running, main_job, wait_for_quiet
from tests.speech import FLITE, say
from tests.virtual_devices import VirtualDevices, virtual_devices
from voice_helper.prompts import Prompts
from voice_helper.session.parts import open_recogniser
from voice_helper.session.recordings import hear
from voice_helper.sound.wav import Sound

__all__ = ["virtual_devices"]

pytestmark = [pytest.mark.devices, pytest.mark.speech]

LOUD = 1_000


def ready_to_listen(running: Running) -> None:
    """Cut the opening short, and give the microphone time to be listened to."""
    assert running.printed("Voice Helper")
    time.sleep(0.5)
    running.press("escape")
    time.sleep(4.0)


def test_a_question_into_the_microphone_is_answered_from_the_loudspeaker(
    virtual_devices: VirtualDevices, prompts: Prompts
) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        with virtual_devices.recording() as recording:
            virtual_devices.speak(say("When must the helper look away?", FLITE[0]))
            assert running.printed("The helper must look away"), running.lines
            wait_for_quiet(recording)
        virtual_devices.speak(say("goodbye", FLITE[0]))
        assert running.printed("Goodbye.")
        assert running.process.wait(SOON) == 0
    answer = recording.sound
    assert abs(answer.samples).max() > LOUD
    words = heard_in(answer, prompts)
    assert len(words & {"look", "away", "helper", "applicant", "password", "nobody"}) >= 2, words


def heard_in(sound: Sound, prompts: Prompts) -> set[str]:
    heard = hear(open_recogniser(prompts), sound)
    return set(heard.words.split()) if heard else set()


def test_silence_is_left_alone_and_speech_of_its_own_is_not_answered(
    virtual_devices: VirtualDevices,
) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        before = len(running.lines)
        time.sleep(5.0)
        assert len(running.lines) == before


def test_devices_that_vanish_and_come_back_are_told_and_the_conversation_goes_on(
    virtual_devices: VirtualDevices,
) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        virtual_devices.kill()
        assert running.printed("The microphone is gone"), running.lines
        running.press("may my helper see my pin")
        assert running.printed("No."), running.lines
        virtual_devices.restart()
        assert running.printed("The microphone is back"), running.lines
        assert running.process.poll() is None


def test_an_unplugged_loudspeaker_is_told_in_print_and_the_place_is_kept(
    virtual_devices: VirtualDevices,
) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        virtual_devices.unplug("spk")
        virtual_devices.unplug("mic_in")  # else the microphone's own feed takes over
        assert running.printed("The loudspeaker is gone", 3.0), running.lines
        running.press("may my helper see my pin")
        assert running.printed("No."), running.lines
        before = len(running.lines)
        virtual_devices.plug("spk")
        assert running.printed("The loudspeaker is back", 4.0), running.lines
        assert running.printed("No.", after=before), running.lines


def test_a_program_that_was_stopped_says_so_and_goes_on(virtual_devices: VirtualDevices) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        running.process.send_signal(signal.SIGSTOP)
        time.sleep(4.0)
        running.process.send_signal(signal.SIGCONT)
        assert running.printed("I was asleep", 3.0), running.lines
        assert not running.printed("The microphone is gone", 2.0), running.lines


def test_a_microphone_that_is_switched_off_is_told(virtual_devices: VirtualDevices) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        virtual_devices.mute("source", "virtmic")
        assert running.printed("The microphone was switched off", 3.0), running.lines
        virtual_devices.mute("source", "virtmic", is_muted=False)
        assert running.printed("The microphone is on again", 8.0), running.lines


def test_a_chosen_device_is_remembered_by_its_name(virtual_devices: VirtualDevices) -> None:
    need_model()
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        running.press("use loudspeaker feed")
        assert running.printed("From now on I speak through Feed"), running.lines
    remembered = (virtual_devices.folder / "voice-helper" / "devices.json").read_text()
    assert json.loads(remembered) == {"loudspeaker": "Feed"}
    with main_job(virtual_devices) as running:
        ready_to_listen(running)
        running.press("which loudspeakers are there")
        assert running.printed("Number 1: Desk-Speaker. Number 2: Feed. I speak through Feed.")
    with main_job(virtual_devices, "--loudspeaker", "kazoo") as running:
        assert running.process.wait(SOON) == 1
