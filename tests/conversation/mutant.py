"""Plays conversations of a changed copy of the package until one invariant breaks.

    python -m tests.conversation.mutant INVARIANT MOST_CONVERSATIONS

Run with the copy first on the path; exits with 0 and tells how where it breaks, else with 1.
"""

from __future__ import annotations

import sys

from tests.conversation.courses import Chance, World, play, world
from tests.conversation.invariants import CHECKS, traces
from tests.conversation.judging import KEEPS_IN_A_LOG, RAISES, logged


def main() -> None:
    """Look for the violation."""
    invariant, most = sys.argv[1], int(sys.argv[2])
    try:
        made = world()
    except ValueError as fault:
        print(f"the walk through every route: {type(fault).__name__}")
        sys.exit(invariant != RAISES)
    for seed in range(most):
        with logged() as lines:
            found = _found(made, invariant, seed)
        if invariant == KEEPS_IN_A_LOG and traces(" ".join(lines)):
            found = "it is in the log"
        if found:
            print(f"seed {seed}: {found}")
            sys.exit(0)
    print(f"{most} conversations keep it")
    sys.exit(1)


def _found(made: World, invariant: str, seed: int) -> str:
    try:
        course = play(made, Chance(seed))
    except Exception as fault:
        if invariant == RAISES:
            return type(fault).__name__
        raise
    checks = [check for check in CHECKS if check.__name__ == invariant]
    return next((found for check in checks for found in check(made, course)), "")


if __name__ == "__main__":
    main()
