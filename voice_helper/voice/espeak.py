"""espeak-ng from the PyPI package espeakng-loader, called through ctypes: no system package.

espeak-ng has one state per process, so one lock guards it, and voice and rate are set anew for
each sentence. It is started so that missing data is an error: by default it ends the process.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from voice_helper.errors import VoiceError
from voice_helper.interrupts import interrupts_wait
from voice_helper.sound.wav import Sound
from voice_helper.voice.speech import Speech, VoiceName, Word

SYNCHRONOUS = 2  # espeak_Initialize: give the samples to a callback, in the caller's thread
DONT_EXIT = 0x8000
UTF8 = 1  # espeak_Synth
END_PAUSE = 0x1000
POSITION_IN_CHARACTERS = 1
RATE_PARAMETER = 1
LIST_ENDS = 0  # kinds of event
WORD_BEGINS = 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_void_p * 1),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)

_lock = threading.Lock()
_started: dict[str, tuple[Any, int]] = {}


class EspeakSynthesiser:
    """espeak-ng; VoiceError where its library or its data are missing."""

    def __init__(self, library: Path | None = None, data: Path | None = None) -> None:
        """Start ``library`` with ``data``; those of espeakng-loader unless given."""
        with _lock:
            self._espeak, self._rate = _start(library, data)
        self._samples: list[bytes] = []
        self._words: list[Word] = []
        self._callback = _Callback(self._collect)
        self._voices: tuple[VoiceName, ...] = ()

    def voices(self) -> tuple[VoiceName, ...]:
        """Give every voice that needs no data from elsewhere, the best of each language first."""
        if not self._voices:
            with _lock:
                self._voices = tuple(_voices(self._espeak))
        return self._voices

    def synthesise(self, text: str, voice: str, rate: int) -> Speech:
        """Speak one sentence of any characters, in a hundredth of the time that it lasts."""
        encoded = text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
        with interrupts_wait(), _lock:
            self._samples, self._words = [], []
            self._espeak.espeak_SetSynthCallback(self._callback)
            if self._espeak.espeak_SetVoiceByName(voice.encode("utf-8", "replace")) != 0:
                raise VoiceError("voice-refuses", name=voice)
            self._espeak.espeak_SetParameter(RATE_PARAMETER, rate, 0)
            status = self._espeak.espeak_Synth(
                encoded, len(encoded), 0, POSITION_IN_CHARACTERS, 0, UTF8 | END_PAUSE, None, None
            )
            samples = np.frombuffer(b"".join(self._samples), dtype=np.int16)
            words = tuple(self._words)
        if status != 0:
            raise VoiceError("voice-refuses", name=voice)
        return Speech(Sound(samples, self._rate), words)

    def _collect(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self._samples.append(ctypes.string_at(samples, count * 2))
        index = 0
        while events[index].type != LIST_ENDS:
            event = events[index]
            if event.type == WORD_BEGINS:
                start = event.text_position - 1
                self._words.append(Word(start, event.length, event.audio_position / 1000))
            index += 1
        return 0


def _start(library: Path | None, data: Path | None) -> tuple[Any, int]:
    try:
        import espeakng_loader  # noqa: PLC0415  (its absence is told, not a traceback)

        library = library or Path(espeakng_loader.get_library_path())
        data = data or Path(espeakng_loader.get_data_path())
    except (ImportError, RuntimeError) as fault:
        raise VoiceError("no-espeak") from fault
    if not (data / "phontab").is_file():  # espeak-ng would complain on standard error
        raise VoiceError("no-voice-data", path=data)
    if str(library) not in _started:
        os.environ["ESPEAK_DATA_PATH"] = str(data)
        try:
            espeak = ctypes.CDLL(str(library))
        except OSError as fault:
            raise VoiceError("no-espeak") from fault
        _declare(espeak)
        rate = espeak.espeak_Initialize(SYNCHRONOUS, 60, os.fsencode(data), DONT_EXIT)
        if rate <= 0:
            raise VoiceError("no-voice-data", path=data)
        _started[str(library)] = (espeak, rate)
    return _started[str(library)]


def _declare(espeak: Any) -> None:
    espeak.espeak_Initialize.argtypes = (
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
    )
    espeak.espeak_SetSynthCallback.argtypes = (_Callback,)
    espeak.espeak_SetSynthCallback.restype = None
    espeak.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
    espeak.espeak_SetParameter.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int)
    espeak.espeak_ListVoices.argtypes = (ctypes.c_void_p,)
    espeak.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    espeak.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )


def _voices(espeak: Any) -> Iterator[VoiceName]:
    found: list[tuple[int, VoiceName]] = []
    listed = espeak.espeak_ListVoices(None)
    index = 0
    while listed[index]:
        voice = listed[index].contents
        identifier = voice.identifier.decode()
        if not identifier.startswith("mb/"):  # MBROLA: its voices aren't in the package
            priority, languages = _languages(voice.languages)
            name = voice.name.decode().replace("_", " ")
            found.append((priority, VoiceName(identifier, name, languages)))
        index += 1
    for _, voice_name in sorted(found, key=lambda each: each[0]):
        yield voice_name


def _languages(address: int | None) -> tuple[int, tuple[str, ...]]:
    """Read a list of (priority byte, name, NUL) that a zero byte ends."""
    languages: list[tuple[int, str]] = []
    while address:
        priority = ctypes.c_ubyte.from_address(address).value
        if not priority:
            break
        name = ctypes.string_at(address + 1)
        languages.append((priority, name.decode()))
        address += len(name) + 2
    ordered = sorted(languages)
    return min((each[0] for each in ordered), default=99), tuple(each[1] for each in ordered)
