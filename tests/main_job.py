"""The main job as a process of its own, between a virtual microphone and loudspeaker."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Iterator

from tests.commands import command, environment
from tests.virtual_devices import Recording, VirtualDevices

SOON = 20.0
"""Seconds in which something has to happen."""


class Running:
    """The main job, its printed lines as they come, and keys for it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def press(self, key: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{key}\n")
        self.process.stdin.flush()

    def printed(self, beginning: str, seconds: float = SOON, after: int = 0) -> bool:
        """Wait for a line that begins so, the first ``after`` lines left out."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if any(line.startswith(beginning) for line in tuple(self.lines)[after:]):
                return True
            time.sleep(0.02)
        return False

    def tell_where_it_is(self) -> None:
        """Print every line, and let the process end with where each of its threads is."""
        print(*self.lines, sep="\n")
        self.process.send_signal(signal.SIGABRT)
        self.process.wait(SOON)

    def end(self) -> None:
        """End the process, and read what it still prints."""
        self.process.terminate()
        self._reader.join(SOON)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))


@contextlib.contextmanager
def main_job(devices: VirtualDevices, *words: str) -> Iterator[Running]:
    """Start ``voice-helper`` with ``words``; end it with the block."""
    settings = {"XDG_CONFIG_HOME": str(devices.folder), "PYTHONFAULTHANDLER": "1"}
    env = environment(devices.environment | settings | {"ALSA_CONFIG_PATH": None})
    with subprocess.Popen(
        command(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True
    ) as process:
        running = Running(process)
        try:
            yield running
        except AssertionError:
            running.tell_where_it_is()
            raise
        finally:
            running.end()


def wait_for_quiet(recording: Recording, seconds: float = 1.5) -> None:
    """Wait until nothing has sounded for so many seconds, after something has."""
    began = time.monotonic()
    deadline = began + 2 * SOON
    while time.monotonic() < deadline:
        last = recording.last_sound_after(began)
        if last is not None and time.monotonic() - last > seconds:
            return
        time.sleep(0.05)
