"""One recogniser in a process of its own, so that its memory is its own too."""

from __future__ import annotations

import math
import multiprocessing
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.listeners.listener import Listener, Recording, Told
from benchmarks.understanding.peers import NotInstalledError

OURS = "ours"
NAMES = (OURS, "Vosk's grammar", "PocketSphinx", "Whisper", "Whisper, hinted", "Moonshine")
STATUS = Path("/proc/self/status")
_kept: list[Listener] = []
_megabytes_before: list[float] = []


class Process:
    """What is asked of the recogniser's process."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        """Ask the one process of ``pool``."""
        self._pool = pool

    def hear(self, recording: Recording) -> Told:
        """Let it hear a recording."""
        return self._pool.submit(_hear, recording).result()

    def megabytes(self) -> float:
        """Give the most memory it had beyond what it had before it was opened; NaN: unknown."""
        return self._pool.submit(_more_megabytes).result()


@contextmanager
def process(name: str, threads: int) -> Iterator[Process]:
    """Run a recogniser of `NAMES`; NotInstalledError if what it needs isn't there."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        pool.submit(_open, name, threads).result()
        yield Process(pool)


def opened(name: str, threads: int) -> Listener:
    """Load a recogniser; ImportError if it isn't installed."""
    # Each is imported only where it runs: its libraries count as its memory.
    if name == OURS:
        from benchmarks.listeners.ours import Ours  # noqa: PLC0415

        return Ours()
    if name == "Vosk's grammar":
        from benchmarks.listeners.vosk_grammar import VoskGrammar  # noqa: PLC0415

        return VoskGrammar()
    if name == "PocketSphinx":
        from benchmarks.listeners.sphinx import Sphinx  # noqa: PLC0415

        return Sphinx()
    if name == "Moonshine":
        from benchmarks.listeners.moonshine import Moonshine  # noqa: PLC0415

        return Moonshine()
    from benchmarks.listeners.whisper import HINT, Whisper  # noqa: PLC0415

    return Whisper(HINT if name.endswith("hinted") else None, threads)


def megabytes_in(status: str) -> float:
    """Read the most memory a process had, as Linux tells it; NaN if it isn't told."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else math.nan


def _megabytes() -> float:
    return megabytes_in(STATUS.read_text(encoding="ascii")) if STATUS.exists() else math.nan


def _open(name: str, threads: int) -> None:
    _megabytes_before[:] = [_megabytes()]
    try:
        _kept[:] = [opened(name, threads)]
    except (ImportError, OSError) as fault:
        raise NotInstalledError('pip install -e ".[bench]" brings it') from fault


def _hear(recording: Recording) -> Told:
    return _kept[0].hear(recording)


def _more_megabytes() -> float:
    return _megabytes() - _megabytes_before[0]
