"""How soon an answer comes: from a spoken question's end to the answer's first sample.

    python -m benchmarks.session [TRIES]     # over virtual devices: needs pulseaudio and the model

In real time. Both moments are taken from recordings of the devices' far ends: when the last word
has gone into the microphone, when the first sample comes out of the loudspeaker. The start is
measured on the real command, from the moment it is started.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.sound import devices, print_row
from tests.commands import command, environment
from tests.speech import FIVE_VOICES, say
from tests.virtual_devices import LOUD, RATE, Recording, VirtualDevices

QUESTIONS = (
    "May my helper see my PIN?",
    "Can my helper type in my phone number?",
    "When must the helper look away?",
    "Can I get MitID for my mother?",
)
TRIES = 20
PATIENCE = 8.0
"""Seconds to wait for an answer."""
GAP = 0.02
"""Seconds of quiet that part the tone from the answer."""
TONE = 0.16
"""Seconds that the tone 'heard' lasts at most."""
TICK = 0.02


@dataclass(frozen=True)
class Reply:
    """When something came back after a question."""

    first_sound: float
    """Seconds from the question's end to the tone."""
    first_word: float
    """Seconds from the question's end to the answer."""


def main() -> None:
    """Print the table."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    with devices() as virtual:
        starts = [start(virtual) for _ in range(3)]
        print_row("command to first spoken sample", [first for first, _ in starts])
        print_row("command to listening, opening cut short", [ready for _, ready in starts])
        replies = list(conversation(virtual, tries))
    print_row("question's end to the tone", [reply.first_sound for reply in replies])
    print_row("question's end to the answer", [reply.first_word for reply in replies])
    print(f"{'answered':40} {len(replies)} of {tries}")
    if replies:
        slow = sorted(reply.first_word for reply in replies)[int(len(replies) * 0.95) - 1]
        median = statistics.median(reply.first_word for reply in replies)
        print(f"median {median * 1000:.0f} ms, 95th {slow * 1000:.0f} ms")


def start(virtual: VirtualDevices) -> tuple[float, float]:
    """Give the seconds to the first spoken sample, and to listening when a key cuts it short."""
    with virtual.recording() as recording:
        began = time.monotonic()
        with talking(virtual) as process:
            first = _wait_for(lambda: recording.first_sound_after(began))
            _cut_short(process)
            cut = time.monotonic()
            ready = _wait_for(lambda: _quiet_since(recording, cut))
    return first - began, ready - began


def conversation(virtual: VirtualDevices, tries: int) -> Iterator[Reply]:
    """Ask questions of one running session; give the replies that came."""
    with (
        microphone_recording(virtual) as asked,
        virtual.recording() as answered,
        talking(virtual) as process,
    ):
        time.sleep(4.0)
        for number in range(tries):
            _cut_short(process)
            time.sleep(1.5)
            voice = FIVE_VOICES[number % len(FIVE_VOICES)]
            began = time.monotonic()
            virtual.speak(say(QUESTIONS[number % len(QUESTIONS)], voice))
            time.sleep(2.5)
            end = asked.last_sound_after(began)
            reply = _reply(answered, end) if end else None
            if reply is not None:
                yield reply


def _cut_short(process: subprocess.Popen[bytes]) -> None:
    """Stop what is being said, by a key, so that it listens again."""
    assert process.stdin is not None
    process.stdin.write(b"escape\n")
    process.stdin.flush()


@contextlib.contextmanager
def talking(virtual: VirtualDevices) -> Iterator[subprocess.Popen[bytes]]:
    """Run the main job; ends it when the block ends."""
    env = environment(virtual.environment | {"ALSA_CONFIG_PATH": None})
    with subprocess.Popen(
        command(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=env
    ) as process:
        yield process
        process.terminate()


@contextlib.contextmanager
def microphone_recording(virtual: VirtualDevices) -> Iterator[Recording]:
    """Record what goes into the microphone."""
    words = ["parec", "--device=mic_in.monitor", "--format=s16le", f"--rate={RATE}"]
    with subprocess.Popen(
        [*words, "--channels=1", "--raw", "--latency-msec=10"],
        env=os.environ | virtual.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        recording = Recording(process.stdout.fileno())
        yield recording
        process.kill()


def _reply(answered: Recording, end: float) -> Reply | None:
    """Find the tone and the answer in what was recorded after the question's ``end``."""
    moments = np.array(_loud_moments(answered, end))
    if not len(moments):
        return None
    gaps = np.flatnonzero(np.diff(moments) > GAP)
    after_tone = [moments[gap + 1] for gap in gaps if moments[gap] - moments[0] < TONE]
    first_word = after_tone[0] if after_tone else moments[0]
    return Reply(float(moments[0] - end), float(first_word - end))


def _loud_moments(recording: Recording, after: float) -> list[float]:
    found: list[float] = []
    for came, block in tuple(recording._blocks):
        loud = np.flatnonzero(np.abs(block.astype(np.int32)) > LOUD)
        found += [m for m in came - (len(block) - loud) / RATE if m > after]
    return found


def _quiet_since(recording: Recording, moment: float) -> float | None:
    """Give the moment at which the tone 'listening' ended, once it is half a second ago."""
    last = recording.last_sound_after(moment)
    return last if last and time.monotonic() - last > 0.5 else None


def _wait_for(look: object) -> float:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = look()  # type: ignore[operator]
        if found is not None:
            return float(found)
        time.sleep(TICK)
    return float("nan")


if __name__ == "__main__":
    main()
