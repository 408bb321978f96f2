"""Questions from the command line, a file or standard input, one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voice_helper.errors import InputError
from voice_helper.interrupts import check

LONGEST_LINE = 1_000_000
"""Bytes; a longer line is no question, and the file is not one of questions."""


@dataclass(frozen=True)
class Asked:
    """One question as it came in."""

    text: str
    """What was typed; unreadable bytes stand as replacement characters."""
    number: int
    """Its line, from 1."""
    is_text: bool = True
    """Whether it was UTF-8."""


def from_words(words: str) -> Asked:
    """Take a question from the command line; InputError if there is none."""
    if not words.strip():
        raise InputError("empty-question")
    raw = words.encode("utf-8", errors="surrogateescape")
    return _asked(raw, 1)


def from_file(name: str) -> Iterator[Asked]:
    """Give the questions of a file, or of standard input for ``-``, as they come.

    InputError if the file can't be read. Empty lines are skipped.
    """
    if name == "-":
        if sys.stdin is None:
            raise InputError("no-standard-input")
        yield from _lines(sys.stdin.buffer)
        return
    path = Path(name)
    if path.is_dir():
        raise InputError("file-is-folder", file=name)
    try:
        with path.open("rb") as stream:
            yield from _lines(stream)
    except FileNotFoundError as fault:
        raise InputError("no-such-file", file=name) from fault
    except (OSError, ValueError) as fault:
        raise InputError("unreadable-questions", file=name) from fault


def _lines(stream: object) -> Iterator[Asked]:
    number = 0
    check()
    while line := stream.readline(LONGEST_LINE):  # type: ignore[attr-defined]
        number += 1
        if line.strip():
            yield _asked(line.rstrip(b"\r\n"), number)


def _asked(raw: bytes, number: int) -> Asked:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return Asked(raw.decode("utf-8"), number)
    except UnicodeDecodeError:
        return Asked(raw.decode("utf-8", errors="replace"), number, is_text=False)
