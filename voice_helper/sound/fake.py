"""A microphone and a loudspeaker without devices: for tests, demos and machines without sound."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from voice_helper.errors import DeviceLostError, SoundError
from voice_helper.sound.ports import BLOCK, RATE
from voice_helper.sound.wav import Sound


class FileMicrophone:
    """Hears sounds instead of a room; a `ports.Capture`.

    After the last sound there is silence for ``quiet`` seconds, then nothing: `read` gives None
    and `is_over` is True, until `hear` adds more. Paced, blocks come as fast as in a room;
    otherwise at once.
    """

    def __init__(self, *sounds: Sound, quiet: float = 2.0, is_paced: bool = False) -> None:
        self._quiet = quiet
        self._is_paced = is_paced
        self._blocks: list[bytes] = []
        self._lock = threading.Lock()
        self._due = time.monotonic()
        self._is_lost = False
        self.flushed = 0
        """How often `flush` was called."""
        for sound in sounds:
            self.hear(sound)

    def __enter__(self) -> Self:
        """Begin to listen; SoundError while it is lost."""
        if self._is_lost:
            raise SoundError("no-microphone")
        self._due = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to let go of."""

    def hear(self, sound: Sound) -> None:
        """Add a sound of any rate, and the quiet after it, to what there is to hear."""
        quiet = bytes(round(self._quiet * RATE) * 2)
        heard = sound.as_rate(RATE).samples.astype("<i2").tobytes() + quiet
        size = BLOCK * 2
        with self._lock:
            self._blocks += [heard[start : start + size] for start in range(0, len(heard), size)]

    def lose(self) -> None:
        """Behave like a device that was unplugged."""
        self._is_lost = True

    def restore(self) -> None:
        """Behave like a device that was plugged in again."""
        self._is_lost = False

    @property
    def is_over(self) -> bool:
        """Whether all there was to hear has been read."""
        return not self._blocks

    def read(self, seconds: float) -> bytes | None:
        """Give the next 100 ms or less; None when there is nothing more."""
        if self._is_lost:
            raise DeviceLostError("microphone-lost")
        with self._lock:
            block = self._blocks.pop(0) if self._blocks else None
        if self._is_paced:
            self._wait(seconds if block is None else len(block) / 2 / RATE)
        elif block is None:
            time.sleep(min(seconds, 0.005))  # so that a loop around it doesn't spin
        return block

    def flush(self) -> None:
        """Count; what is in the files hasn't sounded yet, so nothing is lost."""
        self.flushed += 1

    def _wait(self, seconds: float) -> None:
        self._due = max(self._due, time.monotonic() - 1.0) + seconds
        time.sleep(max(0.0, self._due - time.monotonic()))


class MemoryLoudspeaker:
    """Keeps what is played; a `ports.Playback`."""

    def __init__(self, is_paced: bool = False) -> None:
        """Take no time at all, or as long as the sound lasts if ``is_paced``."""
        self._is_paced = is_paced
        self._stopped = threading.Event()
        self._is_playing = False
        self.played: list[Sound] = []
        """Every sound that was played, in order; one that was stopped counts."""
        self.fault: SoundError | None = None
        """Raised by every `play` until it is None again."""

    def play(
        self,
        sounds: Sound | Iterable[Sound],
        progress: Callable[[float], None] | None = None,
    ) -> bool:
        """Keep the sounds; False when `stop` came in between."""
        self._stopped.clear()
        self._is_playing = True
        played = 0.0
        try:
            for sound in (sounds,) if isinstance(sounds, Sound) else sounds:
                if self.fault is not None:
                    raise self.fault
                if self._stopped.is_set():
                    return False
                self.played.append(sound)
                if self._is_paced and self._stopped.wait(sound.seconds):
                    return False
                played += sound.seconds
                if progress is not None:
                    progress(played)
        finally:
            self._is_playing = False
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Cut off what is being played."""
        if self._is_playing:
            self._stopped.set()

    def wake(self) -> None:
        """Nothing to open."""
        if self.fault is not None:
            raise self.fault

    def close(self) -> None:
        """Nothing to let go of."""
        self.stop()
