"""The words that matter, and where they stand in an utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from voice_helper.understanding.words import Spelling, nearest_word, split_at

GAP = frozenset({"..."})
_SHORTEST_CLAUSE = 3
"""Words of a part of a sentence; fewer say nothing by themselves."""
_LONGEST_GAP = 4


class Kind(StrEnum):
    """What a phrase is in a sentence."""

    ASIDE = "aside"
    PERSON = "person"
    DEED = "deed"
    THING = "thing"
    OWNER = "owner"
    RULED_OUT = "ruled-out"
    MEANWHILE = "meanwhile"
    SELF = "self"
    PREPOSITION = "preposition"
    DETERMINER = "determiner"
    PASSIVE = "passive"


@dataclass(frozen=True)
class Part:
    """A phrase of the lexicon, found in an utterance."""

    kind: Kind
    """What it is in the sentence."""
    name: str
    """The concept: a person, a deed or a thing of the lexicon."""
    start: int
    """Number of its first word."""
    end: int
    """Number of the word after its last."""


Phrase = tuple[frozenset[str], ...]
Topics = Mapping[str, tuple[tuple[Phrase, str], ...]]


@dataclass(frozen=True)
class Lexicon:
    """A language's words of acts and topics."""

    spelling: Spelling
    """How written forms are made one."""
    grammar: Mapping[str, frozenset[str]]
    """Small words by their part in the grammar."""
    phrases: Mapping[str, tuple[tuple[Phrase, Kind, str], ...]]
    """Phrases of acts by each first word, longest first."""
    topics: Topics
    """Phrases of topics by each first word."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Lexicon:
        """Build it from the contents of ``lexicon.toml``."""
        grammar = table["grammar"]
        spelling = Spelling.from_grammar(grammar)
        small = {
            key: frozenset(grammar[key])
            for key in (
                "gap",
                "digits",
                "digit_names",
                "linking",
                "after_secret_is",
                "before_year",
                "small",
                "secret_words",
                "light",
                "owner_words",
                "advice_on",
                "coordinators",
            )
        }
        small["corrections"] = frozenset(
            " ".join(spelling.words(x)) for x in grammar["corrections"]
        )
        return cls(
            spelling,
            small,
            _act_phrases(table, spelling),
            topic_phrases(table["topics"], spelling),
        )

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word that stands in a phrase of acts or in the grammar."""
        phrases = [entry[0] for entries in self.phrases.values() for entry in entries]
        words = {word for phrase in phrases for slot in phrase for word in slot}
        return frozenset(words.union(*self.grammar.values()) - GAP)

    @cached_property
    def _mendable(self) -> frozenset[str]:
        return frozenset(word for word in self.known_words if len(word) >= 5)

    def words(self, text: str) -> tuple[str, ...]:
        """Split a text into known spellings, slips of the finger mended."""
        return tuple(self._mend(word) for word in self.spelling.words(text))

    def clauses(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Give the parts between 'and', 'while' and their like, without scraps; () for one."""
        parts = split_at(words, self.grammar["coordinators"])
        long_enough = tuple(part for part in parts if len(part) >= _SHORTEST_CLAUSE)
        return long_enough if len(long_enough) > 1 else ()

    def parts(self, words: Sequence[str]) -> Iterator[Part]:
        """Find the phrases of acts, from left to right, the longest at each place."""
        place = 0
        while place < len(words):
            found = self._longest_at(words, place)
            if found is None:
                place += 1
            else:
                yield found
                place = found.end

    def topics_of(self, words: Sequence[str]) -> frozenset[str]:
        """Name all topics that are touched anywhere."""
        return self.touched(self.topics, words)

    def touched(self, topics: Topics, words: Sequence[str]) -> frozenset[str]:
        """Name those of ``topics`` (see `topic_phrases`) of which a phrase stands in the words."""
        return frozenset(
            name
            for place in range(len(words))
            for phrase, name in topics.get(words[place], ())
            if self._end(phrase, words, place) is not None
        )

    def _mend(self, word: str) -> str:
        if word in self.known_words or not word.isalpha():
            return word
        return nearest_word(word, self._mendable) or word

    def _longest_at(self, words: Sequence[str], place: int) -> Part | None:
        best: Part | None = None
        for phrase, kind, name in self.phrases.get(words[place], ()):
            end = self._end(phrase, words, place)
            if end is not None and (best is None or end > best.end):
                best = Part(kind, name, place, end)
        return best and self._without_owner(best, words)

    def _without_owner(self, part: Part, words: Sequence[str]) -> Part:
        """Give an owner at the end of a deed's phrase back to the thing behind it."""
        owns = part.kind is Kind.DEED and words[part.end - 1] in self.grammar["owner_words"]
        is_longer = part.end - part.start > 1
        return replace(part, end=part.end - 1) if owns and is_longer else part

    def _end(self, phrase: Phrase, words: Sequence[str], place: int) -> int | None:
        """Where the phrase ends if it stands at ``place``; a gap is one word or more."""
        for number, slot in enumerate(phrase):
            if slot == GAP:
                return self._end_after_gap(phrase[number + 1 :], words, place)
            if place >= len(words) or words[place] not in slot:
                return None
            place += 1
        return place

    def _end_after_gap(self, rest: Phrase, words: Sequence[str], place: int) -> int | None:
        for end_of_gap in range(place + 1, min(place + _LONGEST_GAP, len(words)) + 1):
            if words[end_of_gap - 1] not in self._gap:
                return None
            end = self._end(rest, words, end_of_gap)
            if end is not None:
                return end
        return None

    @cached_property
    def _gap(self) -> frozenset[str]:
        return self.grammar["gap"]


def parse_phrase(text: str, spelling: Spelling) -> Phrase:
    """Read ``type/types in`` as slots of alternative words, all in the spelling of utterances."""
    if "/" in text or "..." in text:
        return tuple(frozenset(slot.split("/")) for slot in text.split())
    return tuple(frozenset({word}) for word in spelling.words(text))


def _act_phrases(
    table: Mapping[str, Any], spelling: Spelling
) -> Mapping[str, tuple[tuple[Phrase, Kind, str], ...]]:
    grammar = table["grammar"]
    entries: list[tuple[str, Kind, str]] = []
    for section, kind in (
        ("persons", Kind.PERSON),
        ("things", Kind.THING),
        ("deeds", Kind.DEED),
        ("owners", Kind.OWNER),
    ):
        entries += [(text, kind, name) for name, texts in table[section].items() for text in texts]
    for key, kind in (
        ("asides", Kind.ASIDE),
        ("ruled_out", Kind.RULED_OUT),
        ("meanwhile", Kind.MEANWHILE),
        ("own", Kind.SELF),
        ("prepositions", Kind.PREPOSITION),
        ("determiners", Kind.DETERMINER),
        ("passive", Kind.PASSIVE),
    ):
        entries += [(text, kind, text) for text in grammar[key]]
    return _by_first_word(
        (parse_phrase(text, spelling), (kind, name)) for text, kind, name in entries
    )


def topic_phrases(topics: Mapping[str, Sequence[str]], spelling: Spelling) -> Topics:
    """Read the phrases of each topic, and put them by each first word, longest first."""
    return _by_first_word(
        (parse_phrase(text, spelling), (name,)) for name, texts in topics.items() for text in texts
    )


def _by_first_word(entries: Iterable[tuple[Phrase, tuple[Any, ...]]]) -> Mapping[str, Any]:
    index: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for phrase, meaning in entries:
        for word in phrase[0]:
            index[word].append((phrase, *meaning))
    ordered = sorted(index.items())
    return {word: tuple(sorted(found, key=lambda e: -len(e[0]))) for word, found in ordered}
