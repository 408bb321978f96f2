"""Vosk with a grammar of its own making, from the sentences of prompts/."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import vosk

from benchmarks.listeners.listener import RATE, Recording, Told, feed, timed, waiting
from voice_helper import paths
from voice_helper.recognition.general import read_words
from voice_helper.recognition.sentences import prompted_sentences
from voice_helper.recognition.store import model_store

ALTERNATIVES = 10
MOST_SENTENCES = 4000
CONFIGURATION = Path("conf", "model.conf")
ENDPOINTING = (
    "--endpoint.silence-phones=1:2:3:4:5:6:7:8:9:10",
    "--endpoint.rule2.min-trailing-silence=0.5",
    "--endpoint.rule3.min-trailing-silence=1.0",
    "--endpoint.rule4.min-trailing-silence=2.0",
)
"""The pauses of a model as Vosk publishes it; ours switches them off."""


class VoskGrammar:
    """Hears, and ends a question, as Vosk does out of the box."""

    def __init__(self) -> None:
        """Load the model and hand it the grammar."""
        vosk.SetLogLevel(-1)
        with tempfile.TemporaryDirectory() as folder:
            lay_out(model_store().ready("en"), Path(folder))
            model = vosk.Model(folder)
        self._decoder: Any = vosk.KaldiRecognizer(model, RATE, grammar())
        self._decoder.SetMaxAlternatives(ALTERNATIVES)
        self._parts: list[list[str]] = []

    def hear(self, recording: Recording) -> Told:
        """Transcribe the question, and look when Vosk's endpointing ends it."""
        self._begin()
        behind, worked = feed(recording.question, self._take)
        _, took = timed(self._finish)
        words, *others = joined(self._parts)
        self._begin()
        wait = waiting(recording, self._take)
        return Told(words, behind + took, wait, worked + took, tuple(others))

    def _begin(self) -> None:
        self._decoder.FinalResult()
        self._decoder.Reset()
        self._parts = []

    def _take(self, piece: bytes) -> bool:
        """Tell whether this piece ends something that has words."""
        if not self._decoder.AcceptWaveform(piece):
            return False
        found = readings(self._decoder.Result())
        self._parts += [found] if found[0] else []
        return bool(found[0])

    def _finish(self) -> None:
        self._parts.append(readings(self._decoder.FinalResult()))


def grammar() -> str:
    """Give sentences that it knows, as Vosk wants them, and the word for all that is none."""
    known = read_words(paths.models_root() / "general-en.lm.xz")
    sentences = dict.fromkeys(sentence for sentence, _ in prompted_sentences().sentences("en"))
    usable = [s for s in sentences if known.issuperset(s.split())]
    random.Random(5).shuffle(usable)  # noqa: S311 - the same ones each time
    return json.dumps([*usable[:MOST_SENTENCES], "[unk]"])


def lay_out(model: Path, target: Path) -> None:
    """Fill ``target`` with links to a compiled model, but with Vosk's own endpointing."""
    for each in model.iterdir():
        if each.name != CONFIGURATION.parent.name:
            (target / each.name).symlink_to(each)
    (target / CONFIGURATION.parent).mkdir()
    for each in (model / CONFIGURATION.parent).iterdir():
        (target / CONFIGURATION.parent / each.name).symlink_to(each)
    lines = (model / CONFIGURATION).read_text(encoding="ascii").splitlines()
    kept = [line for line in lines if not line.startswith("--endpoint.")]
    (target / CONFIGURATION).unlink()
    (target / CONFIGURATION).write_text("\n".join([*kept, *ENDPOINTING, ""]), encoding="ascii")


def readings(result: str) -> list[str]:
    """Read Vosk's answer: the likeliest reading first, at least one."""
    found = json.loads(result).get("alternatives", [])
    return [" ".join(each["text"].replace("[unk]", " ").split()) for each in found] or [""]


def joined(parts: list[list[str]]) -> list[str]:
    """Put the parts of a question together; its other readings are those of its last words."""
    parts = [part for part in parts if part[0]] or [[""]]
    before = [part[0] for part in parts[:-1]]
    return [" ".join([*before, reading]) for reading in parts[-1]]
