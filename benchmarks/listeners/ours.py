"""Our recogniser: Vosk with the decoding graph that is compiled from prompts/."""

from __future__ import annotations

from benchmarks.listeners.listener import RATE, Recording, Told, feed, timed, waiting
from voice_helper.events import Heard, Noise
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.store import model_store
from voice_helper.recognition.vosk_recogniser import _TAIL_SECONDS

STILL = bytes(2 * int(_TAIL_SECONDS * RATE))
"""The quiet that ``hear_whole`` adds to a recording."""


class Ours:
    """Hears the whole question, as ``benchmarks.spoken`` does; ends it as the program does."""

    def __init__(self) -> None:
        """Load the compiled model."""
        prompts = load_prompts(prompts_root() / "en")
        self._recogniser = open_vosk(model_store().ready("en"), prompts)

    def hear(self, recording: Recording) -> Told:
        """Transcribe the question, and look when our endpointing ends it."""
        recogniser = self._recogniser
        recogniser.reset()
        behind, worked = feed(recording.question, recogniser._feed)
        heard, took = timed(self._finish)
        recogniser.reset()
        wait = waiting(recording, lambda piece: isinstance(recogniser.accept(piece), Heard))
        times = behind + took, wait, worked + took
        if isinstance(heard, Noise):
            return Told("", *times)
        return Told(heard.words, *times, heard.alternatives, heard.confidence)

    def _finish(self) -> Heard | Noise:
        self._recogniser._feed(STILL)
        return self._recogniser._final()
