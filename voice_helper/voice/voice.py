"""What the rest of the program asks of a voice, and the voice that only prints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from voice_helper.errors import VoiceError

SLOWEST = 80
"""Words a minute."""
FASTEST = 450
"""Words a minute."""
RATE = 160
"""Words a minute to begin with: slow enough for newly blind and elderly listeners."""


class Voice(Protocol):
    """Speaks: `SpokenVoice` aloud, `PrintedVoice` in print, `fake.RecordingVoice` in tests."""

    def say(self, text: str) -> bool:
        """Speak to the end: True; False when `stop` cut it off. Blocks.

        VoiceError or SoundError when it can't be heard; it is never silent without saying so.
        """
        ...

    def stop(self) -> None:
        """Be silent at once, from any thread; the next `say` is fine."""
        ...

    def configure(self, rate: int, volume: float) -> None:
        """Speak at ``rate`` words a minute (80 to 450) and ``volume`` (0 to 1) from now on.

        VoiceError outside these limits.
        """
        ...

    def save(self, text: str, path: Path) -> None:
        """Write what `say` would sound like as a WAV file, mono 16 bit; needs no device."""
        ...

    def close(self) -> None:
        """Let go of the device; silent from then on."""
        ...


class PrintedVoice:
    """A voice where there is no loudspeaker: hands each line on to be printed."""

    def __init__(self, print_line: Callable[[str], None] = lambda _line: None) -> None:
        """Give every line said to ``print_line``; without it, lines go nowhere."""
        self._print_line = print_line

    def say(self, text: str) -> bool:
        """Print the line; it is always said to its end."""
        self._print_line(text)
        return True

    def stop(self) -> None:
        """Print can't be taken back."""

    def configure(self, rate: int, volume: float) -> None:
        """Check the limits; print has neither rate nor volume."""
        check_limits(rate, volume)

    def save(self, text: str, path: Path) -> None:  # noqa: ARG002
        """VoiceError: print has no sound."""
        raise VoiceError("print-has-no-sound", path=path)

    def close(self) -> None:
        """Nothing to let go of."""


def check_limits(rate: int, volume: float) -> None:
    """Raise VoiceError for a rate or volume that no voice has."""
    if not SLOWEST <= rate <= FASTEST:
        raise VoiceError("no-such-rate", rate=rate, slowest=SLOWEST, fastest=FASTEST)
    if not 0.0 <= volume <= 1.0:
        raise VoiceError("no-such-volume", volume=volume)
