"""Plays random conversations and counts what breaks an invariant of the guide.

    python -m benchmarks.conversations [CONVERSATIONS] [--seed FIRST] [--jobs JOBS]

Conversation number n is the same on every machine: ``--seed n 1`` plays it again. Exits with 1
where something broke. The invariants are those that the tests have.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.conversation.courses import world
from tests.conversation.invariants import CHECKS
from tests.conversation.judging import Report, judge
from tests.no_network import sitecustomize as no_network

CONVERSATIONS = 2000
AT_A_TIME = 250
EVERY = 5000
"""Conversations between two lines of progress."""


def main() -> None:
    """Print the counts, the places and the violations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conversations", type=int, nargs="?", default=CONVERSATIONS)
    parser.add_argument("--seed", type=int, default=0, help="number of the first one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    asked = parser.parse_args()
    began, report = time.monotonic(), Report()
    for part in _parts(asked.seed, asked.conversations, asked.jobs):
        report.take(part)
        _progress(report, began)
    _print(report, time.monotonic() - began)
    sys.exit(bool(report.violations))


def _parts(first: int, count: int, jobs: int) -> Iterator[Report]:
    """Judge so many conversations, in several processes."""
    assert no_network.VARIABLE not in os.environ, "sockets must stay blocked"
    ranges = [
        range(at, min(at + AT_A_TIME, first + count))
        for at in range(first, first + count, AT_A_TIME)
    ]
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(judge, ranges)


def _progress(report: Report, began: float) -> None:
    done, broken = report.tally.counts["conversations"], len(report.violations)
    if done % EVERY == 0:
        seconds = time.monotonic() - began
        print(f"{done} conversations, {broken} violations, {seconds:.0f} s", file=sys.stderr)


def _print(report: Report, seconds: float) -> None:
    counts, places = report.tally.counts, report.tally.places
    for name in ("conversations", "events", *sorted(set(counts) - {"conversations", "events"})):
        print(f"{name:28} {counts[name]:>10}")
    steps = {name for name in places if name.startswith("walking")}
    known = {
        f"walking {route.id}/{step.id}"
        for route in world().walkthrough.routes.values()
        for step in route.steps
        if step.secrecy != "secret"
    }
    secret = {name for name in places if name.startswith("guarding")}
    print(f"{'places reached':28} {len(places):>10}")
    print(f"{'steps reached':28} {len(steps):>10} of {len(known)} that aren't secret")
    print(f"{'secret places reached':28} {len(secret):>10}")
    print(f"{'seconds':28} {seconds:>10.0f}")
    print(f"{'invariants':28} {len(CHECKS):>10}")
    print(f"{'violations':28} {len(report.violations):>10}")
    for violation in report.violations:
        print(violation)


if __name__ == "__main__":
    main()
