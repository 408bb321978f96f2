"""How often a pause in the middle of a question cuts it in two, and two questions become one.

    python -m benchmarks.pauses [QUESTIONS]     # needs the model

Faster than real time: endpointing counts samples, so the sound's own time is all that matters. Each
documented question is spoken by one of five voices with a pause of 0.3 to 1.0 s after a word drawn
at random; it counts as cut when the utterance ends before its last word. Then two questions follow
upon each other, with the time between in which an answer begins.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.speech import FIVE_VOICES, TestVoice, joined, quiet, say
from voice_helper.conversation import open_questions
from voice_helper.events import Heard, Noise
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.recogniser import RATE, Recogniser
from voice_helper.session.parts import LateAdviser, open_recogniser, unhurried
from voice_helper.sound.wav import Sound
from voice_helper.understanding import Expectation, Patience
from voice_helper.understanding.examples import documented

QUESTIONS = 250
SHORTEST, LONGEST = 0.3, 1.0
"""Seconds of a pause."""
BETWEEN = {Patience.NORMAL: 2.0, Patience.PATIENT: 3.0}
"""Seconds between two questions."""
AFTERWARDS = 4.0
BLOCK = 480
LOUD = 300


@dataclass(frozen=True)
class Broken:
    """A question with a pause in it."""

    first: str
    second: str
    pause: float
    voice: TestVoice

    def sound(self) -> Sound:
        parts = [trimmed(say(part, self.voice)) for part in (self.first, self.second)]
        return joined(quiet(0.5), parts[0], quiet(self.pause), parts[1], quiet(AFTERWARDS))

    def __str__(self) -> str:
        return f"{self.first} | {self.second} ({self.pause:.2f} s, {self.voice})"


def main() -> None:
    """Print the shares."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    prompts = load_prompts(prompts_root() / "en")
    recogniser = open_recogniser(prompts, unhurried(prompts, LateAdviser(prompts)))
    texts = [example.text for example in documented(prompts)]
    for patience, between in BETWEEN.items():
        kind = open_questions(prompts).kind
        recogniser.expect(Expectation(kind, (), patience))
        asked = list(questions(texts, count))
        cut = [each for each in asked if is_cut(recogniser, each)]
        print(f"{patience}: cut short by a pause: {len(cut)} of {count} ({len(cut) / count:.1%})")
        for each in cut:
            print(f"    {each}")
        pairs = list(zip(asked[::2], asked[1::2], strict=False))
        one = sum(is_one(recogniser, first, second, between) for first, second in pairs)
        print(f"{patience}: two questions {between} s apart taken for one: {one} of {len(pairs)}")


def questions(texts: list[str], count: int) -> Iterator[Broken]:
    """Draw questions, places and pauses, the same ones each time."""
    draw = random.Random(11)  # noqa: S311 - the same ones each time
    long_enough = [text for text in texts if len(text.split()) > 2]
    for number in range(count):
        words = draw.choice(long_enough).split()
        at = draw.randrange(1, len(words))
        voice = FIVE_VOICES[number % len(FIVE_VOICES)]
        pause = draw.uniform(SHORTEST, LONGEST)
        yield Broken(" ".join(words[:at]), " ".join(words[at:]), pause, voice)


def is_cut(recogniser: Recogniser, question: Broken) -> bool:
    """Whether the utterance ends before the second part has been said."""
    sound = question.sound()
    over = len(sound.samples) - int(AFTERWARDS * RATE)
    ends = [at for at, _ in utterances(recogniser, sound)]
    return len(ends) != 1 or ends[0] < over


def is_one(recogniser: Recogniser, first: Broken, second: Broken, between: float) -> bool:
    """Whether two questions are heard as one utterance."""
    whole = [trimmed(say(f"{each.first} {each.second}", each.voice)) for each in (first, second)]
    sound = joined(quiet(0.5), whole[0], quiet(between), whole[1], quiet(AFTERWARDS))
    return len(list(utterances(recogniser, sound))) < 2


def utterances(recogniser: Recogniser, sound: Sound) -> Iterator[tuple[int, Heard | Noise]]:
    """Give each utterance, and the sample at which it ended."""
    recogniser.reset()
    for at in range(0, len(sound.samples), BLOCK):
        outcome = recogniser.accept(sound.samples[at : at + BLOCK].tobytes())
        if outcome is not None:
            yield at + BLOCK, outcome


def trimmed(sound: Sound) -> Sound:
    """Cut off the quiet before and after."""
    loud = np.flatnonzero(np.abs(sound.samples.astype(np.int32)) > LOUD)
    return Sound(sound.samples[loud[0] : loud[-1] + 1], sound.rate) if len(loud) else sound


if __name__ == "__main__":
    main()
