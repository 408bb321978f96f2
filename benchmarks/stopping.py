"""How soon speech stops: by a key, and by a word on a headset.

    python -m benchmarks.stopping [TRIES]     # over virtual devices: needs pulseaudio and the model

In real time, on the real command. A word counts from its own end, a key from the moment it is
pressed (here: sent down a pipe), to the last sample of the answer at the loudspeaker's far end. The
tone that listening begins with is left out. Then everything else that people say on a headset is
played while it speaks: nothing of it may cut the answer short.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from benchmarks.latency import listen
from benchmarks.pauses import trimmed
from benchmarks.session import microphone_recording
from benchmarks.sound import devices
from tests.main_job import Running, main_job
from tests.speech import FIVE_VOICES, joined, quiet, say
from tests.virtual_devices import LOUD, RATE, Recording, VirtualDevices

TRIES = 20
WORDS = ("stop", "wait", "quiet", "stop talking")
OTHER_WORDS = (
    "what did she say about the phone",
    "I have the letter here on the table",
    "the bus stops here",
    "yes that is what I thought",
    "wait until I have found it",
    "it was quite nice",
)
UNTIL_READY = 5.0
LONG = "what can i say"
"""What is answered at length."""
SPEAKING = 1.0
"""Seconds of the answer before it is stopped."""
TONE = 0.15
"""Seconds for which the tone is loud."""


def main() -> None:
    """Print how soon it was quiet."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    with devices() as virtual, main_job(virtual, "--headset") as running:
        time.sleep(UNTIL_READY)
        with virtual.recording() as heard, microphone_recording(virtual) as spoken:
            print_row("a key to the last sample", [by_key(running, heard) for _ in range(tries)])
            found = [by_word(virtual, running, heard, spoken, n) for n in range(tries)]
            stopped = [seconds for seconds in found if seconds is not None]
            print_row("a word's end to the last sample", stopped)
            print(f"stopped by a word: {len(stopped)} of {tries}")
            cut = [words for words in OTHER_WORDS if is_cut(virtual, running, heard, words)]
            print(f"cut short by other words: {len(cut)} of {len(OTHER_WORDS)} {cut}")


def by_key(running: Running, heard: Recording) -> float:
    """Give the seconds from a key to the last sample; 0 where none came after it."""
    ask(running)
    pressed = time.monotonic()
    running.press("escape")
    time.sleep(1.0)
    return end_of_speech(heard, pressed) - pressed


def by_word(
    virtual: VirtualDevices, running: Running, heard: Recording, spoken: Recording, number: int
) -> float | None:
    """Give the seconds from a word's end to the last sample; None where it went on."""
    sound = trimmed(say(WORDS[number % len(WORDS)], FIVE_VOICES[number % len(FIVE_VOICES)]))
    ask(running)
    began = time.monotonic()
    virtual.speak(joined(quiet(0.1), sound, quiet(0.1)))
    time.sleep(1.5)
    end = spoken.last_sound_after(began)
    assert end is not None
    last = end_of_speech(heard, began)
    return last - end if last - end < 1.0 else None


def is_cut(virtual: VirtualDevices, running: Running, heard: Recording, words: str) -> bool:
    """Whether talk that isn't meant for it cuts the answer short."""
    ask(running)
    virtual.speak(say(words))
    time.sleep(0.5)
    return not moments(heard, time.monotonic() - 0.6)


def ask(running: Running) -> None:
    """Let it give a long answer, and wait until it is in the middle of it."""
    listen(running)
    running.press(LONG)
    time.sleep(SPEAKING)


def end_of_speech(recording: Recording, after: float) -> float:
    """Give the moment of the last loud sample before the tone that tells that it listens."""
    found = np.array([after, *moments(recording, after)])
    return float(found[found < found[-1] - TONE].max(initial=after))


def moments(recording: Recording, after: float) -> list[float]:
    """Give the moments of all loud samples after a moment."""
    found: list[float] = []
    for came, block in tuple(recording._blocks):
        loud = np.flatnonzero(np.abs(block.astype(np.int32)) > LOUD)
        found += [m for m in came - (len(block) - loud) / RATE if m > after]
    return found


def print_row(what: str, seconds: list[float]) -> None:
    """Print median and 95th percentile in milliseconds."""
    if seconds:
        median, most = np.percentile(seconds, [50, 95]) * 1000
        print(f"{what:40} median {median:5.0f} ms   95th percentile {most:5.0f} ms")


if __name__ == "__main__":
    main()
