"""A decoder that hears the beginning of an utterance twice.

Vosk attunes itself to voice and room while it listens, so in noise the first words of an utterance
are those that it mistakes. As soon as it has heard enough to be attuned, it is taken back to the
beginning, and what it has learned stays.
"""

from __future__ import annotations

from typing import Any

_SECONDS = 2.0
"""So much of an utterance is heard twice; a shorter utterance is heard once."""
_PAUSE_SECONDS = 0.5
"""Quiet that parts the two, so that no sound of the first hearing gets into the second."""


class AttunedDecoder:
    """Stands before a Vosk decoder and takes the same calls."""

    def __init__(self, decoder: Any, rate: int) -> None:
        """Feed ``decoder`` with sound of ``rate`` samples a second."""
        self._decoder = decoder
        self._enough = 2 * int(_SECONDS * rate)
        self._pause = bytes(2 * int(_PAUSE_SECONDS * rate))
        self._beginning = b""
        self._is_attuned = False

    def AcceptWaveform(self, sound: bytes) -> None:  # noqa: N802 - Vosk's name
        """Take sound of any length; it may be heard up to here a second time."""
        if self._is_attuned:
            self._decoder.AcceptWaveform(sound)
            return
        cut = self._enough - len(self._beginning)
        self._beginning += sound[:cut]
        self._decoder.AcceptWaveform(sound[:cut])
        if len(self._beginning) == self._enough:
            self._begin_again(sound[cut:])

    def PartialResult(self) -> str:  # noqa: N802
        """Give the words so far, as Vosk does."""
        return str(self._decoder.PartialResult())

    def FinalResult(self) -> str:  # noqa: N802
        """Give the utterance's readings, as Vosk does, and forget voice and room."""
        self._forget()
        return str(self._decoder.FinalResult())

    def Reset(self) -> None:  # noqa: N802
        """Forget what was begun, and voice and room with it."""
        if self._has_begun:
            self._decoder.FinalResult()  # Vosk's own Reset keeps them, and the last sound as well
        self._forget()
        self._decoder.Reset()

    @property
    def _has_begun(self) -> bool:
        return self._is_attuned or bool(self._beginning)

    def _begin_again(self, rest: bytes) -> None:
        self._decoder.AcceptWaveform(self._pause)
        self._decoder.Reset()
        self._decoder.AcceptWaveform(self._beginning + rest)
        self._beginning = b""
        self._is_attuned = True

    def _forget(self) -> None:
        self._beginning = b""
        self._is_attuned = False
