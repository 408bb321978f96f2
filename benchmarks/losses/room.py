"""A room with a headset and a computer's own microphone and loudspeaker, all of which can fail."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import queue
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.sound_server import SoundServer
from voice_helper.sound.wav import Sound

RATE = 16_000
LOUD = 300
"""Samples above this, of 32767, aren't silence."""
PIECE = 320
"""Samples that go into the microphones at once: 20 ms."""
PIPE = 4096
"""Bytes that may wait in a microphone: 128 ms."""
SPEAKERS = ("headset_out", "speakers")
MICROPHONES = ("headset_mic", "builtin_mic")


class Room(SoundServer):
    """A private PulseAudio with two loudspeakers and two microphones, each a device of its own."""

    def __init__(self, names: Sequence[str] = (*SPEAKERS, *MICROPHONES)) -> None:
        """Prepare a room with the devices ``names``; `start` starts it."""
        super().__init__()
        self._names = names
        self._spoken: queue.SimpleQueue[Sound] = queue.SimpleQueue()
        self._is_closed = threading.Event()
        self._loud: list[float] = []
        self._lost = 0
        threading.Thread(target=self._feed, daemon=True).start()
        for name in names:
            if name in SPEAKERS:
                threading.Thread(target=self._hear, args=(name,), daemon=True).start()

    def start(self) -> None:
        """Start the server, with all devices plugged in; the headset is the system's choice."""
        self.start_server()
        for name in self._names:
            self.plug(name)
        self.prefer(self._names[0])
        self.prefer(next(name for name in self._names if name in MICROPHONES))

    def plug(self, name: str) -> None:
        """Plug a device in."""
        path = self.folder / name
        path.unlink(missing_ok=True)  # a killed server leaves it
        kind = _kind(name)
        words = [f"module-pipe-{kind}", f"{kind}_name={name}", f"file={path}", f"rate={RATE}"]
        words.append(f"{kind}_properties=device.description={name.title()}")
        if name in SPEAKERS:
            words.append("use_system_clock_for_timing=yes")
        self.control("load-module", *words, "channels=1", "format=s16le")

    def seize(self, name: str, *, is_seized: bool) -> None:
        """Let another program take it, as the server notes it, or give it back."""
        self.control(f"suspend-{_kind(name)}", name, "1" if is_seized else "0")

    def prefer(self, name: str) -> None:
        """Let it be the system's choice."""
        self.control(f"set-default-{_kind(name)}", name)

    def speak(self, sound: Sound) -> bool:
        """Speak into all microphones, and wait until it has been said.

        False where the machine was too busy for that: pieces of it were lost on the way.
        """
        before = self._lost
        self._spoken.put(sound)
        time.sleep(sound.seconds + 0.05)
        return self._lost == before

    def first_sound_after(self, moment: float) -> float | None:
        """Give the moment (of time.monotonic) of the first sound from a loudspeaker after it."""
        return next((at for at in tuple(self._loud) if at >= moment), None)

    @property
    def last_sound(self) -> float:
        """Give the moment of the last sound from a loudspeaker; 0 where there was none."""
        return self._loud[-1] if self._loud else 0.0

    def close(self) -> None:
        """End the server and remove what it left."""
        self._is_closed.set()
        super().close()

    def _feed(self) -> None:
        """Fill the microphones in real time: what is spoken, else a faint hiss."""
        hiss = np.random.default_rng(1).normal(0, 6, RATE).astype("<i2")
        pipes: dict[str, int] = {}
        said, began, count = np.zeros(0, dtype=np.int16), time.monotonic(), 0
        while not self._is_closed.wait(max(0.0, began + count * PIECE / RATE - time.monotonic())):
            count += 1
            if not len(said) and not self._spoken.empty():
                said = self._spoken.get().as_rate(RATE).samples
            piece, said = said[:PIECE], said[PIECE:]
            whole = hiss[:PIECE].copy()
            whole[: len(piece)] = piece
            hiss = np.roll(hiss, PIECE)
            for name in self._names:
                if name in MICROPHONES:
                    self._fill(pipes, name, whole.tobytes())

    def _fill(self, pipes: dict[str, int], name: str, data: bytes) -> None:
        try:
            if name not in pipes:
                path = self.folder / name
                if not path.is_fifo():
                    return
                pipes[name] = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
                fcntl.fcntl(pipes[name], fcntl.F_SETPIPE_SZ, PIPE)
            os.write(pipes[name], data)
        except OSError as fault:
            if fault.errno == errno.EAGAIN:
                self._lost += 1
            elif name in pipes:
                os.close(pipes.pop(name))

    def _hear(self, name: str) -> None:
        """Note when a loudspeaker sounds, for as long as it is there, again and again."""
        path = self.folder / name
        while not self._is_closed.wait(0.05):
            if not path.is_fifo():
                continue
            with contextlib.suppress(OSError):
                pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
                self._listen(pipe, path)
                os.close(pipe)

    def _listen(self, pipe: int, path: Path) -> None:
        """Note what comes out of a pipe, as long as it is that of the loudspeaker."""
        node = os.fstat(pipe).st_ino
        while not self._is_closed.wait(0.02):
            data = b""
            with contextlib.suppress(BlockingIOError):
                data = os.read(pipe, 65_536)
            block = np.frombuffer(data[: len(data) // 2 * 2], dtype=np.int16)
            if np.abs(block.astype(np.int32)).max(initial=0) > LOUD:
                self._loud.append(time.monotonic())
            if not data and not (path.exists() and path.stat().st_ino == node):
                return


def _kind(name: str) -> str:
    return "sink" if name in SPEAKERS else "source"
