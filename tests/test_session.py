"""The real loop, in real time: the real command between a virtual microphone and loudspeaker."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from tests.commands import command, environment, need_model
from tests.speech import FLITE, say
from tests.virtual_devices import Recording, VirtualDevices, virtual_devices
from voice_helper.answer import Adviser
from voice_helper.prompts import Prompts
from voice_helper.session.parts import open_recogniser
from voice_helper.session.recordings import hear
from voice_helper.sound.wav import Sound

__all__ = ["virtual_devices"]

pytestmark = [pytest.mark.devices, pytest.mark.speech]

SOON = 20.0
LOUD = 1_000


class Running:
    """The main job, its printed lines as they come, and keys for it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, key: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{key}\n")
        self.process.stdin.flush()

    def printed(self, beginning: str, seconds: float = SOON) -> bool:
        """Wait for a line that begins so."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if any(line.startswith(beginning) for line in tuple(self.lines)):
                return True
            time.sleep(0.02)
        return False

    def end(self) -> None:
        """End the process, and read what it still prints."""
        self.process.terminate()
        self._reader.join(SOON)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@contextlib.contextmanager
def main_job(devices: VirtualDevices) -> Iterator[Running]:
    env = environment(devices.environment | {"ALSA_CONFIG_PATH": None})
    with subprocess.Popen(
        command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True
    ) as process:
        running = Running(process)
        try:
            yield running
        finally:
            running.end()


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


def wait_for_quiet(recording: Recording) -> None:
    """Wait until nothing has sounded for a second and a half, after something has."""
    began = time.monotonic()
    deadline = began + 2 * SOON
    while time.monotonic() < deadline:
        last = recording.last_sound_after(began)
        if last is not None and time.monotonic() - last > 1.5:
            return
        time.sleep(0.1)


def heard_in(sound: Sound, prompts: Prompts) -> set[str]:
    heard = hear(open_recogniser(prompts, Adviser(prompts).understanding), sound)
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
