"""Prints one plain line at a time: fit for a braille display and a screen reader."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import Protocol, TextIO

BELL = "\a"


class Lines(Protocol):
    """Where printed lines go."""

    def line(self, text: str) -> bool:
        """Print a line at once; False when nobody can read it any more."""
        ...

    def echo(self, text: str) -> None:
        """Show typed characters as they come."""
        ...

    def ring(self) -> None:
        """Ring the terminal's bell, for somebody who hears nothing else and can't see."""
        ...


class Printer:
    """Prints to a stream, and remembers when its reader has gone."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Print to ``stream``, standard output without one."""
        self._stream = stream if stream is not None else sys.stdout
        self._lock = threading.Lock()
        self.is_open = True

    def line(self, text: str) -> bool:
        """Print a line at once; False when nobody can read it any more."""
        return self._write(f"{text}\n")

    def echo(self, text: str) -> None:
        """Show typed characters as they come."""
        self._write(text)

    def ring(self) -> None:
        """Ring the terminal's bell; nothing where neither output nor error is a terminal."""
        for stream in (self._stream, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                if stream.isatty():
                    stream.write(BELL)
                    stream.flush()
                    return

    def _write(self, text: str) -> bool:
        with self._lock:
            if not self.is_open:
                return False
            try:
                self._stream.write(text)
                self._stream.flush()
            except (OSError, ValueError):
                self.is_open = False
                _let_go(self._stream)
            return self.is_open


def _let_go(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that nothing complains when the program ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
