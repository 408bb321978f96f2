"""Loads and checks ``prompts/<language>/``: every sentence that is spoken or printed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from voice_helper.errors import PromptsError

LISTENERS = frozenset({"helper", "applicant", "both"})


@dataclass(frozen=True)
class Line:
    """One sentence or short paragraph that is spoken or printed."""

    wordings: tuple[str, ...]
    """The first time, the second time, and so on; the last one stays. Slots stand in braces."""
    to: str
    """helper, applicant or both."""
    note: str
    """Who hears it, and when."""

    def wording(self, turn: int = 0) -> str:
        """Give the wording for the ``turn``-th time (from 0)."""
        return self.wordings[min(turn, len(self.wordings) - 1)]


class TableFiles(Mapping[str, Mapping[str, Any]]):
    """The files of a folder by name without ending, each read when it is first wanted.

    A file in a folder within has that folder in its name: ``routes/own-phone``.
    """

    def __init__(self, folder: Path) -> None:
        """Note which files there are."""
        paths = [path for path in folder.rglob("*") if path.suffix in _READERS]
        self._paths = {_name(path.relative_to(folder)): path for path in sorted(paths)}
        self._read: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        """Give a file's contents; PromptsError if it can't be read."""
        if name not in self._read:
            self._read[name] = _read(self._paths[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@dataclass(frozen=True)
class Prompts:
    """Everything below ``prompts/<language>/``."""

    language: str
    """The folder's name, such as ``en``."""
    tables: Mapping[str, Mapping[str, Any]]
    """Each file's contents by its name without ending: ``rules``, ``routes/own-phone``."""

    def entry(self, file: str, key: str) -> Line:
        """Find the line ``key`` of ``file``.toml; PromptsError if there is none."""
        table = self.table(file)
        if key not in table:
            raise PromptsError("missing-line", file=file, key=key)
        return _line(file, key, table[key])

    def line(self, file: str, key: str, turn: int = 0, **slots: object) -> str:
        """Give the text of a line, its slots filled."""
        return self.entry(file, key).wording(turn).format(**slots)

    def table(self, file: str) -> Mapping[str, Any]:
        """Give all of ``file``.toml; PromptsError if there is no such file."""
        if file not in self.tables:
            raise PromptsError("missing-file", file=file, language=self.language)
        return self.tables[file]


def load_prompts(folder: Path) -> Prompts:
    """Open a language's folder; PromptsError if there is none. A wrong file is told when used."""
    if not folder.is_dir():
        raise PromptsError("missing-language", folder=folder)
    return Prompts(folder.name, TableFiles(folder))


def _name(path: Path) -> str:
    return path.with_suffix("").as_posix()


def _read(path: Path) -> dict[str, Any]:
    try:
        return _READERS[path.suffix](path)
    except (OSError, ValueError, EOFError, BadZipFile) as fault:
        raise PromptsError("unreadable-file", file=path.name, why=fault) from fault


def _arrays(path: Path) -> dict[str, Any]:
    with np.load(path) as arrays:
        return dict(arrays)


_READERS: Mapping[str, Callable[[Path], dict[str, Any]]] = {
    ".toml": lambda path: tomllib.loads(path.read_text(encoding="utf-8")),
    ".npz": _arrays,
}
"""How a file is read, by its ending."""


def _line(file: str, key: str, entry: Any) -> Line:
    text = entry.get("text") if isinstance(entry, dict) else None
    wordings = (text,) if isinstance(text, str) else tuple(text or ())
    if not wordings or not all(isinstance(wording, str) for wording in wordings):
        raise PromptsError("line-without-text", file=file, key=key)
    if entry.get("to") not in LISTENERS or not entry.get("note"):
        raise PromptsError("line-without-note", file=file, key=key)
    return Line(wordings, entry["to"], entry["note"])
