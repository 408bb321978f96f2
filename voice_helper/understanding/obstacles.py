"""What rules out any help: somebody who isn't in the room, or doesn't want it, or is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voice_helper.understanding.lexicon import Lexicon, topic_phrases


class Obstacles:
    """Knows how that is spoken of."""

    def __init__(self, table: Mapping[str, Any], lexicon: Lexicon) -> None:
        """Read ``obstacles.toml``, whose phrases are written as those of the lexicon."""
        texts = {rule: tuple(_phrases(entry)) for rule, entry in table.items()}
        self._lexicon = lexicon
        self._rules = tuple(texts)
        self._phrases = topic_phrases(texts, lexicon.spelling)

    def rule(self, words: Sequence[str]) -> str | None:
        """Give the id of the first rule that forbids the help; None where none does."""
        found = self._lexicon.touched(self._phrases, words)
        return next((rule for rule in self._rules if rule in found), None)


def _phrases(entry: Mapping[str, Sequence[str]]) -> Iterator[str]:
    strangers = "/".join(entry.get("strangers", ()))
    yield from (f"{strangers} {place}" for place in entry.get("places", ()))
    yield from entry.get("phrases", ())
