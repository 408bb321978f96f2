from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import pyttsx3

from voice_helper.errors import DeviceLostError
from voice_helper.sound.fake import MemoryLoudspeaker
from voice_helper.voice import driver
from voice_helper.voice.espeak import EspeakSynthesiser

numbers = itertools.count()  # pyttsx3 keeps engines by name


@pytest.fixture
def memory() -> MemoryLoudspeaker:
    return MemoryLoudspeaker()


@pytest.fixture
def engine(memory: MemoryLoudspeaker) -> Iterator[Any]:
    name = f"test_{next(numbers)}"
    driver.register(name, EspeakSynthesiser(), memory)
    engine = pyttsx3.init(name)
    engine.setProperty("voice", "gmw/en")
    yield engine
    driver.unregister(name)


def test_all_that_is_queued_is_spoken_in_order(engine: Any, memory: MemoryLoudspeaker) -> None:
    ended: list[tuple[str, bool]] = []
    engine.connect("finished-utterance", lambda name, completed: ended.append((name, completed)))
    for name in ("first", "second", "third"):
        engine.say(f"This is the {name}.", name)
    engine.runAndWait()
    assert ended == [("first", True), ("second", True), ("third", True)]
    assert len(memory.played) == 3


def test_a_run_without_anything_to_say_ends(engine: Any, memory: MemoryLoudspeaker) -> None:
    engine.runAndWait()
    engine.say("Once.")
    engine.runAndWait()
    engine.runAndWait()
    assert len(memory.played) == 1


def test_words_are_told_as_they_are_heard(engine: Any) -> None:
    text = "Look away. Thank you."
    words: list[str] = []
    engine.connect(
        "started-word",
        lambda name, location, length: words.append(text[location : location + length]),
    )
    engine.say(text)
    engine.runAndWait()
    assert words == ["Look", "away", "Thank", "you"]


def test_faults_are_told_as_events_and_the_queue_goes_on(
    engine: Any, memory: MemoryLoudspeaker
) -> None:
    faults: list[Exception] = []
    engine.connect("error", lambda name, exception: faults.append(exception))
    memory.fault = DeviceLostError("loudspeaker-lost")
    engine.say("Nobody hears this.")
    engine.runAndWait()
    memory.fault = None
    engine.say("This is heard.")
    engine.runAndWait()
    assert [type(fault) for fault in faults] == [DeviceLostError]
    assert len(memory.played) == 1


def test_properties_are_kept_and_voices_listed(engine: Any) -> None:
    engine.setProperty("rate", 200)
    engine.setProperty("volume", 0.5)
    engine.runAndWait()
    assert (engine.getProperty("rate"), engine.getProperty("volume")) == (200, 0.5)
    assert engine.getProperty("voice") == "gmw/en"
    assert {"gmw/en", "gmq/da"} <= {voice.id for voice in engine.getProperty("voices")}
    with pytest.raises(KeyError):
        engine.getProperty("colour")


def test_a_program_with_its_own_loop_is_served(engine: Any, memory: MemoryLoudspeaker) -> None:
    engine.startLoop(False)
    engine.say("Step by step.")
    for _ in range(3):
        engine.iterate()
    engine.endLoop()
    assert len(memory.played) == 1
