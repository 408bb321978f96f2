"""What sounds in a room: answers of the program, and what somebody says meanwhile."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.echoes.room import AT_ONCE, RATE, Samples
from benchmarks.pauses import trimmed
from tests.speech import ESPEAK, FIVE_VOICES, say
from voice_helper.prompts import Prompts
from voice_helper.session.parts import open_voice
from voice_helper.sound.wav import read_wav

VOICES = (ESPEAK[2], *FIVE_VOICES[1:])
"""Whoever speaks to it has another voice than it has itself."""
ANSWERS = 4
"""Answers during which something is said, after one during which nothing is."""
SHORTEST_ANSWER, LONGEST_ANSWER = 5.0, 8.0
BETWEEN = 1.0
"""Seconds between two answers."""
LENGTH = (ANSWERS + 1) * ((SHORTEST_ANSWER + LONGEST_ANSWER) / 2 + BETWEEN)
"""Seconds that a scene lasts, roughly."""


@dataclass(frozen=True)
class Scene:
    """What sounds in a room, in samples at `RATE`."""

    played: Samples
    """What the loudspeaker is given."""
    spoken: Samples
    """What somebody in the room says."""
    begins: tuple[int, ...]
    """Where each answer begins."""
    utterances: tuple[tuple[int, int], ...] = ()
    """Where each thing that is said begins and ends."""


def scene(own: Sequence[Samples], words: Sequence[str], seed: int) -> Scene:
    """Draw some answers, and something said at a random moment of each but the first."""
    draw = random.Random(seed)  # noqa: S311 - the same each time
    played, spoken, begins, utterances, at = [], [], [], [], 0
    for number in range(ANSWERS + 1):
        answer = np.append(draw.choice(own), np.zeros(int(BETWEEN * RATE), dtype=np.int16))
        answer = answer[: len(answer) // AT_ONCE * AT_ONCE]
        over = np.zeros_like(answer)
        if words and number:
            which = ANSWERS * seed + number
            said = voiced(words[which % len(words)], which % len(VOICES))
            start = draw.randrange(RATE, len(answer) - len(said) - RATE)
            over[start : start + len(said)] = said
            utterances.append((at + start, at + start + len(said)))
        begins.append(at)
        played.append(answer)
        spoken.append(over)
        at += len(answer)
    return Scene(np.concatenate(played), np.concatenate(spoken), tuple(begins), tuple(utterances))


@cache
def voiced(words: str, voice: int) -> Samples:
    """Give words in one of the `VOICES`."""
    return trimmed(say(words, VOICES[voice])).samples


def answers(prompts: Prompts) -> list[Samples]:
    """Give longer answers of the program, in its own voice."""
    rules = [entry for entry in prompts.table("rules").values() if "source" in entry]
    texts = sorted({text for entry in rules for text in entry.values() if isinstance(text, str)})
    random.Random(5).shuffle(texts)  # noqa: S311 - the same ones each time
    return list(spoken(prompts, texts[:120]))


def spoken(prompts: Prompts, texts: Sequence[str]) -> Iterator[Samples]:
    """Give those texts that take a while, spoken."""
    voice = open_voice(prompts)
    with tempfile.TemporaryDirectory() as folder:
        for text in texts:
            voice.save(text, Path(folder, "said.wav"))
            sound = read_wav(Path(folder, "said.wav")).as_rate(RATE)
            if SHORTEST_ANSWER <= sound.seconds <= LONGEST_ANSWER:
                yield sound.samples
    voice.close()
