"""What is remembered from one time to the next: the names of the chosen devices, nothing else."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path


class Settings:
    """The names of microphone and loudspeaker in a file of the user's settings folder."""

    def __init__(self, path: Path) -> None:
        """Read ``path``, if it is there and can be read."""
        self._path = path
        self._names: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                self._names = {
                    kind: name
                    for kind in ("microphone", "loudspeaker")
                    if isinstance(name := found.get(kind), str)
                }

    def name_of(self, kind: str) -> str | None:
        """Give the name of the chosen ``microphone`` or ``loudspeaker``; None for any."""
        return self._names.get(kind)

    def choose(self, kind: str, name: str | None) -> None:
        """Remember a name, or forget it; where that can't be written, until the end only."""
        self._names.pop(kind, None)
        if name is not None:
            self._names[kind] = name
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(self._names, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._path)
