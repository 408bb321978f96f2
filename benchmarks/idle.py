"""What it costs while nobody speaks, and whether it grows.

    python -m benchmarks.idle [HOURS]     # over virtual devices: needs pulseaudio and the model

On the real command, in real time: share of a core, memory, threads and open files while it rests,
and the last two again after some turns. Then, faster than real time, HOURS (8) of a quiet room with
some radio and a question now and then go through the real recogniser and the real conversation.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import time
from pathlib import Path

from benchmarks.radio import Room, radio
from benchmarks.sound import devices
from tests.main_job import main_job
from tests.speech import joined, quiet, say
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.session.parts import open_recogniser
from voice_helper.sound.wav import Sound

HOURS = 8.0
UNTIL_IDLE = 35.0
WATCHED = 60.0
TURNS = 20
A_TURN = 1.5
QUIET_MINUTES = 9.5
"""Of ten minutes; the rest is radio, and one question by name."""
QUESTION = "voice helper may my helper see my pin"


def main() -> None:
    """Print cost and growth."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else HOURS
    with devices() as virtual, main_job(virtual) as running:
        time.sleep(UNTIL_IDLE)
        number = running.process.pid
        began, used = time.monotonic(), processor(number)
        time.sleep(WATCHED)
        share = (processor(number) - used) / (time.monotonic() - began)
        print(f"processor while nobody speaks: {share:.2%} of a core")
        print(f"memory: {megabytes(number):.0f} MB")
        print(f"threads {threads(number)}, open files {files(number)}")
        for _ in range(TURNS):
            running.press("may my helper see my pin")
            time.sleep(A_TURN)
            running.press("escape")
        time.sleep(UNTIL_IDLE)
        print(f"after {TURNS} turns: threads {threads(number)}, open files {files(number)}")
    grow(hours)


def grow(hours: float) -> None:
    """Print the memory of this process hour by hour: least and most, as it comes and goes.

    A decoder keeps what it has gone of the graph, until it is renewed: growth is that of the most.
    """
    prompts = load_prompts(prompts_root() / "en")
    room = Room(prompts, open_recogniser(prompts))
    sounds, silent = radio(prompts), quiet(60.0)
    asked = joined(quiet(0.5), say(QUESTION), quiet(3.0))
    most: list[float] = []
    for hour in range(int(hours) + 1):  # the first warms everything up
        sizes: list[float] = []
        while room.seconds < (hour + 1) * 3600:
            live_ten_minutes(room, silent, [next(sounds) for _ in range(4)], asked)
            sizes.append(in_use())
        most.append(max(sizes))
        said = f"{len(room.said)} lines said"
        print(f"hour {hour + 1}: {min(sizes):.1f} to {most[-1]:.1f} MB, {said}", flush=True)
        room.said.clear()
    print(f"grown in {len(most) - 1} hours after the first: {most[-1] - most[0]:.1f} MB")


def live_ten_minutes(room: Room, silent: Sound, noises: list[Sound], asked: Sound) -> None:
    """Let ten minutes or so pass."""
    for noise in noises:
        room.hear(noise)
    room.hear(asked)
    until = room.seconds + QUIET_MINUTES * 60
    while room.seconds < until:
        room.hear(silent)


def in_use() -> float:
    """Give the memory of this process, without what the allocator keeps for later."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
    if trim is not None:
        trim(0)
    return megabytes(os.getpid())


def processor(number: int) -> float:
    """Give the processor seconds that a process has used."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(number: int) -> float:
    """Give the memory that a process holds."""
    pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def threads(number: int) -> int:
    """Count a process's threads."""
    return len(list(Path(f"/proc/{number}/task").iterdir()))


def files(number: int) -> int:
    """Count a process's open files, sockets and pipes."""
    return len(list(Path(f"/proc/{number}/fd").iterdir()))


if __name__ == "__main__":
    main()
