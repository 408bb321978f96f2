"""Speaks into a WAV file with the espeak-ng that comes as a Python package.

    python espeak_speaker.py TEXT VOICE WORDS_PER_MINUTE FILE

A process of its own, because the library has one state, which the product's voice uses too.
"""

from __future__ import annotations

import ctypes
import sys
import wave
from pathlib import Path

import espeakng_loader

SYNCHRONOUS = 2
RATE_PARAMETER = 1
UTF8 = 1


def speak(text: str, voice: str, speed: int, path: Path) -> None:
    """Write ``text`` as 16-bit sound at the synthesiser's own rate."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(
        SYNCHRONOUS, 0, str(espeakng_loader.get_data_path()).encode(), 0
    )
    heard = bytearray()

    def keep(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    callback = kind(keep)  # held here: the library keeps only its address
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()):
        sys.exit(f"espeak has no voice {voice}")
    library.espeak_SetParameter(RATE_PARAMETER, speed, 0)
    spoken = text.encode() + b"\0"
    library.espeak_Synth(spoken, len(spoken), 0, 1, 0, UTF8, None, None)
    library.espeak_Synchronize()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(heard))


if __name__ == "__main__":
    speak(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
