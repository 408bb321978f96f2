"""The real loop, in real time: the real command between a virtual microphone and loudspeaker."""

from __future__ import annotations

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
