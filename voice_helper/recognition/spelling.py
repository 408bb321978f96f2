"""How words that the recogniser doesn't know are said with words that it does: both ways.

``prompts/<language>/spelling.toml`` lists for each spoken spelling ("mit i d") the normal word
("mitid").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from voice_helper.errors import PromptsError
from voice_helper.prompts import Prompts

_MOST_SPELLINGS = 8
"""How many spellings of one sentence are given at most."""


@dataclass(frozen=True)
class Spelling:
    """A two-way table between spoken spellings and normal words."""

    heard: Mapping[tuple[str, ...], tuple[str, ...]]
    """Words as they may be heard, to words as they are normally spelled."""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A normal word to the spellings that the recogniser is taught, likeliest first."""

    def fold(self, words: str) -> str:
        """Give the normal spelling of heard ``words``: the longest listed run first."""
        return " ".join(self.fold_words(tuple(words.split())))

    def fold_words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Give the normal spelling of a run of words."""
        return tuple(word for word, _ in self.fold_spans(words))

    def fold_spans(self, words: tuple[str, ...]) -> list[tuple[str, slice]]:
        """Give each normal word with the run of ``words`` that it was heard as."""
        longest = max((len(run) for run in self.heard), default=1)
        spans: list[tuple[str, slice]] = []
        at = 0
        while at < len(words):
            for length in range(min(longest, len(words) - at), 0, -1):
                run = slice(at, at + length)
                normal = self.heard.get(words[run])
                if normal is not None or length == 1:
                    spans += [(word, run) for word in (normal or words[run])]
                    at += length
                    break
        return spans

    def spellings(self, sentence: str) -> Iterator[str]:
        """Give the spoken spellings of a normal sentence, likeliest first; at least one."""
        choices = [self.said.get(word, (word,)) for word in sentence.split()]
        for number, chosen in enumerate(product(*choices)):
            if number == _MOST_SPELLINGS:
                return
            yield " ".join(chosen)


def load_spelling(prompts: Prompts) -> Spelling:
    """Read ``spelling.toml``: PromptsError if it is missing or wrong."""
    table = prompts.table("spelling")
    heard: dict[tuple[str, ...], tuple[str, ...]] = {}
    said: dict[str, tuple[str, ...]] = {}
    for section in ("said", "heard"):
        entries = table.get(section)
        if not isinstance(entries, dict):
            raise PromptsError("missing-line", file="spelling", key=section)
        for normal, spoken in entries.items():
            if not isinstance(spoken, list) or not all(isinstance(way, str) for way in spoken):
                raise PromptsError("missing-line", file="spelling", key=normal)
            heard |= {tuple(way.split()): tuple(normal.split()) for way in spoken}
            if section == "said":
                said[normal] = tuple(spoken)
    return Spelling(heard, said)
