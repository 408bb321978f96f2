"""What leans on words before: 'and her user ID?', 'the second', 'who, me?', 'no, I mean'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voice_helper.prompts import Prompts
from voice_helper.rules.act import Thing
from voice_helper.rules.table import SECRETS, VAGUE
from voice_helper.understanding.clause import Object, objects_in
from voice_helper.understanding.lexicon import Kind, Lexicon, Part

_LONGEST = 8
"""Words that an utterance has at most which leans on the one before."""

_CODES = SECRETS | VAGUE | {Thing.ONE_TIME_CODE, Thing.MESSAGE_CODE}
"""Things of which another one is a code too: 'and the one on the letter'."""
_NAMING = frozenset({Kind.THING, Kind.PERSON, Kind.OWNER, Kind.DETERMINER})
"""How the name of a thing or a person begins."""
_GOVERNING = frozenset({Kind.DEED, Kind.PREPOSITION})
"""What stands before a thing that something is done to or with."""
_NO_HELPERS = frozenset({"you", "stranger", "official"})
"""Persons who never do what a helper was asked about."""
_SPEAKERS = frozenset({"i", "we", "you"})
"""Persons by whom 'it' is done where a question is about how something is done."""

Words = tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """What the next turn may lean on; kept in memory for one turn."""

    words: Words = ()
    """The question that was asked last, whole; never one in which a secret was said."""
    options: tuple[str, ...] = ()
    """Names of the things that were offered when asking back, in the order spoken."""


class Leaning:
    """Makes a whole question of what leans on the one before."""

    def __init__(self, prompts: Prompts, lexicon: Lexicon) -> None:
        """Take ordinals and the names of what is offered from the prompts."""
        self._lexicon = lexicon
        table = prompts.table("ordinals")
        spell = lexicon.words
        self._follow_ups = _longest_first(map(spell, table["follow_ups"]))
        self._answers = _longest_first(map(spell, table["answers"]))
        self._ones: dict[str, str] = table["ones"]
        self._unnamed = frozenset(table["unnamed"]).union(self._ones)
        self._asking = frozenset(table["asking"])
        self._yes_or_no = frozenset(table["yes_or_no"])
        self._same = frozenset(spell(text) for text in table["same_again"])
        self._ordinals = [frozenset(map(spell, phrases)) for phrases in table["phrases"]]
        names = prompts.table("rules")["clarify"]["names"]
        self._names = {option: spell(name) for option, name in names.items()}

    def whole(self, words: Words, context: Context) -> Words:
        """Give the question that is meant: the words themselves where they lean on nothing."""
        before = context.words
        if not words or not before or len(words) > _LONGEST:
            return words
        if words in self._same:
            return before
        chosen = self._chosen(words, context.options)
        if chosen is not None:
            return self._with_thing(before, chosen)
        changed = self._changed(words, before, is_asked_back=bool(context.options))
        return self._with_it_named(words, before) if changed == words else changed

    def corrected(self, words: Words) -> Words:
        """Leave out what is taken back: 'her PIN, no sorry, her phone number'."""
        text = f" {' '.join(words)} "
        for marker in sorted(self._lexicon.grammar["corrections"], key=len, reverse=True):
            first, found, second = text.partition(f" {marker} ")
            meant = tuple(second.split())
            parts = tuple(self._lexicon.parts(meant))
            if found and any(part.kind is Kind.THING for part in parts):
                has_deed = any(part.kind is Kind.DEED for part in parts)
                return meant if has_deed else self._with_thing(tuple(first.split()), meant)
        return words

    def _chosen(self, words: Words, options: Sequence[str]) -> Words | None:
        for phrases, option in zip(self._ordinals, options, strict=False):
            if words in phrases:
                return self._names[option]
        return None

    def _changed(self, words: Words, before: Words, *, is_asked_back: bool) -> Words:
        """Let a thing or a person that is merely named take the place of the one before."""
        rest = _without_opening(words, self._follow_ups)
        is_follow_up = len(rest) < len(words)
        if is_asked_back:
            rest = _without_opening(rest, self._answers)
        rest = self._with_one_named(rest, before)
        parts = tuple(self._lexicon.parts(rest))
        if not rest or any(part.kind is Kind.DEED for part in parts):
            return words
        if self._asks_anew(rest, parts, may_answer=is_follow_up or is_asked_back):
            return words
        things = [part for part in parts if part.kind is Kind.THING]
        is_vague = bool(self._unnamed_in(rest, parts)) or any(each.name in VAGUE for each in things)
        if is_vague and not is_asked_back:
            return words
        if len(things) == 1 and (is_follow_up or is_asked_back or len(rest) <= len(things) + 3):
            return self._with_thing(before, rest)
        if not things and is_follow_up and _names_somebody(parts):
            return self._with_person(before, rest) or words
        return words

    def _with_one_named(self, words: Words, before: Words) -> Words:
        """Say 'the code' for 'the one', where codes are spoken of."""
        objects = objects_in(before, self._lexicon)
        if not objects or objects[-1].thing not in _CODES:
            return words
        parts = tuple(self._lexicon.parts(words))
        after = {part.end for part in parts if part.kind is Kind.DETERMINER}
        places = self._unnamed_in(words, parts) & after
        return tuple(
            self._ones.get(word, word) if at in places else word for at, word in enumerate(words)
        )

    def _unnamed_in(self, words: Words, parts: Sequence[Part]) -> frozenset[int]:
        """Where words stand that may mean anything, outside of things' own names."""
        named = {
            at for part in parts if part.kind is Kind.THING for at in range(part.start, part.end)
        }
        return frozenset(
            at for at, word in enumerate(words) if word in self._unnamed and at not in named
        )

    def _with_it_named(self, words: Words, before: Words) -> Words:
        """Say what 'it' is in 'how do I change it', if only one thing was spoken of before.

        Not where somebody else does something to it: which code that is, is asked back.
        """
        parts = tuple(self._lexicon.parts(words))
        things = [part for part in parts if part.kind is Kind.THING]
        others = {part.name for part in parts if part.kind is Kind.PERSON} - _SPEAKERS
        objects = objects_in(before, self._lexicon)
        if words[0] not in self._asking or others or len(things) != 1 or len(objects) != 1:
            return words
        it, meant = things[0], objects[0]
        is_done_to = any(part.end == it.start and part.kind in _GOVERNING for part in parts)
        if it.name != Thing.IT or not is_done_to or meant.thing in VAGUE:
            return words
        named = before[self._start(before, meant) : meant.end]
        return (*words[: it.start], *named, *words[it.end :])

    def _asks_anew(self, words: Words, parts: Sequence[Part], *, may_answer: bool) -> bool:
        """Tell whether words begin as a question of their own does: 'what is a PIN?'."""
        if words[0] in self._yes_or_no:
            return not may_answer
        is_echo = any(part.start == 1 and part.kind in _NAMING for part in parts)
        return words[0] in self._asking and not is_echo

    def _with_thing(self, before: Words, thing: Words) -> Words:
        """Put a thing in the place of the vague one, else of the last one, of a question."""
        objects = objects_in(before, self._lexicon)
        if not objects:
            return (*before, *thing)
        place = next((found for found in objects if found.thing in VAGUE), objects[-1])
        start = self._start(before, place)
        return (*before[:start], *thing, *before[place.end :])

    def _start(self, before: Words, place: Object) -> int:
        """Where the thing's own words begin, its owner and article with it."""
        start = place.start
        parts = {part.end: part for part in self._lexicon.parts(before)}
        while (part := parts.get(start)) is not None and _belongs(part, before):
            start = part.start
        return start

    def _with_person(self, before: Words, person: Words) -> Words | None:
        """Put somebody in the place of the first person of a question."""
        for part in self._lexicon.parts(before):
            if part.kind is Kind.PERSON:
                start = part.start
                while start > 0 and before[start - 1] in self._lexicon.grammar["owner_words"]:
                    start -= 1
                return (*before[:start], *person, *before[part.end :])
        return None


def _names_somebody(parts: Sequence[Part]) -> bool:
    """Whether the parts name somebody who may be a helper, and nothing else."""
    begins = any(part.start == 0 and part.kind in _NAMING for part in parts)
    persons = {part.name for part in parts if part.kind is Kind.PERSON}
    is_elsewhere = any(part.kind is Kind.PREPOSITION for part in parts)
    return begins and bool(persons) and not is_elsewhere and not persons & _NO_HELPERS


def _longest_first(openings: Iterable[Words]) -> list[Words]:
    return sorted(openings, key=len, reverse=True)


def _without_opening(words: Words, openings: Sequence[Words]) -> Words:
    """Leave out the first of ``openings`` that ``words`` begin with."""
    begun = next((each for each in openings if words[: len(each)] == each), ())
    return words[len(begun) :]


def _belongs(part: Part, words: Words) -> bool:
    """Whether a part is the 'her' or the 'the' of the thing behind it."""
    is_her = part.kind is Kind.PERSON and words[part.end - 1] == "her"
    return is_her or part.kind in {Kind.OWNER, Kind.DETERMINER}
