"""The real command in a room: what it prints and when, and keys for it."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

from benchmarks.losses.room import Room
from tests.commands import command, environment

TICK = 0.02


class Talk:
    """A running voice-helper."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Begin to read what it prints."""
        self.process = process
        self.lines: list[tuple[float, str]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def type(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def first(self, after: float, fits: Callable[[str], bool]) -> float | None:
        """Give the moment of the first line that was printed since ``after`` and fits."""
        return next((at for at, line in tuple(self.lines) if at >= after and fits(line)), None)

    def wait(self, after: float, fits: Callable[[str], bool], seconds: float) -> float | None:
        """Wait for such a line; None where none came in time."""
        deadline = time.monotonic() + seconds
        while True:
            found = self.first(after, fits)
            if found is not None or time.monotonic() > deadline or self.process.poll() is not None:
                return found
            time.sleep(TICK)

    def suspend(self, *, is_suspended: bool) -> None:
        """Stop the whole program as a closed lid does, or let it go on."""
        self.process.send_signal(signal.SIGSTOP if is_suspended else signal.SIGCONT)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append((time.monotonic(), line.rstrip("\n")))


@contextlib.contextmanager
def talk(room: Room, *words: str) -> Iterator[Talk]:
    """Run ``voice-helper`` with ``words`` in a room; end it with the block."""
    settings = str(room.folder / "settings")
    env = environment(room.environment | {"ALSA_CONFIG_PATH": None, "XDG_CONFIG_HOME": settings})
    with subprocess.Popen(
        command(*words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
        text=True,
    ) as process:
        try:
            yield Talk(process)
        finally:
            process.send_signal(signal.SIGCONT)
            process.kill()
