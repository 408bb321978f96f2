"""The voices of Windows (SAPI5) and macOS (NSSpeech), through pyttsx3's own drivers.

Those drivers play by themselves and can't be trusted to tell when they end; but they write files
well, and a file is sound like any other; it is deleted as soon as it is read. They want to be used
by the thread that made them, so one thread makes and uses them. Tested with a stand-in driver only:
written on Linux, and run neither on Windows nor on macOS.
"""

from __future__ import annotations

import queue
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import soundfile

from voice_helper.errors import VoiceError
from voice_helper.sound.wav import Sound
from voice_helper.voice.speech import Speech, VoiceName

DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
"""pyttsx3's driver by `sys.platform`."""
PATIENCE = 20.0
"""Seconds that a sentence may take."""


class SystemSynthesiser:
    """The system's own voices; VoiceError where it has none that pyttsx3 can use."""

    def __init__(self, driver: str | None = None) -> None:
        """Use pyttsx3's ``driver``; the one of this system unless given."""
        self._driver = driver or DRIVERS.get(sys.platform, "")
        if not self._driver:
            raise VoiceError("no-system-voice")
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="voice", daemon=True).start()
        self._engine: Any = None
        try:
            self._in_thread(self._open)
        except Exception as fault:
            raise VoiceError("no-system-voice") from fault

    def voices(self) -> tuple[VoiceName, ...]:
        """Give the installed voices in the system's order."""
        listed = self._in_thread(lambda: self._engine.getProperty("voices"))
        return tuple(
            VoiceName(str(voice.id), str(voice.name), _languages(voice.languages))
            for voice in listed
        )

    def synthesise(self, text: str, voice: str, rate: int) -> Speech:
        """Speak one sentence into a temporary file and read it."""
        try:
            return Speech(self._in_thread(lambda: self._through_file(text, voice, rate)))
        except Exception as fault:
            raise VoiceError("voice-refuses", name=voice) from fault

    def _open(self) -> None:
        import pyttsx3  # noqa: PLC0415  (loads the system's speech interface)

        self._engine = pyttsx3.init(self._driver)

    def _through_file(self, text: str, voice: str, rate: int) -> Sound:
        with tempfile.TemporaryDirectory(prefix="voice-helper-") as folder:
            path = Path(folder) / ("speech.aiff" if self._driver == "nsss" else "speech.wav")
            self._engine.proxy.setBusy(True)  # else it runs the queue early, then waits for ever
            self._engine.setProperty("voice", voice)
            self._engine.setProperty("rate", rate)
            self._engine.save_to_file(text, str(path))
            self._engine.runAndWait()
            samples, sample_rate = soundfile.read(path, dtype="int16", always_2d=True)
        return Sound(samples[:, 0].copy(), sample_rate)

    def _in_thread(self, call: Callable[[], Any]) -> Any:
        outcome: Future[Any] = Future()
        self._jobs.put((call, outcome))
        return outcome.result(timeout=PATIENCE)

    def _work(self) -> None:
        while True:
            call, outcome = self._jobs.get()
            try:
                outcome.set_result(call())
            except BaseException as fault:
                outcome.set_exception(fault)


def _languages(listed: Any) -> tuple[str, ...]:
    names = [str(language).replace("_", "-").casefold() for language in listed or ()]
    return tuple(dict.fromkeys([*names, *(name.split("-")[0] for name in names)]))
