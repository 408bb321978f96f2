"""Voices for tests: real synthetic speech, and real noise laid over it.

``say`` gives sound at 16 kHz with half a second of silence before and after, as a microphone would.
A voice whose program is not installed skips the test that wants it, visibly. What was spoken once
is kept in a folder below the system's temporary one.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.needs import need_programs
from voice_helper.sound.wav import Sound, read_wav, write_wav

RATE = 16000
SILENCE_SECONDS = 0.5
CACHE = Path(tempfile.gettempdir()) / "voice-helper-test-voices"
_LONGEST = 600.0
_ESPEAK_SPEAKER = Path(__file__).with_name("espeak_speaker.py")
_HUM = 20
"""Amplitude of the faint noise that any microphone has, in steps of 16 bits."""


@dataclass(frozen=True)
class TestVoice:
    """A synthetic speaker."""

    __test__ = False

    program: str
    """espeak, flite or festival."""
    name: str
    """The program's own name for the voice."""
    speed: int = 165
    """Words per minute; espeak only."""

    def __str__(self) -> str:
        return f"{self.program}-{self.name}"


ESPEAK = tuple(
    TestVoice("espeak", name, speed)
    for name, speed in (
        ("gmw/en", 160),
        ("gmw/en-US", 165),
        ("gmw/en-GB-x-rp+f3", 150),
        ("gmw/en-US+m3", 175),
    )
)
FLITE = tuple(TestVoice("flite", name) for name in ("slt", "rms", "awb", "kal16"))
FESTIVAL = tuple(TestVoice("festival", name) for name in ("cmu_us_slt_arctic_hts", "kal_diphone"))
VOICES = ESPEAK + FLITE + FESTIVAL
_WORD = re.compile(r"[A-Za-z']+")
_PRONOUNCED = {
    "mitid": "mit I D",
    "mitid's": "mit I D's",
    "nemid": "nem I D",
    "cpr": "C P R",
    "sms": "S M S",
    "qr": "Q R",
    "nfc": "N F C",
    "id": "I D",
}
FIVE_VOICES = (ESPEAK[0], FLITE[0], FLITE[1], FLITE[2], FESTIVAL[0])
"""Five different speakers, the clearer ones of each program."""


def say(text: str, voice: TestVoice = FLITE[0]) -> Sound:
    """Give ``text`` spoken by ``voice``; letters and MitID are said as people say them."""
    text = _WORD.sub(lambda word: _PRONOUNCED.get(word[0].lower(), word[0]), text)
    tag = hashlib.sha256(f"{voice!r} {text}".encode()).hexdigest()[:24]
    path = CACHE / f"{tag}.wav"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            raw, kept = Path(folder, "raw.wav"), Path(folder, "kept.wav")
            _SPEAKERS[voice.program](text, voice, raw)
            write_wav(kept, _padded(read_wav(raw, _LONGEST).as_rate(RATE)))
            kept.replace(path)
    return read_wav(path, _LONGEST)


def with_noise(sound: Sound, noise: Sound, snr_db: float, seed: int = 1) -> Sound:
    """Lay ``noise`` over ``sound``, ``snr_db`` decibels below its speech."""
    wanted = sound.samples.astype(np.float64)
    other = noise.as_rate(sound.rate).samples.astype(np.float64)
    start = int(np.random.default_rng(seed).integers(len(other)))
    other = np.resize(np.roll(other, -start), len(wanted))
    edge = int(SILENCE_SECONDS * sound.rate)
    speech = wanted[edge:-edge] if len(wanted) > 3 * edge else wanted
    scale = np.sqrt(np.mean(speech**2) / np.mean(other**2)) * 10 ** (-snr_db / 20)
    mixed = wanted + other * scale
    peak = max(1.0, float(np.abs(mixed).max()) / 32767)
    return Sound(np.rint(mixed / peak).astype(np.int16), sound.rate)


def hiss(seconds: float, amplitude: float = 1000.0, seed: int = 1) -> Sound:
    """Give white noise."""
    samples = np.random.default_rng(seed).normal(0, amplitude, int(seconds * RATE))
    return Sound(np.clip(samples, -32768, 32767).astype(np.int16), RATE)


def quiet(seconds: float) -> Sound:
    """Give what a microphone hears while nobody speaks."""
    return hiss(seconds, _HUM / 3)


def joined(*sounds: Sound) -> Sound:
    """Give sounds of one rate, one after the other."""
    return Sound(np.concatenate([sound.samples for sound in sounds]), sounds[0].rate)


def _padded(sound: Sound) -> Sound:
    loud = np.flatnonzero(np.abs(sound.samples) > 100)
    speech = Sound(sound.samples[loud[0] : loud[-1] + 1], RATE) if len(loud) else sound
    still = quiet(SILENCE_SECONDS)
    return joined(still, speech, still)


def _run(command: list[str], given: str = "") -> None:
    need_programs(command[0])
    subprocess.run(command, input=given.encode(), check=True, capture_output=True, timeout=60)


def _flite(text: str, voice: TestVoice, path: Path) -> None:
    _run(["flite", "-voice", voice.name, "-t", text, "-o", str(path)])


def _festival(text: str, voice: TestVoice, path: Path) -> None:
    _run(["text2wave", "-o", str(path), "-eval", f"(voice_{voice.name})"], text)


def _espeak(text: str, voice: TestVoice, path: Path) -> None:
    """In a process of its own: the library has one state, which the product's voice uses too."""
    command = [sys.executable, str(_ESPEAK_SPEAKER), text, voice.name, str(voice.speed), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


_SPEAKERS = {"espeak": _espeak, "flite": _flite, "festival": _festival}
