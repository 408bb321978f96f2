"""How much of a code could be guessed by somebody who saw into the recogniser.

Recorded digits, at known times; the guess for each is the digit that was most often heard the same
way, learned from half of the codes and judged with the other half.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from benchmarks.secrets.room import Room, Stage
from benchmarks.secrets.sounds import RECORDINGS, Span, timed_codes
from voice_helper.recognition.readings import Reading, parse_readings
from voice_helper.recognition.spelling_out import OTHER, SOUND_ALIKE

CODES = 240
PIN = 4
"""The first so many digits of each code are guessed together."""


def leaked(room: Room) -> Iterator[str]:
    """Describe what could be guessed at each step of forgetting."""
    codes = list(timed_codes(CODES))
    if not codes:
        yield f"no digits in {RECORDINGS}: not measured how much of a code could be guessed"
        return
    decoder, closed = room.bare_decoder(Stage.OPEN)

    def mark(word: str) -> str:
        return SOUND_ALIKE if word in closed.sound_alikes else OTHER

    results: list[tuple[str, float, list[Span]]] = []
    began = 0.0
    for sound, spans in codes:
        decoder.Reset()
        decoder.AcceptWaveform(sound.as_bytes())
        results.append((decoder.FinalResult(), began, spans))
        began += sound.seconds  # the decoder counts on
    ways = (
        ("remembered", mark),
        ("while it judges", closed.blurred),
        ("by the decoder itself", str),
    )
    for name, keep in ways:
        digit, pin = guessed([_heard(*result, keep) for result in results])
        yield f"{name}: {digit:.0%} of digits guessed (10% by chance), {pin:.1%} of codes of four"


def guessed(codes: list[list[tuple[str, str]]]) -> tuple[float, float]:
    """Give the share of digits, and of codes of four, that the best guess gets right.

    ``codes``: for each digit, what it was and what was heard in its place.
    """
    random.Random(1).shuffle(codes)  # noqa: S311 - the same each time
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code in codes[::2]:
        for digit, words in code:
            seen[words][digit] += 1
    best = {words: counts.most_common(1)[0][0] for words, counts in seen.items()}
    judged = [[best.get(words) == digit for digit, words in code] for code in codes[1::2]]
    digits = [is_right for code in judged for is_right in code]
    return sum(digits) / len(digits), sum(all(code[:PIN]) for code in judged) / len(judged)


def _heard(
    result: str, began: float, spans: list[Span], keep: Callable[[str], str]
) -> list[tuple[str, str]]:
    reading = parse_readings(result, keep)[0]
    return [(span.digit, _within(reading, began, span)) for span in spans]


def _within(reading: Reading, began: float, span: Span) -> str:
    middles = ((each.word, (each.start + each.end) / 2 - began) for each in reading.words)
    return " ".join(word for word, middle in middles if span.start <= middle < span.end)
