"""The voice that is heard: pyttsx3 with our driver, our loudspeaker and our pronunciation."""

from __future__ import annotations

import itertools
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyttsx3

from voice_helper.errors import VoiceError, VoiceHelperError
from voice_helper.sound.ports import Playback
from voice_helper.voice import driver
from voice_helper.voice.espeak import EspeakSynthesiser
from voice_helper.voice.pronunciation import Pronunciation
from voice_helper.voice.speech import Synthesiser, VoiceName
from voice_helper.voice.system import DRIVERS, SystemSynthesiser
from voice_helper.voice.voice import RATE, check_limits

VOLUME = 0.8
"""0 to 1, to begin with: room for both louder and softer."""

_numbers = itertools.count(1)


class SpokenVoice:
    """Speaks aloud through a loudspeaker; see `voice.Voice`."""

    def __init__(
        self,
        playback: Playback,
        voice: str = "en",
        *,
        pronunciation: Pronunciation | None = None,
        synthesiser: Synthesiser | None = None,
    ) -> None:
        """Speak through ``playback`` with the voice of that language, name or id.

        The system's own voices on Windows and macOS, else espeak-ng, unless a ``synthesiser`` is
        given. VoiceError when there is no such voice, or no synthesiser. No device is opened.
        """
        self._playback = playback
        self._pronunciation = pronunciation or Pronunciation()
        self._synthesiser = synthesiser or default_synthesiser()
        self._voice = find_voice(self._synthesiser, voice)
        self._rate, self._volume = RATE, VOLUME
        self._turn = threading.Lock()
        self._faults: list[BaseException] = []
        self._is_complete = True
        self._is_closed = False
        self._name = f"voice_helper_{next(_numbers)}"
        built = driver.register(self._name, self._synthesiser, playback)
        self._engine: Any = pyttsx3.init(self._name)
        self._driver = built[0]
        self._engine.connect("error", self._note_fault)
        self._engine.connect("finished-utterance", self._note_end)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def say(self, text: str) -> bool:
        """Speak to the end: True; False when `stop` cut it off. See `voice.Voice`."""
        spoken = self._pronunciation.spoken(text)
        with self._turn:
            if self._is_closed or not spoken.strip():
                return not self._is_closed
            self._run(lambda: self._engine.say(spoken))
            return self._is_complete

    def stop(self) -> None:
        """Be silent at once, from any thread."""
        self._driver.stop()  # pyttsx3's own stop takes from its queue what ends the loop

    def configure(self, rate: int, volume: float) -> None:
        """Speak at ``rate`` words a minute and ``volume`` (0 to 1) from the next line on."""
        check_limits(rate, volume)
        self._rate, self._volume = rate, volume

    def use(self, voice: str) -> None:
        """Speak with the voice of that language, name or id; VoiceError if there is none."""
        self._voice = find_voice(self._synthesiser, voice)

    def voices(self) -> tuple[VoiceName, ...]:
        """Give the voices there are."""
        return self._synthesiser.voices()

    def save(self, text: str, path: Path) -> None:
        """Write what `say` would sound like as a WAV file; needs no device."""
        spoken = self._pronunciation.spoken(text)
        if not spoken.strip():
            raise VoiceError("nothing-to-say")
        with self._turn:
            try:
                self._run(lambda: self._engine.save_to_file(spoken, str(path)))
            except OSError as fault:
                why = fault.strerror or type(fault).__name__
                raise VoiceError("cannot-save-speech", path=path, why=why) from fault

    def close(self) -> None:
        """Be silent, and let go of the loudspeaker."""
        self._is_closed = True
        self.stop()
        self._playback.close()
        driver.unregister(self._name)

    def _run(self, queue_command: Any) -> None:
        """Run pyttsx3's queue with the voice as it is set now; raise what went wrong in it."""
        self._faults.clear()
        self._is_complete = True
        self._engine.setProperty("voice", self._voice.id)
        self._engine.setProperty("rate", self._rate)
        self._engine.setProperty("volume", self._volume)
        queue_command()
        try:
            self._engine.runAndWait()
        except BaseException:  # Ctrl-C: leave the engine fit for another line
            self._driver.stop()
            self._engine.endLoop()
            raise
        if self._faults:
            raise self._faults[0]

    def _note_fault(self, exception: BaseException, **_others: object) -> None:
        self._faults.append(exception)

    def _note_end(self, completed: bool, **_others: object) -> None:
        self._is_complete = self._is_complete and completed


def default_synthesiser() -> Synthesiser:
    """Give the system's voices on Windows and macOS, espeak-ng elsewhere or where they fail."""
    if sys.platform in DRIVERS:
        try:
            return SystemSynthesiser()
        except VoiceHelperError:
            pass
    return EspeakSynthesiser()


def find_voice(synthesiser: Synthesiser, wanted: str) -> VoiceName:
    """Find a voice by language (``en``, ``en-gb``), name or id; VoiceError if there is none."""
    voices = synthesiser.voices()
    key = wanted.strip().casefold()
    speakers = [voice for voice in voices if key in voice.languages]
    if speakers:
        return min(speakers, key=lambda voice: voice.languages.index(key))
    for voice in voices:
        if key in (voice.name.casefold(), voice.id.casefold()):
            return voice
    raise VoiceError("no-such-voice", name=wanted)
