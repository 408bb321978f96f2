"""Sound in memory, and sound files of any rate, width and number of channels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from voice_helper.errors import InputError
from voice_helper.interrupts import interrupts_wait

LONGEST_SECONDS = 60.0
"""One question is never longer; a recording that is, is refused before it is read."""

_FULL_SCALE = 32767


@dataclass(frozen=True, eq=False)
class Sound:
    """One channel of sound."""

    samples: NDArray[np.int16]
    """Shape (n,): 16-bit samples."""
    rate: int
    """Samples per second."""

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / self.rate

    def as_rate(self, rate: int) -> Sound:
        """Give the same sound at another rate."""
        if rate == self.rate or not len(self.samples):
            return Sound(self.samples, rate)
        return Sound(soxr.resample(self.samples, self.rate, rate), rate)

    def as_bytes(self) -> bytes:
        """Give the samples as little-endian bytes, the way the recogniser takes them."""
        return self.samples.astype("<i2").tobytes()


def read_wav(path: Path, longest: float = LONGEST_SECONDS) -> Sound:
    """Read a WAV or FLAC file, its channels mixed into one.

    InputError if it is missing, empty, no sound, or longer than ``longest`` seconds; a file that is
    too long is never read into memory.
    """
    try:
        if path.stat().st_size == 0:
            raise InputError("sound-file-empty", path=path)
        with path.open("rb") as file, interrupts_wait(), soundfile.SoundFile(file) as sound:
            return _read(path, sound, longest)
    except FileNotFoundError as fault:
        raise InputError("sound-file-missing", path=path) from fault
    except soundfile.LibsndfileError as fault:
        raise InputError("sound-file-unknown", path=path) from fault
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "odd name"
        raise InputError("sound-file-closed", path=path, why=why) from fault


def write_wav(path: Path, sound: Sound) -> None:
    """Write a 16-bit WAV file; OSError if it can't be written."""
    with path.open("wb") as file, interrupts_wait():
        soundfile.write(file, sound.samples, sound.rate, format="WAV", subtype="PCM_16")


def _read(path: Path, sound: soundfile.SoundFile, longest: float) -> Sound:
    most = int(longest * sound.samplerate)
    # A length in the header may be wrong or unknown: one frame too many settles it.
    channels = sound.read(most + 1, dtype="float32", always_2d=True)
    if len(channels) > most:
        raise InputError("sound-too-long", path=path, limit=int(longest))
    if not len(channels):
        raise InputError("sound-file-empty", path=path)
    mixed = np.nan_to_num(channels.mean(axis=1), posinf=1.0, neginf=-1.0)
    samples = np.rint(np.clip(mixed, -1.0, 1.0) * _FULL_SCALE).astype(np.int16)
    return Sound(samples, sound.samplerate)
