"""Plays conversations, judges them, and shortens a course that breaks something."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.conversation.courses import Chance, Course, Passage, Tally, World, play, world
from tests.conversation.invariants import CHECKS, Check, traces
from voice_helper.conversation import Over

RAISES = "it never raises"
KEEPS_IN_A_LOG = "nothing said in a secret step is logged"


@dataclass(frozen=True)
class Violation:
    """An invariant that a conversation broke."""

    seed: int
    """Plays the conversation again."""
    invariant: str
    """The check's name."""
    found: str
    """What it found, without anything that was said in a secret step."""
    course: tuple[str, ...] = ()
    """The shortest course of events that breaks it, from a place on."""

    def __str__(self) -> str:
        lines = (f"{self.invariant} (seed {self.seed}): {self.found}", *self.course)
        return "\n    ".join(lines)


@dataclass
class Report:
    """What came of many conversations."""

    tally: Tally = field(default_factory=Tally)
    violations: list[Violation] = field(default_factory=list)

    def take(self, other: Report) -> None:
        """Add what came of others."""
        self.tally.counts.update(other.tally.counts)
        self.tally.places.update(other.tally.places)
        self.violations += other.violations


def judge(seeds: Iterable[int], *, most_violations: int = 10) -> Report:
    """Play a conversation for each seed, and judge each; stops after so many violations."""
    report, made = Report(), world()
    for seed in seeds:
        with logged() as lines:
            report.violations += _played(made, seed, report.tally)
        if traces(" ".join(lines)):
            report.violations.append(Violation(seed, KEEPS_IN_A_LOG, str(traces(" ".join(lines)))))
        if len(report.violations) >= most_violations:
            break
    return report


def _played(made: World, seed: int, tally: Tally) -> Iterator[Violation]:
    try:
        course = play(made, Chance(seed))
    except Exception as fault:
        yield Violation(seed, RAISES, f"{type(fault).__name__}, tells: {traces(repr(fault))}")
        return
    tally.add(course)
    for check, found in broken(made, course):
        yield Violation(seed, check.__name__, found, told(shortest(made, course, check)))


def broken(made: World, course: Course) -> Iterator[tuple[Check, str]]:
    """Give each invariant that a course breaks, with the first thing that was found."""
    for check in CHECKS:
        found = next(check(made, course), None)
        if found is not None:
            yield check, found


def shortest(made: World, course: Course, check: Check) -> Course:
    """Leave out whatever the violation doesn't need; the first turn stays."""
    kept = list(course)
    at = len(kept) - 1
    while at > 0:
        tried = _again(made, [*kept[:at], *kept[at + 1 :]])
        if next(check(made, tried), None) is not None:
            kept = tried
        at = min(at, len(kept)) - 1
    return kept


def _again(made: World, course: Sequence[Passage]) -> list[Passage]:
    """Play the same events anew from where the course began."""
    replayed = [course[0]]
    for passage in course[1:]:
        if isinstance(replayed[-1].after.place, Over) or passage.event is None:
            break
        replayed.append(made.step(replayed[-1].after, passage.event))
    return replayed


def told(course: Course) -> tuple[str, ...]:
    """Give the course in words: where it began, and what happened."""
    first = course[0]
    start = f"from {first.before.place} with {first.before.company}, {first.event}"
    return (start, *(f"{passage.event} -> {passage.text[:90]!r}" for passage in course[1:]))


@contextmanager
def logged() -> Iterator[list[str]]:
    """Collect every line that is logged, of whatever level."""
    lines: list[str] = []
    handler = logging.Handler(logging.NOTSET)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
