"""Moonshine base with the English model that moonshine-cpp brings.

It transcribes whole utterances only, and has to be told by something else that one is over.
"""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.listeners.listener import RATE, TAIL, Recording, Told, timed
from voice_helper.sound.wav import Sound, write_wav


class Moonshine:
    """Hears a question once it is over, from a file; writing the file isn't counted."""

    def __init__(self) -> None:
        """Load the model; ImportError if Moonshine isn't there."""
        moonshine: Any = importlib.import_module("moonshine_cpp")
        self._model = moonshine.MoonshineModel(language="en")

    def hear(self, recording: Recording) -> Told:
        """Transcribe the question."""
        samples = np.frombuffer(recording.question, dtype="<i2")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "question.wav")
            write_wav(path, Sound(samples, RATE))
            words, took = timed(lambda: str(self._model.transcribe_wav(str(path))))
        return Told(words, took, TAIL, took)
