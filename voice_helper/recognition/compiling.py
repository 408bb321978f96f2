"""The folder that Vosk loads: the model's own files and, between them, a language model of ours."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from voice_helper.errors import ModelError
from voice_helper.recognition.general import General, read_general
from voice_helper.recognition.graph import write_graph
from voice_helper.recognition.language_model import build_graph
from voice_helper.recognition.manifest import Model, file_sha256
from voice_helper.recognition.sources import raise_if_full

STAMP = "stamp.json"
"""The file that names the compiled folder's inputs and its graph's hash."""
CONFIGURATION = """\
--min-active=200
--max-active=3000
--beam=10.0
--lattice-beam=4.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones=1:2:3:4:5:6:7:8:9:10
--endpoint.rule1.min-trailing-silence=1000
--endpoint.rule2.min-trailing-silence=1000
--endpoint.rule3.min-trailing-silence=1000
--endpoint.rule4.min-trailing-silence=1000
--endpoint.rule5.min-utterance-length=1000
"""
"""The decoder's settings; Vosk's own endpointing never ends an utterance, ours does."""


@dataclass(frozen=True)
class Inputs:
    """What a compiled folder is made of; the same inputs give the same folder."""

    model: Model
    """The recognition model."""
    general: Path
    """Its general language file, shipped beside the manifest."""
    sentences: str
    """Fingerprint of the domain's sentences."""

    @property
    def name(self) -> str:
        """The compiled folder's name, which tells its inputs."""
        return f"{self.model.name}-compiled-{self.model.general.sha256[:8]}{self.sentences[:8]}"


def is_compiled(folder: Path, inputs: Inputs) -> bool:
    """Whether ``folder`` was made of ``inputs`` and its graph is unharmed."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return bool(
            stamp["general"] == inputs.model.general.sha256
            and stamp["sentences"] == inputs.sentences
            and stamp["graph"] == file_sha256(folder / "graph" / "Gr.fst")
            and stamp["words"] == file_sha256(folder / "graph" / "words.txt")
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def compile_model(
    files: Path, target: Path, inputs: Inputs, sentences: Iterable[tuple[str, float]]
) -> None:
    """Make ``target`` of the verified model in ``files``; it appears whole or not at all.

    ModelError if the general language file is damaged or the disk is full; other OSErrors pass.
    """
    general = _checked_general(inputs)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".compiling-", dir=target.parent))
    try:
        for file in inputs.model.files:
            _link(files / file.path, work / file.path)
        _write_own_files(work, general, inputs, sentences)
        if not is_compiled(target, inputs):  # another process may have been quicker
            put_in_place(work, target)
    except OSError as fault:
        raise_if_full(fault, target.parent)
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def put_in_place(work: Path, target: Path) -> None:
    """Give the finished folder ``work`` its name; whatever had that name before makes room."""
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
        target.rename(old / target.name)
        shutil.rmtree(old, ignore_errors=True)
    work.chmod(0o755)
    work.rename(target)


def _checked_general(inputs: Inputs) -> General:
    try:
        is_right = inputs.model.general.is_at(inputs.general)
    except OSError:
        is_right = False
    if not is_right:
        raise ModelError("general-damaged", path=inputs.general)
    return read_general(inputs.general)


def _write_own_files(
    work: Path, general: General, inputs: Inputs, sentences: Iterable[tuple[str, float]]
) -> None:
    graph, words = work / "graph" / "Gr.fst", work / "graph" / "words.txt"
    lines = (f"{word} {number}\n" for number, word in enumerate(general.words) if word)
    words.write_text("".join(lines), encoding="utf-8", newline="\n")
    write_graph(graph, build_graph(general, sentences))
    (work / "conf" / "model.conf").write_text(CONFIGURATION, encoding="utf-8", newline="\n")
    stamp = {
        "general": inputs.model.general.sha256,
        "sentences": inputs.sentences,
        "graph": file_sha256(graph),
        "words": file_sha256(words),
    }
    (work / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def _link(source: Path, target: Path) -> None:
    """Give the same file a second name; copy it where the file system has none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
