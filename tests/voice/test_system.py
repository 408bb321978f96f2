"""SAPI5 and NSSpeech, with a stand-in for pyttsx3's drivers that behaves like each of them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import pyttsx3
import soundfile

from voice_helper.errors import VoiceError
from voice_helper.sound.fake import MemoryLoudspeaker
from voice_helper.voice.spoken import SpokenVoice
from voice_helper.voice.system import SystemSynthesiser


class StandIn:
    """Writes files as SAPI5 does (at once) or as NSSpeech does (in the background, AIFF)."""

    def __init__(self, proxy: Any, is_in_background: bool) -> None:
        self._proxy = proxy
        self._is_in_background = is_in_background
        self._is_looping = False
        self.settings: dict[str, Any] = {"voice": "v1", "rate": 200, "volume": 1.0}
        self.maker = threading.current_thread()
        self.fails = False

    def getProperty(self, name: str) -> Any:  # noqa: N802
        if name == "voices":
            return [
                SimpleNamespace(id="v1", name="Zira", languages=["en-US"]),
                SimpleNamespace(id="v2", name="Helle", languages=["da_DK"]),
            ]
        return self.settings[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        self.settings[name] = value

    def save_to_file(self, text: str, filename: str) -> None:
        assert threading.current_thread() is self.maker
        if self.fails:
            message = "the system's voice fails"
            raise OSError(message)
        if self._is_in_background:
            self._proxy.setBusy(True)
            threading.Thread(target=self._write, args=(text, filename)).start()
        else:
            self._write(text, filename)

    def _write(self, text: str, filename: str) -> None:
        seconds = len(text.split()) * 60 / self.settings["rate"]
        hum = 0.3 * np.sin(np.arange(round(seconds * 22_050)) / 10)
        soundfile.write(filename, hum, 22_050, format="AIFF" if self._is_in_background else "WAV")
        if self._is_in_background:
            self._proxy.notify("finished-utterance", completed=True)
            self._proxy.setBusy(False)

    def startLoop(self) -> None:  # noqa: N802
        self._is_looping = True
        self._proxy.setBusy(False)
        while self._is_looping:
            threading.Event().wait(0.01)

    def endLoop(self) -> None:  # noqa: N802
        self._is_looping = False

    def stop(self) -> None:
        pass

    def destroy(self) -> None:
        pass


@pytest.fixture(params=["sapi5", "nsss"])
def stand_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    name = str(request.param)
    pyttsx3._activeEngines.pop(name, None)  # pyttsx3 keeps engines by name
    module = ModuleType(f"pyttsx3.drivers.{name}")
    made: list[StandIn] = []

    def build_driver(proxy: Any) -> StandIn:
        made.append(StandIn(proxy, is_in_background=name == "nsss"))
        return made[-1]

    module.buildDriver = build_driver  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return SimpleNamespace(name=name, made=made)


def test_a_sentence_comes_through_a_file(stand_in: Any) -> None:
    synthesiser = SystemSynthesiser(stand_in.name)
    speech = synthesiser.synthesise("One two three four.", "v1", 120)
    assert speech.sound.rate == 22_050
    assert speech.sound.seconds == pytest.approx(2.0, abs=0.05)
    assert synthesiser.synthesise("One two.", "v2", 120).sound.seconds == pytest.approx(1, abs=0.05)


def test_the_systems_voice_speaks_through_our_loudspeaker(stand_in: Any) -> None:
    memory = MemoryLoudspeaker()
    with SpokenVoice(memory, "da", synthesiser=SystemSynthesiser(stand_in.name)) as voice:
        assert voice.say("Hej. Farvel.")
        assert voice.voices()[1].languages == ("da-dk", "da")
    assert stand_in.made[0].settings["voice"] == "v2"
    assert len([sound for sound in memory.played if sound.samples.any()]) == 2


def test_a_voice_of_the_system_that_fails_is_told(stand_in: Any) -> None:
    synthesiser = SystemSynthesiser(stand_in.name)
    stand_in.made[0].fails = True
    with pytest.raises(VoiceError) as fault:
        synthesiser.synthesise("Hello.", "v1", 160)
    assert fault.value.key == "voice-refuses"


@pytest.mark.parametrize("name", ["there_is_no_such_driver", None])
def test_a_system_without_voices_is_told(name: str | None) -> None:
    with pytest.raises(VoiceError) as fault:
        SystemSynthesiser(name)
    assert fault.value.key == "no-system-voice"
