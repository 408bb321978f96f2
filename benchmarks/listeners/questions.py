"""The recordings that every recogniser of ``benchmarks.peers`` hears, made once for all."""

from __future__ import annotations

import math
import multiprocessing
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.listeners.listener import RATE, Recording
from benchmarks.sound import devices
from benchmarks.spoken import OTHER_VOICES
from benchmarks.understanding.measure import questions as labelled
from tests.speech import SILENCE_SECONDS, TestVoice, hiss, joined, quiet, say, with_noise
from tests.virtual_devices import TOOLS
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding.examples import Example

AFTERWARDS = 2.5
"""Seconds that a recording goes on for, so that the question's end can be noticed."""
ON_ITS_WAY = 0.5
"""Seconds that sound may be on its way to the microphone."""
WHITE, KITCHEN_NOISE, CLEAN = "white noise", "kitchen", "clean"
KITCHEN = Path(__file__).parents[3] / "shared" / "audio" / "noise" / "kitchen.flac"
LENGTHS = range(4, 17)
"""Words in a question; longer ones are several sentences."""


@dataclass(frozen=True)
class Condition:
    """In what sound the questions are asked."""

    noise: str
    """`CLEAN`, or the name of a noise."""
    snr_db: float = math.inf
    """How far the noise lies below the speech."""
    is_live: bool = False
    """Whether the recordings came through a microphone."""

    def __str__(self) -> str:
        live = "live, " if self.is_live else ""
        return f"{live}{self.noise}" + ("" if self.noise == CLEAN else f", {self.snr_db:g} dB")


def questions(count: int, name: str) -> list[Example]:
    """Draw questions of a file that aren't several sentences, the same ones each time."""
    fitting = [each for each in labelled(name) if len(each.text.split()) in LENGTHS]
    random.Random(5).shuffle(fitting)  # noqa: S311 - the same ones each time
    return fitting[:count]


def noises() -> dict[str, Sound]:
    """Give the noises there are."""
    found = {WHITE: hiss(20.0)}
    if KITCHEN.exists():
        found[KITCHEN_NOISE] = read_wav(KITCHEN, longest=3600).as_rate(RATE)
    return found


def conditions(names: Sequence[str], ratios: Sequence[float]) -> list[Condition]:
    """Give the clean condition and each noise, the faintest first."""
    loud = (Condition(name, snr) for name in names for snr in sorted(ratios, reverse=True))
    return list(chain([Condition(CLEAN)], loud))


def recorded(
    asked: Sequence[Example], condition: Condition, noises: dict[str, Sound]
) -> list[Recording]:
    """Let the voices speak by turns."""
    return [
        recording(example.text, voice_of(number), noises.get(condition.noise), condition, number)
        for number, example in enumerate(asked)
    ]


def voice_of(number: int) -> TestVoice:
    """Give the voice whose turn it is."""
    return OTHER_VOICES[number % len(OTHER_VOICES)]


def recording(
    text: str, voice: TestVoice, noise: Sound | None, condition: Condition, seed: int
) -> Recording:
    """Let a question be asked, in ``noise`` that goes on when it is over."""
    spoken = say(text, voice)
    edge = int(SILENCE_SECONDS * RATE)
    long = joined(spoken, quiet(AFTERWARDS))
    if noise is not None:  # the ratio is that of the speech, so the quiet after it mustn't count
        longer = (len(long.samples) - 2 * edge) / (len(spoken.samples) - 2 * edge)
        long = with_noise(long, noise, condition.snr_db - 10 * math.log10(longer), seed)
    return Recording(long.samples, len(spoken.samples) - edge)


def can_be_live() -> bool:
    """Whether there are virtual devices on this machine."""
    return all(shutil.which(tool) for tool in TOOLS)


def live(recordings: Sequence[Recording]) -> list[Recording]:
    """Play recordings into a virtual microphone in real time; give what comes out of it.

    In a process of its own: what looks after devices must not work on while others are measured.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_live, recordings).result()


def _live(recordings: Sequence[Recording]) -> list[Recording]:
    return list(_captured(recordings))


def _captured(recordings: Sequence[Recording]) -> Iterator[Recording]:
    with devices() as virtual, Microphone() as microphone:
        for each in recordings:
            microphone.flush()  # what comes at once is dropped too, so it listens a while first
            heard = _heard(microphone, lambda: False)
            speaker = threading.Thread(target=virtual.speak, args=(Sound(each.samples, RATE),))
            speaker.start()
            samples = np.frombuffer(heard + _heard(microphone, speaker.is_alive), dtype="<i2")
            yield cut_out(samples, each)


def _heard(microphone: Microphone, is_going_on: Callable[[], bool]) -> bytes:
    """Listen until it is over and everything has come."""
    blocks, until = [], time.monotonic() + ON_ITS_WAY
    while time.monotonic() < until:
        blocks.append(microphone.read(0.1) or b"")
        if is_going_on():
            until = time.monotonic() + ON_ITS_WAY
    return b"".join(blocks)


def cut_out(heard: NDArray[np.int16], played: Recording) -> Recording:
    """Leave out what came before and after: a room is never as silent as a device without sound."""
    at = offset(heard, played.samples)
    stop = max(at + len(played.samples), 0)
    return Recording(heard[max(at, 0) : stop], played.end + min(at, 0))


def offset(heard: NDArray[np.int16], played: NDArray[np.int16]) -> int:
    """Find where in ``heard`` begins what was ``played``; negative where its beginning is lost."""
    size = 1 << (len(heard) + len(played)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.fft.rfft(played, size).conj(), size)
    at = int(np.argmax(likeness))
    return at if at < len(heard) else at - size


def is_exact(heard: Recording, played: Recording) -> bool:
    """Whether everything came through the microphone bit for bit."""
    return bytes(played.samples.tobytes()) in bytes(heard.samples.tobytes())
