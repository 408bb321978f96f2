"""Prints how others would recognise the questions that are kept aside, side by side with ours.

    python -m benchmarks.peers [--questions N] [--live N] [--plot docs/peers.png]

Ours, Vosk with a plain grammar, PocketSphinx, Whisper base (alone, and with a hint at the subject)
and Moonshine base hear the same recordings, clean and in noise. A line for each says how many words
are wrong, how many verdicts are right and how many 'allowed' are wrong, through our adviser; and
how soon after the question's last sound the final words are there: 'computing' is what is left to
do after the last piece of sound, had it come in real time; 'waiting' is how long the recogniser
itself waits before it takes the question as over. Whisper and Moonshine notice no end: they are
given half a second. What isn't installed is named, and the rest goes on.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from itertools import starmap
from pathlib import Path
from typing import TypeAlias

from benchmarks.listeners import plot
from benchmarks.listeners.listener import Recording
from benchmarks.listeners.questions import (
    KITCHEN_NOISE,
    Condition,
    can_be_live,
    conditions,
    is_exact,
    live,
    noises,
    questions,
    recorded,
)
from benchmarks.listeners.score import HEADING, Score, verdict
from benchmarks.listeners.worker import NAMES, Process, process
from benchmarks.understanding.peers import NotInstalledError
from voice_helper.answer import Adviser
from voice_helper.errors import VoiceHelperError
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding.examples import Example

Heard: TypeAlias = dict[Condition, list[Recording]]
LIVE_SNR_DB = 12.0


def main() -> None:
    """Print the table, and draw it where that is wanted."""
    options = arguments()
    asked = questions(options.questions, options.file)
    try:
        plt = plot.drawing() if options.plot else None
    except NotInstalledError as fault:
        print(f"not drawn: {fault}")
        plt = None
    heard = recordings(asked, options.snr, options.live)
    title = f"{len(asked)} questions of '{options.file}', threads for Whisper: {options.threads}"
    print(f"{title}\n{HEADING}", flush=True)
    scores: dict[tuple[str, Condition], Score] = {}
    for name in options.only:
        try:
            with process(name, options.threads) as running:
                for condition, score in measured(running, asked, heard):
                    scores[name, condition] = score
                    print(score.row(f"{name}, {condition}"), flush=True)
                print(f"{name}: {running.megabytes():.0f} MB of memory", flush=True)
        except NotInstalledError as fault:
            print(f"{name}: not installed: {fault}", flush=True)
    if plt is not None:
        plot.save(plt, scores, title, options.plot)


def arguments() -> argparse.Namespace:
    """Read what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--questions", type=int, default=24, help="how many (24)")
    parser.add_argument("--file", default="evening", help="of benchmarks/understanding (evening)")
    parser.add_argument("--snr", type=float, nargs="*", default=[20.0, 12.0, 6.0, 0.0])
    parser.add_argument(
        "--live", type=int, default=0, help="play so many through a virtual microphone too (0)"
    )
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument(
        "--threads", type=int, default=os.cpu_count() or 1, help="that Whisper may use (all cores)"
    )
    parser.add_argument("--plot", type=Path, help="save a picture of it here")
    return parser.parse_args()


def recordings(asked: Sequence[Example], ratios: Sequence[float], live_count: int) -> Heard:
    """Make what all of them hear, and say what can't be made."""
    found = noises()
    if KITCHEN_NOISE not in found:
        print("kitchen: no recording in ../shared/audio, not measured")
    heard = {each: recorded(asked, each, found) for each in conditions(list(found), ratios)}
    if live_count and not can_be_live():
        print("live: no PulseAudio, not measured; make test installs it")
    elif live_count:
        spoken = {
            each: recorded(asked[:live_count], each, found)
            for each in conditions(list(found), [LIVE_SNR_DB])
        }
        try:
            heard |= through_microphone(spoken)
        except VoiceHelperError as fault:
            print(f"live: {fault}, not measured; try again on a quiet machine")
    return heard


def through_microphone(spoken: Heard) -> Heard:
    """Play recordings in real time into one microphone, once; all hear what comes out of it."""
    played = [each for row in spoken.values() for each in row]
    captured = live(played)
    exact = sum(starmap(is_exact, zip(captured, played, strict=True)))
    print(
        f"live: played in real time into a virtual microphone, {exact} of {len(played)} came"
        " through bit for bit; what came is handed on faster than real time"
    )
    one_by_one = iter(captured)
    return {
        Condition(each.noise, each.snr_db, is_live=True): [next(one_by_one) for _ in row]
        for each, row in spoken.items()
    }


def measured(
    running: Process, asked: Sequence[Example], heard: Heard
) -> Iterator[tuple[Condition, Score]]:
    """Let one recogniser hear everything."""
    adviser = Adviser(load_prompts(prompts_root() / "en"))
    first = next(iter(heard.values()))[0]
    running.hear(first)  # the first one is slower
    for condition, row in heard.items():
        score = Score()
        for example, recording in zip(asked, row, strict=False):
            told = running.hear(recording)
            score.add(example, recording, told, verdict(adviser, told))
        yield condition, score


if __name__ == "__main__":
    main()
