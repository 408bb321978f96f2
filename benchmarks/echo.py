"""Whether 'stop' is heard over a loudspeaker, without and with each echo canceller.

    python -m benchmarks.echo [--rooms N] [--minutes N] [--drift N] [--drive N] [--only NAME]

Needs the model, and of the extra 'bench' what is to be compared. Faster than real time: its own
answers sound in rooms drawn at random, each with devices of another delay, while somebody says a
word that should cut them short, or talks of something else, or says nothing. The real recogniser
listens as it does on a headset. A canceller is opened anew in each room, has one answer to find its
way there, and is the same for all answers that follow.

``--drift``: by how many millionths the clocks of loudspeaker and microphone differ, 0 where one
chip has both. ``--drive``: how much a small loudspeaker distorts, 0 to 1.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from benchmarks.echoes.cancellers import Cancel, cancellers
from benchmarks.echoes.room import AT_ONCE, BLOCK, RATE, Room, Samples
from benchmarks.echoes.scenes import LENGTH, Scene, answers, scene
from benchmarks.stopping import OTHER_WORDS
from voice_helper.events import Heard
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.session.parts import open_recogniser
from voice_helper.understanding import Expectation, Expecting

WORDS = ("stop", "wait", "quiet")
NO_ECHO = -99.0
LEVELS = (-6.0, 0.0, 6.0)
"""How much louder than somebody who speaks the echo is at the microphone, in decibels."""
ROOMS = 15
MINUTES = 10.0
DRIFT = 20.0
"""Millionths by which two clocks of good crystals differ."""
UNTIL, IN_TIME = 1.5, 0.5
"""Seconds after a word's end in which it may still be heard, and in which it should be."""


@dataclass
class Score:
    """What came of it."""

    said: int = 0
    delays: list[float] = field(default_factory=list)
    """Seconds from an utterance's end until it stopped the program."""
    stray: int = 0
    """Stops while nobody said anything: it heard itself."""
    minutes: float = 0.0
    processor: list[float] = field(default_factory=list)
    """Share of one core that the canceller takes, room by room."""
    softer: list[float] = field(default_factory=list)
    """Decibels by which it makes the echo softer, room by room; where nobody speaks."""


class Listener:
    """The recogniser as it listens while the program speaks."""

    def __init__(self, prompts: Prompts) -> None:
        self._recogniser: Recogniser = open_recogniser(prompts)
        phrases = tuple(prompts.table("commands")["stop"]["phrases"])
        self._recogniser.expect(Expectation(Expecting.INTERRUPTION, phrases))

    def stops(self, sound: Samples, begins: Sequence[int]) -> list[int]:
        """Give where it is stopped, in samples; each answer is listened to anew."""
        found = []
        for begin, end in zip(begins, [*begins[1:], len(sound)], strict=True):
            self._recogniser.reset()
            for at in range(begin, end, AT_ONCE):
                block = sound[at : min(at + AT_ONCE, end)]
                if isinstance(self._recogniser.accept(block.tobytes()), Heard):
                    found.append(at + len(block))
        return found


def main() -> None:
    """Print a row for each canceller and loudness of the echo."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rooms", type=int, default=ROOMS)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--drift", type=float, default=DRIFT)
    parser.add_argument("--drive", type=float, default=0.0)
    parser.add_argument("--only", nargs="*", default=list(cancellers()))
    given = parser.parse_args()
    prompts = load_prompts(prompts_root() / "en")
    listener, own = Listener(prompts), answers(prompts)
    said = [scene(own, WORDS, seed) for seed in range(given.rooms)]
    talk = [scene(own, OTHER_WORDS, seed) for seed in range(given.rooms)]
    alone = [scene(own, (), 100 + seed) for seed in range(round(60 * given.minutes / LENGTH))]
    print(
        f"{'canceller':22} {'echo':>6} {'words':>6} {'in 0.5 s':>8} {'median':>7} {'95th':>7} "
        f"{'by talk':>8} {'by itself, a minute':>19} {'softer by':>10} {'processor':>9}",
        flush=True,
    )
    rooms = partial(Room.drawn, drift=given.drift * 1e-6, drive=given.drive)
    hear = partial(play, listener, rooms)
    for name in given.only:
        opening = cancellers()[name]
        for level in (NO_ECHO, *LEVELS) if name == "none" else LEVELS:
            others = hear(opening, talk, level) if level in {NO_ECHO, 0.0} else None
            still = hear(opening, alone, level) if level == max(LEVELS) else None
            print_row(name, level, hear(opening, said, level), others, still)


def play(
    listener: Listener,
    rooms: Callable[[int], Room],
    opening: Callable[[], Cancel],
    scenes: Sequence[Scene],
    level: float,
) -> Score:
    """Play scenes, each in a room of its own, and count."""
    score = Score()
    for seed, each in enumerate(scenes):
        heard, echo = rooms(seed).heard(each.played, each.spoken, level)
        began = time.process_time()
        left = cancelled(opening(), each.played, heard)
        score.processor.append((time.process_time() - began) / (len(left) / RATE))
        if not each.utterances:
            rest = slice(each.begins[1], None)
            score.softer.append(10 * np.log10(power(echo[rest]) / power(left[rest])))
        judge(score, each, listener.stops(left, each.begins))
        score.minutes += len(each.played) / RATE / 60
    return score


def judge(score: Score, each: Scene, stops: Sequence[int]) -> None:
    """Count which stops somebody meant."""
    meant: set[int] = set()
    for begin, end in each.utterances:
        here = [stop for stop in stops if begin < stop <= end + UNTIL * RATE]
        meant.update(here)
        score.said += 1
        score.delays += [(stop - end) / RATE for stop in here[:1]]
    score.stray += len(set(stops) - meant)


def cancelled(cancel: Cancel, played: Samples, heard: Samples) -> Samples:
    """Give what is left of what the microphone hears, block by block."""
    ends = range(BLOCK, len(heard) + 1, BLOCK)
    return np.concatenate([cancel(played[e - BLOCK : e], heard[e - BLOCK : e]) for e in ends])


def power(samples: Samples) -> float:
    return float(np.mean(samples.astype(float) ** 2)) + 1e-9


def print_row(
    name: str, level: float, score: Score, talk: Score | None = None, alone: Score | None = None
) -> None:
    """Print what came of one canceller at one loudness of the echo."""
    delays = np.array(score.delays) if score.delays else np.array([np.nan])
    middle, most = np.percentile(delays, [50, 95]) * 1000
    in_time = sum(delays <= IN_TIME)
    by_talk = f"{len(talk.delays)}/{talk.said}" if talk else ""
    own = (
        f"{alone.stray / alone.minutes:.2f} ({alone.stray} in {alone.minutes:.0f})" if alone else ""
    )
    softer = f"{np.mean(alone.softer):.1f} dB" if alone else ""
    where = "no" if level == NO_ECHO else f"{level:+.0f} dB"
    print(
        f"{name:22} {where:>6} {share(len(score.delays), score.said):>6} "
        f"{share(in_time, score.said):>8} {middle:4.0f} ms {most:4.0f} ms {by_talk:>8} "
        f"{own:>19} {softer:>10} {100 * np.mean(score.processor):7.1f} %",
        flush=True,
    )


def share(count: int, of: int) -> str:
    return f"{100 * count / max(1, of):.0f} %"


if __name__ == "__main__":
    main()
