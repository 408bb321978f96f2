"""What the rest of the program asks of a microphone and of a loudspeaker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Protocol, Self

from voice_helper.sound.wav import Sound

RATE = 16_000
"""Samples a second that a microphone gives: what the recogniser wants."""
BLOCK = 1_600
"""Samples in the longest block: 100 ms."""


class Capture(Protocol):
    """Where sound comes from: `Microphone`, or a fake."""

    def __enter__(self) -> Self:
        """Begin to listen; SoundError when that can't be."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the device."""
        ...

    def read(self, seconds: float) -> bytes | None:
        """Wait at most ``seconds`` for the next block: 16 kHz mono s16le, 100 ms or less.

        None when there was none in that time. DeviceLostError when the device has gone.
        """
        ...

    def flush(self) -> None:
        """Forget all that has sounded up to now, what is still on its way included."""
        ...


class Playback(Protocol):
    """Where sound goes: `Loudspeaker`, or a fake."""

    def play(
        self,
        sounds: Sound | Iterable[Sound],
        progress: Callable[[float], None] | None = None,
    ) -> bool:
        """Play to the end: True; False when `stop` cut it off.

        Sounds are fetched as they are needed and joined without a gap. ``progress`` hears how
        many seconds have been played, about 50 times a second, in the caller's thread.
        SoundError when there is no device; DeviceLostError when it goes.
        """
        ...

    def stop(self) -> None:
        """Be silent at once, from any thread; the next `play` is fine."""
        ...

    def wake(self) -> None:
        """Open the device ahead of time, so that the next sound comes sooner."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...
