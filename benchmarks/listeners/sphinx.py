"""PocketSphinx with the English model that it brings."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.listeners.listener import (
    PIECE,
    RATE,
    Recording,
    Told,
    feed,
    timed,
    waiting,
)


class Sphinx:
    """Hears, and ends a question, as PocketSphinx does out of the box."""

    def __init__(self) -> None:
        """Load the model; ImportError if PocketSphinx isn't there."""
        self._sphinx: Any = importlib.import_module("pocketsphinx")
        self._decoder = self._sphinx.Decoder(samprate=RATE, loglevel="FATAL")

    def hear(self, recording: Recording) -> Told:
        """Transcribe the question, and look when its endpointer ends it."""
        self._decoder.start_utt()
        behind, worked = feed(recording.question, self._take)
        words, took = timed(self._finish)
        return Told(words, behind + took, waiting(recording, self._ending()), worked + took)

    def _take(self, piece: bytes) -> None:
        self._decoder.process_raw(piece, no_search=False, full_utt=False)

    def _finish(self) -> str:
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr if found else ""

    def _ending(self) -> Any:
        endpointer = self._sphinx.Endpointer(sample_rate=RATE, frame_length=PIECE)

        def is_over(piece: bytes) -> bool:
            if len(piece) < endpointer.frame_bytes:
                return False
            return endpointer.process(piece) is not None and not endpointer.in_speech

        return is_over
