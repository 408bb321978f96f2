"""A private PulseAudio, and what can happen to it and to its devices."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

TRIES = 200
BETWEEN_TRIES = 0.05
COMMAND = ("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no")


class SoundServer:
    """A sound server that only those see who have its ``environment``."""

    def __init__(self) -> None:
        """Prepare a server that isn't started yet."""
        self.folder = Path(tempfile.mkdtemp(prefix="sound-server-"))
        self.environment = {
            "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_SERVER": f"unix:{self.folder}/native",
        }
        """What another program needs to see the devices too."""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def whole_environment(self) -> dict[str, str]:
        """The environment of a program that sees the devices."""
        return os.environ | self.environment

    def start_server(self, *modules: str) -> None:
        """Start it with ``modules`` and wait until it answers."""
        socket = f"module-native-protocol-unix socket={self.folder}/native auth-anonymous=1"
        self._process = subprocess.Popen(
            [*COMMAND, *(word for module in (socket, *modules) for word in ("-L", module))],
            env=self.whole_environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(TRIES):
            if self._is_answering():
                return
            time.sleep(BETWEEN_TRIES)
        raise TimeoutError("PulseAudio doesn't start")

    def control(self, *words: str) -> str:
        """Give it an order; what it says to that."""
        done = subprocess.run(
            ["pactl", *words],
            env=self.whole_environment,
            check=True,
            timeout=10,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def unplug(self, name: str) -> None:
        """Take a device away."""
        for line in self.control("list", "short", "modules").splitlines():
            if f"_name={name} " in f"{line} ":
                self.control("unload-module", line.split()[0])

    def kill(self) -> None:
        """Let the server vanish."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def freeze(self) -> None:
        """Let it stop answering."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it answer again."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End it and remove its folder."""
        self.thaw()
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _is_answering(self) -> bool:
        asked = subprocess.run(
            ["pactl", "info"], env=self.whole_environment, capture_output=True, check=False
        )
        return asked.returncode == 0
