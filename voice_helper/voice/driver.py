"""A driver for pyttsx3 that plays through our loudspeaker, and so knows when speech ends.

pyttsx3's own drivers play by themselves: they return before the sound ends, lose all but the last
of several utterances, can't be stopped and report success where nothing sounds. This one makes a
sentence, plays it while the next is made, tells words and ends as they are heard, and hands on
faults as pyttsx3's 'error' notification.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from pyttsx3.voice import Voice as EngineVoice

from voice_helper.errors import VoiceError, VoiceHelperError
from voice_helper.sound.ports import Playback
from voice_helper.sound.wav import Sound, write_wav
from voice_helper.voice.sentences import sentences
from voice_helper.voice.speech import Synthesiser, VoiceName, Word, silence

PAUSE = 48.0
"""Words that would fit into the pause between two sentences in a minute: 0.3 s at 160 a minute."""


class PlaybackDriver:
    """What pyttsx3 calls a driver: does what its engine queues, one utterance at a time."""

    def __init__(self, proxy: Any, synthesiser: Synthesiser, playback: Playback) -> None:
        """Serve pyttsx3's ``proxy``, which holds the queue and tells the events."""
        self._proxy = proxy
        self._synthesiser = synthesiser
        self._playback = playback
        self._pending: str | None = None
        self._is_looping = False
        self._has_ended_early = False
        self._is_stopped = False
        self._words: deque[Word] = deque()
        self._settings: dict[str, Any] = {"voice": "", "rate": 160, "volume": 1.0}

    def say(self, text: str) -> None:
        """Take an utterance from the queue; the loop speaks it."""
        self._proxy.setBusy(True)
        self._pending = text

    def stop(self) -> None:
        """Be silent at once, and skip what this loop has yet to say; from any thread."""
        self._is_stopped = True
        self._playback.stop()

    def save_to_file(self, text: str, filename: str) -> None:
        """Write an utterance as WAV."""
        self._is_stopped = False
        sounds = list(self._sounds(text))
        self._words.clear()
        if not sounds:
            raise VoiceError("nothing-to-say")
        samples = np.concatenate([sound.samples for sound in sounds])
        write_wav(Path(filename), Sound(samples, sounds[0].rate))

    def getProperty(self, name: str) -> Any:  # noqa: N802  (pyttsx3's name)
        """Give 'voices', 'voice', 'rate' or 'volume'; KeyError for another."""
        if name == "voices":
            return [_engine_voice(voice) for voice in self._synthesiser.voices()]
        return self._settings[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802  (pyttsx3's name)
        """Set 'voice', 'rate' or 'volume' for what is said next; KeyError for another."""
        if name not in self._settings:
            raise KeyError(name)
        self._settings[name] = value

    def startLoop(self) -> None:  # noqa: N802  (pyttsx3's name)
        """Speak what is queued until the queue says that it ends."""
        is_over, self._has_ended_early = self._has_ended_early, False
        if is_over and self._pending is None:
            return
        self._is_looping = True
        self._is_stopped = False
        if self._pending is None:  # else pyttsx3 has handed over the first command already
            self._proxy.setBusy(False)
        while self._is_looping:
            if self._pending is None:
                time.sleep(0.005)
            else:
                self._speak(self._pending)

    def endLoop(self) -> None:  # noqa: N802  (pyttsx3's name)
        """Leave the loop, or the next one where pyttsx3 has emptied its queue before it begins."""
        self._has_ended_early = not self._is_looping
        self._is_looping = False

    def iterate(self) -> Iterator[None]:
        """Speak what is queued, one utterance a step, for a program with a loop of its own."""
        while True:
            self._is_stopped = False
            if self._pending is None:
                self._proxy.setBusy(False)
            if self._pending is not None:
                self._speak(self._pending)
            yield

    def destroy(self) -> None:
        """Nothing to give back: the loudspeaker is its owner's."""

    def _speak(self, text: str) -> None:
        self._proxy.notify("started-utterance")
        is_completed = False
        try:
            is_completed = self._playback.play(self._sounds(text), self._tell_words)
        except VoiceHelperError as fault:
            self._proxy.notify("error", exception=fault)
        finally:
            self._pending = None
            self._words.clear()
        is_completed = is_completed and not self._is_stopped
        self._proxy.notify("finished-utterance", completed=is_completed)
        self._proxy.setBusy(False)  # lets the queue hand over its next command

    def _sounds(self, text: str) -> Iterator[Sound]:
        """Make sentence after sentence, only when it is needed; never silence instead of words."""
        rate = self._settings["rate"]
        seconds = 0.0
        for start, sentence in sentences(text):
            if self._is_stopped:
                return
            speech = self._synthesiser.synthesise(sentence, self._settings["voice"], rate)
            speech = speech.trimmed().at_volume(self._settings["volume"])
            if not len(speech.sound.samples):
                continue
            if seconds:
                yield silence(PAUSE / rate, speech.sound.rate)
                seconds += PAUSE / rate
            for word in speech.words:
                self._words.append(Word(start + word.start, word.length, seconds + word.at))
            seconds += speech.sound.seconds
            yield speech.sound
        if not seconds and any(sentences(text)) and not self._is_stopped:
            raise VoiceError("voice-refuses", name=self._settings["voice"])

    def _tell_words(self, seconds: float) -> None:
        while self._words and self._words[0].at <= seconds:
            word = self._words.popleft()
            self._proxy.notify("started-word", location=word.start, length=word.length)


def register(name: str, synthesiser: Synthesiser, playback: Playback) -> list[PlaybackDriver]:
    """Make ``pyttsx3.init(name)`` use such a driver; gives the list that it will be put in."""
    built: list[PlaybackDriver] = []

    def build_driver(proxy: Any) -> PlaybackDriver:
        built.append(PlaybackDriver(proxy, synthesiser, playback))
        return built[-1]

    module = ModuleType(f"pyttsx3.drivers.{name}")
    module.buildDriver = build_driver  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    return built


def unregister(name: str) -> None:
    """Forget the driver ``name``; engines that use it go on."""
    sys.modules.pop(f"pyttsx3.drivers.{name}", None)


def _engine_voice(voice: VoiceName) -> Any:
    return EngineVoice(voice.id, voice.name, list(voice.languages))
