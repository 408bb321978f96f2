"""One table of a prompts file, read with care: whatever is wrong is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from voice_helper.errors import PromptsError

LONGEST_SENTENCE = 25
"""Words; no sentence that is heard has more."""
MOST_SENTENCES = 3
"""No line that is heard has more."""
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"']?\s+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Entry:
    """A table and where it stands; each method raises PromptsError where it isn't as it must be."""

    file: str
    """The file's name without ending: ``routes/own-phone``."""
    where: str
    """The place in the file: ``step.choose-pin``."""
    table: Mapping[str, Any]
    """What stands there."""

    def fault(self, key: str, /, **slots: object) -> PromptsError:
        """Make the fault of that key, told with this place."""
        return PromptsError(key, file=self.file, where=self.where, **slots)

    def at(self, where: str) -> Entry:
        """Give the same table under another place."""
        return Entry(self.file, where, self.table)

    def only(self, *known: str) -> None:
        """Refuse a key that isn't ``known``; ``note``, for whoever translates, always is."""
        for key in self.table:
            if key not in {"note", *known}:
                raise self.fault("walk-unknown-key", key=key, known=", ".join(known))

    def text(self, key: str) -> str:
        """Give a text, empty if there is none."""
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self.fault("walk-no-text", key=key)
        return value.strip()

    def needed(self, key: str) -> str:
        """Give a text that must not be empty."""
        if not (text := self.text(key)):
            raise self.fault("walk-empty", key=key)
        return text

    def spoken(self, key: str, most: int | None = None, *, needed: bool = False) -> str:
        """Give a line that is short enough to be heard: at most ``most`` words if that is said."""
        text = self.needed(key) if needed else self.text(key)
        count = len(text.split())
        if most is not None and count > most:
            raise self.fault("walk-too-many-words", key=key, count=count, most=most)
        sentences = _SENTENCE_END.split(text)
        if len(sentences) > MOST_SENTENCES:
            raise self.fault("walk-too-many-sentences", key=key, most=MOST_SENTENCES)
        longest = max(len(sentence.split()) for sentence in sentences)
        if longest > LONGEST_SENTENCE:
            raise self.fault("walk-long-sentence", key=key, count=longest, most=LONGEST_SENTENCE)
        return text

    def name(self, key: str = "id") -> str:
        """Give a name of lower-case letters, digits and hyphens."""
        if not _ID.fullmatch(name := self.needed(key)):
            raise self.fault("walk-bad-name", key=key, value=name)
        return name

    def names(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, each there once; empty if there is none."""
        values = self._list(key)
        if not _are_texts(values):
            raise self.fault("walk-no-text", key=key)
        for place, value in enumerate(values):
            if value in values[:place]:
                raise self.fault("walk-twice", value=value)
        return tuple(values)

    def phrases(self) -> tuple[str, ...]:
        """Give what people say, in the small letters in which it is recognised."""
        phrases = self.names("phrases")
        for phrase in phrases:
            if not phrase or phrase != " ".join(phrase.lower().split()):
                raise self.fault("walk-phrase-form", phrase=phrase)
        return phrases

    def flag(self, key: str) -> bool:
        """Give a flag, False if there is none."""
        return self.maybe(key) or False

    def maybe(self, key: str) -> bool | None:
        """Give a flag, None if there is none."""
        value = self.table.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fault("walk-no-flag", key=key)
        return value

    def minutes(self, key: str, most: float) -> float:
        """Give a number above 0 and up to ``most``."""
        value = self.table.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
            return float(value)
        raise self.fault("walk-no-minutes", key=key, most=most)

    def one_of(self, key: str, known: tuple[str, ...], default: str = "") -> str:
        """Give a text that is one of ``known``; ``default`` if there is none."""
        value = self.text(key) or default
        if value not in known:
            raise self.fault("walk-unknown-value", key=key, value=value, known=", ".join(known))
        return value

    def inner(self, key: str, called: str) -> Iterator[Entry]:
        """Give each table of a list, its place made of ``called`` and its id, name or number."""
        for number, table in enumerate(self._list(key), start=1):
            label = f"{number}"
            if isinstance(table, Mapping):
                named = table.get("id", table.get("name"))
                label = named if isinstance(named, str) and named else label
            yield as_entry(self.file, f"{called}.{label}", table)

    def _list(self, key: str) -> list[Any]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            raise self.fault("walk-no-list", key=key)
        return value


def as_entry(file: str, where: str, table: object) -> Entry:
    """Wrap a table; PromptsError if it is something else."""
    if not isinstance(table, Mapping):
        raise PromptsError("walk-no-table", file=file, where=where)
    return Entry(file, where, table)


def _are_texts(values: list[Any]) -> TypeGuard[list[str]]:
    return all(isinstance(value, str) for value in values)
