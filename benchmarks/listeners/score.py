"""What is counted of one recogniser in one condition, and its line in the table."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.listeners.listener import RATE, Recording, Told
from benchmarks.understanding.measure import is_right
from voice_helper.answer import Adviser, Answer
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.spelling import load_spelling
from voice_helper.rules.ruling import Verdict
from voice_helper.understanding.examples import Example
from voice_helper.understanding.templates import as_spoken

SPELLING = load_spelling(load_prompts(prompts_root() / "en"))
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
HEADING = (
    f"{'':40}{'wrong':>8}{'right':>9}{'wrong':>9}{'computing, ms':>15}{'waiting, ms':>15}"
    f"{'together, ms':>15}{'real':>8}\n"
    f"{'recogniser, sound':40}{'words':>8}{'verdict':>9}{'allowed':>9}"
    + f"{'median':>8}{'95 %':>7}" * 3
    + f"{'time':>8}"
)


@dataclass
class Score:
    """Counts over the questions of one condition."""

    errors: int = 0
    words: int = 0
    asked: int = 0
    right: int = 0
    """Questions that were given a right verdict."""
    wrong_allowed: int = 0
    sound: float = 0.0
    """Seconds of sound that were transcribed."""
    working: float = 0.0
    """Seconds that transcribing took."""
    computing: list[float] = field(default_factory=list)
    """Seconds from the last piece of sound to the final words, a question each."""
    waiting: list[float] = field(default_factory=list)
    """Seconds from the question's last sound until it was taken as over; inf: never."""

    @property
    def error_rate(self) -> float:
        """Words to be changed, added or left out, by those that were said: 0 to more than 1."""
        return self.errors / max(self.words, 1)

    @property
    def right_share(self) -> float:
        """Right verdicts, 0 to 1."""
        return self.right / max(self.asked, 1)

    @property
    def together(self) -> list[float]:
        """Seconds from the question's last sound to the final words."""
        return [sum(pair) for pair in zip(self.computing, self.waiting, strict=True)]

    def add(self, example: Example, recording: Recording, told: Told, verdict: str) -> None:
        """Count a question."""
        wanted = plain(example.text)
        self.errors += errors(wanted, plain(told.words))
        self.words += len(wanted.split())
        self.asked += 1
        self.right += is_right(example, verdict, "")[0]
        self.wrong_allowed += verdict == Verdict.ALLOWED.value != example.verdict
        self.sound += len(recording.question) / 2 / RATE
        self.working += told.working
        self.computing.append(told.computing)
        self.waiting.append(told.waiting)

    def row(self, name: str) -> str:
        """Describe the counts in a line."""
        times = (self.computing, self.waiting, self.together)
        columns = (
            f"{milliseconds(column, 50):>8}{milliseconds(column, 95):>7}" for column in times
        )
        return (
            f"{name:40}{self.error_rate:8.1%}{self.right_share:9.1%}{self.wrong_allowed:9}"
            f"{''.join(columns)}{self.working / max(self.sound, 0.001):8.3f}"
        )


def errors(wanted: str, heard: str) -> int:
    """Count words to be changed, added or left out."""
    one, other = wanted.split(), heard.split()
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        before, row = row, [at]
        for place, rival in enumerate(other, 1):
            change = before[place - 1] + (word != rival)
            row.append(min(before[place] + 1, row[place - 1] + 1, change))
    return row[-1]


def percentile(seconds: Sequence[float], share: float) -> float:
    """Give the value that ``share`` percent of ``seconds`` don't exceed; some may be inf."""
    return float(np.percentile(seconds, share, method="inverted_cdf"))


def milliseconds(seconds: Sequence[float], share: float) -> str:
    """Write a percentile down."""
    value = percentile(seconds, share)
    return "never" if math.isinf(value) else f"{1000 * value:.0f}"


def plain(words: str) -> str:
    """Write words as all recognisers' words are compared: one spelling, no marks, no figures."""
    figures = re.sub(r"\b\d+\b", in_words, words.replace("-", " "))
    return SPELLING.fold(as_spoken(figures)).replace("-", " ")


def in_words(figure: re.Match[str]) -> str:
    """Write a small number in words; others stay."""
    number = int(figure[0])
    return NUMBERS[number] if number < len(NUMBERS) else figure[0]


def verdict(adviser: Adviser, told: Told) -> str:
    """Give our verdict on what was heard."""
    words = spelled(told.words)
    if not words:
        return Verdict.UNKNOWN.value
    others = tuple(dict.fromkeys(map(spelled, told.alternatives)))
    reply = adviser.reply(words, confidence=told.confidence, alternatives=others)
    return reply.verdict.value if isinstance(reply, Answer) else Verdict.UNKNOWN.value


def spelled(words: str) -> str:
    """Write words as ours are written when they are understood."""
    return SPELLING.fold(as_spoken(words))
