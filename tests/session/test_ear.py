from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from tests.session.rooms import SOON, eventually
from voice_helper.errors import ModelError, VoiceHelperError
from voice_helper.events import DeviceBack, DeviceLost, Event, Heard, Noise, Silence
from voice_helper.recognition.fake import ScriptedRecogniser
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.session import ear as ear_module
from voice_helper.session.ear import Ear, NoEar
from voice_helper.sound.fake import FileMicrophone
from voice_helper.sound.wav import Sound
from voice_helper.understanding import Expectation, Expecting

QUESTIONS = Expectation(Expecting.QUESTIONS, ("may i",))
COMMANDS = Expectation(Expecting.COMMANDS, ("repeat",))


def quiet(seconds: float) -> Sound:
    return Sound(np.zeros(int(16_000 * seconds), dtype=np.int16), 16_000)


class Listening:
    """An ear with a microphone that is a file, and what came of it."""

    def __init__(
        self,
        microphone: FileMicrophone,
        load: Callable[[], Recogniser],
        silence: float = 8.0,
    ) -> None:
        self.microphone = microphone
        self.events: queue.Queue[Event] = queue.Queue()
        self.faults: list[VoiceHelperError] = []
        self.ear = Ear(lambda: microphone, load, silence)
        self.has_microphone = self.ear.start(self.events.put, self.faults.append)

    def next(self) -> Event:
        return self.events.get(timeout=SOON)


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Listening]]:
    monkeypatch.setattr(ear_module, "RETRY", 0.02)
    monkeypatch.setattr(ear_module, "PATIENCE", 0.005)
    made: list[Listening] = []

    def make(
        microphone: FileMicrophone, load: Callable[[], Recogniser], **more: float
    ) -> Listening:
        made.append(Listening(microphone, load, **more))
        return made[-1]

    yield make
    for each in made:
        each.ear.close()


Make = Callable[..., Listening]


def test_an_utterance_is_heard_once_and_then_nothing_until_it_listens_again(
    listening: Make,
) -> None:
    recogniser = ScriptedRecogniser([None, Heard("one"), Heard("two")])
    room = listening(FileMicrophone(quiet(1.0), is_paced=True), lambda: recogniser)
    assert room.has_microphone
    room.ear.listen(QUESTIONS)
    assert room.next() == Heard("one")
    blocks = recogniser.blocks
    assert eventually(lambda: room.microphone.is_over)
    assert recogniser.blocks == blocks == 2
    room.ear.listen(QUESTIONS)
    room.microphone.hear(quiet(1.0))
    assert room.next() == Heard("two")


def test_nothing_is_recognised_before_it_listens(listening: Make) -> None:
    recogniser = ScriptedRecogniser([Noise()])
    room = listening(FileMicrophone(quiet(0.5)), lambda: recogniser)
    assert eventually(lambda: room.microphone.is_over)
    assert recogniser.blocks == 0


def test_what_sounded_while_it_spoke_is_forgotten_when_it_listens(listening: Make) -> None:
    recogniser = ScriptedRecogniser([])
    room = listening(FileMicrophone(quiet(0.5)), lambda: recogniser)
    room.ear.listen(QUESTIONS)
    assert eventually(lambda: room.microphone.flushed == 1)
    assert recogniser.expectations == [QUESTIONS]


def test_listening_again_for_the_same_goes_on_without_a_gap(listening: Make) -> None:
    recogniser = ScriptedRecogniser([])
    room = listening(FileMicrophone(), lambda: recogniser)
    room.ear.listen(QUESTIONS)
    assert eventually(lambda: len(recogniser.expectations) == 1)
    room.ear.listen(QUESTIONS)
    room.ear.listen(COMMANDS)
    assert eventually(lambda: recogniser.expectations == [QUESTIONS, COMMANDS])


def test_silence_is_told_in_seconds_of_sound_again_and_again(listening: Make) -> None:
    room = listening(FileMicrophone(), lambda: ScriptedRecogniser([]), silence=0.3)
    room.ear.listen(QUESTIONS)
    room.microphone.hear(quiet(1.0))
    first, second = room.next(), room.next()
    assert isinstance(first, Silence)
    assert isinstance(second, Silence)
    assert 0.3 <= first.seconds < 0.5
    assert second.seconds >= first.seconds + 0.3


def test_no_microphone_is_known_at_the_start_and_told_when_it_comes(listening: Make) -> None:
    microphone = FileMicrophone()
    microphone.lose()
    room = listening(microphone, lambda: ScriptedRecogniser([]))
    assert not room.has_microphone
    microphone.restore()
    assert room.next() == DeviceBack("microphone")


def test_a_microphone_that_goes_and_comes_back_is_told_and_heard_again(listening: Make) -> None:
    recogniser = ScriptedRecogniser([Heard("one")])
    room = listening(FileMicrophone(), lambda: recogniser)
    room.microphone.lose()
    assert room.next() == DeviceLost("microphone")
    room.microphone.restore()
    assert room.next() == DeviceBack("microphone")
    room.ear.listen(QUESTIONS)
    room.microphone.hear(quiet(0.5))
    assert room.next() == Heard("one")


def test_a_model_that_cannot_be_loaded_is_told_and_counts_as_no_microphone(
    listening: Make,
) -> None:
    def load() -> Recogniser:
        raise ModelError("model-not-loaded", folder="nowhere")

    room = listening(FileMicrophone(), load)
    assert room.next() == DeviceLost("microphone")
    assert [fault.key for fault in room.faults] == ["model-not-loaded"]
    room.ear.wait_until_ready(lambda: False)  # returns at once


def test_nobody_waits_for_the_recogniser_once_something_else_has_happened(
    listening: Make,
) -> None:
    loaded = threading.Event()

    def load() -> Recogniser:
        loaded.wait(5)
        return ScriptedRecogniser([])

    room = listening(FileMicrophone(), load)
    began = time.monotonic()
    room.ear.wait_until_ready(lambda: time.monotonic() > began + 0.1)
    assert time.monotonic() - began < 1
    loaded.set()


class Crashing(FileMicrophone):
    """A microphone whose driver raises something that nobody foresaw, once."""

    has_crashed = False

    def read(self, seconds: float) -> bytes | None:
        if not self.has_crashed:
            self.has_crashed = True
            raise RuntimeError
        return super().read(seconds)


def test_a_fault_that_nobody_foresaw_counts_as_a_loss_and_is_recovered_from(
    listening: Make,
) -> None:
    room = listening(Crashing(), lambda: ScriptedRecogniser([]))
    assert room.next() == DeviceLost("microphone")
    assert room.next() == DeviceBack("microphone")


def test_no_ear_hears_nothing_and_waits_for_nothing() -> None:
    ear = NoEar()
    assert not ear.start(lambda _: None, lambda _: None)
    ear.wait_until_ready(lambda: False)
    ear.listen(QUESTIONS)
    ear.pause()
    ear.close()


def test_that_somebody_begins_to_speak_is_told_once_for_each_utterance(listening: Make) -> None:
    class Begun(ScriptedRecogniser):
        @property
        def is_begun(self) -> bool:
            return self.blocks in {1, 2, 4}

    room = listening(FileMicrophone(), lambda: Begun([]))
    told: list[bool] = []
    room.ear.tell_beginnings(lambda: told.append(True))
    room.ear.listen(QUESTIONS)
    room.microphone.hear(quiet(0.6))
    assert eventually(lambda: len(told) == 2)
