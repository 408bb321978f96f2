"""Which of a few answers an utterance is: yes or no, this passport or that one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voice_helper.understanding.commands import without_courtesy
from voice_helper.understanding.words import Spelling

_LONGEST_HARMLESS = 2
"""Single letters in a row that are taken for words rather than for spelling."""
_FEWEST_NUMBERS = 2
"""Number words that make counting; one alone may be 'one moment'."""
_LONGEST_NAME = 3
"""Words of a name, or of a thing that is merely named."""


@dataclass(frozen=True)
class Chooser:
    """Finds the answer that words are, or hold."""

    spelling: Spelling
    """How the language's written forms are made one."""
    courtesy: frozenset[tuple[str, ...]]
    """Words around an answer that change nothing."""
    negations: frozenset[str]
    """Words that turn an answer round."""
    question_openings: frozenset[str]
    """Words that open a question; what merely stands within one is no answer."""
    numbers: frozenset[str]
    """Words for digits and numbers."""
    name_openings: tuple[tuple[str, ...], ...]
    """What stands before a name, the longest first."""
    no_name: frozenset[tuple[str, ...]]
    """What people say who want no name."""
    _ways: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The words of the phrases of a choice, taken apart once; nothing that was heard."""

    @classmethod
    def from_table(
        cls,
        table: Mapping[str, Any],
        spelling: Spelling,
        courtesy: frozenset[tuple[str, ...]],
        numbers: frozenset[str],
    ) -> Chooser:
        """Read ``choosing.toml``."""
        openings = {spelling.words(text) for text in table["name_openings"]}
        return cls(
            spelling,
            courtesy,
            frozenset(table["negations"]),
            frozenset(table["question_openings"]),
            numbers,
            tuple(sorted(openings, key=len, reverse=True)),
            frozenset(spelling.words(text) for text in table["no_name"]),
        )

    def choose(
        self, text: str, choices: Mapping[str, Sequence[str]], *, within: bool = False
    ) -> str | None:
        """Give the name of the one choice whose phrase the words are; None for none or several.

        ``within`` lets a phrase stand among more words, as long as nothing negates it and they
        are no question.
        """
        words = self.spelling.words(text)
        said = {words, without_courtesy(words, self.courtesy)}
        whole = {name for name, ways in choices.items() if said & self._taken_apart(ways)}
        if whole or not within:
            return whole.pop() if len(whole) == 1 else None
        if self.negations.intersection(words) or self._is_question(words):
            return None
        held = self._named(words, choices)
        return held[0] if len(held) == 1 else None

    def lacking(self, text: str, things: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """Name the things that are said to be missing: 'no earphones', 'the passport'."""
        words = self.spelling.words(text)
        if self._is_question(words):
            return ()
        negated = next((at for at, word in enumerate(words) if word in self.negations), None)
        if negated is None and len(words) > _LONGEST_NAME:
            return ()
        after = self._named(words[negated or 0 :], things)
        return after or self._named(words, things)

    def _is_question(self, words: tuple[str, ...]) -> bool:
        openings = {*words[:1], *without_courtesy(words, self.courtesy)[:1]}
        return not self.question_openings.isdisjoint(openings)

    def _named(self, words: Sequence[str], things: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        return tuple(
            name
            for name, ways in things.items()
            if any(_holds(words, way) for way in self._taken_apart(ways))
        )

    def _taken_apart(self, phrases: Sequence[str]) -> frozenset[tuple[str, ...]]:
        key = tuple(phrases)
        if key not in self._ways:
            self._ways[key] = frozenset(map(self.spelling.words, key))
        return self._ways[key]

    def spells(self, text: str) -> bool:
        """Tell whether digits are said or written, or letters one by one."""
        words = self.spelling.words(text)
        numbers = sum(word in self.numbers for word in words)
        has_figure = any(letter.isdigit() for letter in text)
        letters = _longest_run(len(word) == 1 for word in words)
        return has_figure or numbers >= _FEWEST_NUMBERS or letters > _LONGEST_HARMLESS

    def name_in(self, text: str) -> str:
        """Give the name that is said, each word with a capital; empty where none is."""
        words = self.spelling.words(text)
        if words in self.no_name or self.spells(text):
            return ""
        for opening in self.name_openings:
            if words[: len(opening)] == opening:
                words = words[len(opening) :]
                break
        return " ".join(words).title() if len(words) <= _LONGEST_NAME else ""


def _holds(words: Sequence[str], way: Sequence[str]) -> bool:
    size = len(way)
    return any(tuple(words[at : at + size]) == tuple(way) for at in range(len(words) - size + 1))


def _longest_run(flags: Iterable[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
