"""The command line. Nothing heavy is imported here, so that Ctrl-C finds us ready early."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from voice_helper.interrupts import has_come, heed

DONE, FAILED, MISUSED = 0, 1, 2
"""Exit statuses: done; the product failed; the command's words are off."""

LAST_RESORT = "{missing} is missing: install voice-helper again."
"""What is said when a part of the program can't even be imported."""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command's ``words`` say (``sys.argv`` without any); gives the exit status."""
    heed("SIGINT")
    sys.unraisablehook = _tell_unless_interrupted
    _settle_streams()
    try:
        from voice_helper.cli.dispatch import run  # noqa: PLC0415  (Ctrl-C may come meanwhile)

        status = run(sys.argv[1:] if words is None else list(words))
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = _interrupted()
    except BrokenPipeError:
        status = _unread()
    except ImportError as fault:
        print(LAST_RESORT.format(missing=fault.name), file=sys.stderr)
        status = FAILED
    if words is None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # we are leaving already
    return status


def _settle_streams() -> None:
    """Let no letter that a terminal lacks, and no closed stream, keep anything from being said."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  (for as long as we run)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115  (for as long as we run)


def _interrupted() -> int:
    """End after Ctrl-C: one plain line, since what was asked for is not done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        from voice_helper.cli.output import sentence  # noqa: PLC0415  (may not be imported yet)

        print(sentence("interrupted"), file=sys.stderr)
    except BrokenPipeError:
        return _unread()
    return FAILED


def _tell_unless_interrupted(fault: sys.UnraisableHookArgs) -> None:
    """Let what Ctrl-C left half made (Vosk's model), or was lost in, go without a word."""
    if not has_come():
        sys.__unraisablehook__(fault)


def _unread() -> int:
    """End quietly: whoever read our output has read enough."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    return DONE
