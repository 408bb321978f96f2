"""How fast it speaks and falls silent, and whether the microphone loses samples.

    python -m benchmarks.sound          # over virtual devices: needs pulseaudio

First sound and silence are measured where the loudspeaker's sound comes out, not where it goes in.
"""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from tests.virtual_devices import Recording, VirtualDevices, look_for_devices_anew
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.ports import RATE
from voice_helper.sound.wav import Sound
from voice_helper.voice.espeak import EspeakSynthesiser
from voice_helper.voice.spoken import SpokenVoice

TWENTY_WORDS = (
    "your helper may type in the phone number for you but nobody except you sees the pin you make"
)
SENTENCES = f"{TWENTY_WORDS}. " * 5
TRIES = 12


def main() -> None:
    """Print the three tables."""
    with devices() as virtual, virtual.recording() as recording:
        print_row("synthesis of 20 words", synthesis())
        print_row("say() to first sample, stream open", first_sample(recording, is_open=True))
        print_row("say() to first sample, device closed", first_sample(recording, is_open=False))
        calls, silences = stop(recording)
        print_row("stop() returns after", calls)
        print_row("stop() to last sample", silences)
    with devices() as virtual:
        exact = sum(is_bit_exact(virtual, seed) for seed in range(TRIES))
        print(f"{'microphone, 1 s of noise bit for bit':40} {exact} of {TRIES}")


@contextmanager
def devices() -> Iterator[VirtualDevices]:
    """Give virtual devices that this process sees."""
    virtual = VirtualDevices()
    os.environ.update(virtual.environment)
    try:
        virtual.start()
        look_for_devices_anew()
        yield virtual
    finally:
        virtual.close()
        look_for_devices_anew()


def synthesis() -> list[float]:
    """Seconds that espeak-ng takes for 20 words."""
    espeak = EspeakSynthesiser()
    taken = []
    for _ in range(TRIES):
        before = time.monotonic()
        espeak.synthesise(TWENTY_WORDS, "gmw/en", 160)
        taken.append(time.monotonic() - before)
    return taken


def first_sample(recording: Recording, *, is_open: bool) -> list[float]:
    """Seconds from say() to the first sample that sounds."""
    taken = []
    loudspeaker = Loudspeaker()
    with SpokenVoice(loudspeaker, synthesiser=EspeakSynthesiser()) as voice:
        for _ in range(TRIES):
            if is_open:
                loudspeaker.wake()
            else:
                loudspeaker.close()
            time.sleep(0.2)
            before = time.monotonic()
            thread = threading.Thread(target=voice.say, args=(TWENTY_WORDS,))
            thread.start()
            time.sleep(0.6)
            voice.stop()
            thread.join()
            first = recording.first_sound_after(before)
            if first is not None:
                taken.append(first - before)
    return taken


def stop(recording: Recording) -> tuple[list[float], list[float]]:
    """Seconds until stop() returns, and until the last sample sounds (0: none after it)."""
    calls, silences = [], []
    with SpokenVoice(Loudspeaker(), synthesiser=EspeakSynthesiser()) as voice:
        for turn in range(TRIES):
            thread = threading.Thread(target=voice.say, args=(SENTENCES,))
            thread.start()
            time.sleep(0.7 + 0.013 * turn)
            before = time.monotonic()
            voice.stop()
            calls.append(time.monotonic() - before)
            thread.join()
            time.sleep(0.3)
            silences.append((recording.last_sound_after(before) or before) - before)
    return calls, silences


def is_bit_exact(virtual: VirtualDevices, seed: int) -> bool:
    """Whether a second of noise comes through the microphone bit for bit."""
    noise = np.random.default_rng(seed).integers(-8_000, 8_000, RATE, dtype=np.int16)
    with Microphone() as microphone:
        speaker = threading.Thread(target=virtual.speak, args=(Sound(noise, RATE),))
        speaker.start()
        heard = b""
        end = time.monotonic() + 2.0
        while time.monotonic() < end:
            heard += microphone.read(0.1) or b""
        speaker.join()
    return noise.astype("<i2").tobytes() in heard


def print_row(what: str, seconds: list[float]) -> None:
    """Print median and worst in milliseconds."""
    median, worst = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"{what:40} median {median:6.1f} ms   worst {worst:6.1f} ms   ({len(seconds)} tries)")


if __name__ == "__main__":
    main()
