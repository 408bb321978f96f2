"""The parts of an utterance, put together to acts: whose deed, on which thing, whose thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from voice_helper.rules.act import Deed, Thing
from voice_helper.rules.table import SECRETS, VAGUE
from voice_helper.understanding.lexicon import Kind, Lexicon, Part
from voice_helper.understanding.persons import FARTHEST_OWNER, settle

_AFTER_IS = frozenset({"going", "about", "just", "now", "not", "got", "been", "ready", "here"})
"""Words before which a person's ending is 'is' or 'has', not a possessive."""
_ON_BEHALF = frozenset({"on behalf of", "in the name of", "instead of", "in place of"})
_NEVER_DROPPED = SECRETS | {Thing.ONE_TIME_CODE, Thing.CPR_NUMBER, Thing.UNLOCK_CODE, Thing.P_CODE}
"""Things that are never read as a mere description of the next one."""
_NEVER_IT = frozenset({Thing.IT, Thing.PHONE, Thing.INFORMATION, Thing.SERVICE})


@dataclass(frozen=True)
class Object:
    """A thing as it was mentioned."""

    thing: Thing
    """What it is."""
    owner: str | None
    """The person named as its owner; None where nobody is."""
    start: int
    """Number of its first word."""
    end: int
    """Number of the word after its last."""
    governed: bool
    """Whether a preposition stands before it ('in the app')."""


@dataclass(frozen=True)
class Clause:
    """A deed with what belongs to it, persons still as they were named."""

    deed: Deed
    """What is done."""
    objects: tuple[Object, ...]
    """What it is done to; empty where nothing is named."""
    subject: str | None
    """The person named as doing it; None where nobody is."""
    is_own: bool
    """Whether the words say that somebody does it alone or to their own."""
    is_meanwhile: bool
    """Whether it stands in a clause that begins with 'while' or the like."""
    is_passive: bool
    """Whether it is said that something is done, without by whom."""
    beneficiary: str | None
    """The person for whom or in whose name it is done; None where nobody is named."""
    is_ruled_out: bool
    """Whether the speaker says that it is not done ('without seeing her PIN')."""
    start: int
    """Number of the deed's first word."""
    end: int
    """Number of the word after the deed."""


def objects_in(words: Sequence[str], lexicon: Lexicon) -> tuple[Object, ...]:
    """Give every thing that is mentioned in an utterance, in order."""
    return Parse(words, tuple(lexicon.parts(words))).objects()


class Parse:
    """An utterance cut into clauses."""

    def __init__(
        self, words: Sequence[str], parts: Sequence[Part], light: frozenset[str] = frozenset()
    ) -> None:
        """Keep the words and their parts; ``light`` deeds count only with a thing behind them."""
        self._words = words
        self._parts = settle(words, parts, light)

    def objects(self) -> tuple[Object, ...]:
        """Every thing that is mentioned, in order."""
        return tuple(self._object(i) for i, part in enumerate(self._parts) if _is_thing(part))

    def clauses(self) -> Iterator[Clause]:
        """Every deed that is asked about, with what belongs to it."""
        deeds = [i for i, part in enumerate(self._parts) if part.kind is Kind.DEED]
        taken: set[int] = set()
        for place, index in enumerate(deeds):
            after = deeds[place + 1] if place + 1 < len(deeds) else len(self._parts)
            objects = self._objects_between(index + 1, after)
            taken.update(found.start for found in objects)
            if not objects or (self._is_passive(index) and objects[0].governed):
                objects = self._fronted(index, taken) or objects
            yield self._clause(index, after, self._resolve_pronouns(index, objects))

    def _clause(self, index: int, after: int, objects: tuple[Object, ...]) -> Clause:
        agent = self._person_after_by(index, after)
        subject = agent or self._subject(index)
        beneficiary = self._beneficiary(index + 1, after)
        return Clause(
            deed=Deed(self._parts[index].name),
            objects=objects,
            subject=subject,
            is_own=self._is_own(index, after),
            is_meanwhile=self._is_meanwhile(index),
            is_passive=agent is None and self._is_passive(index),
            beneficiary=beneficiary,
            is_ruled_out=self._is_ruled_out(index),
            start=self._parts[index].start,
            end=self._parts[index].end,
        )

    def _objects_between(self, start: int, end: int) -> tuple[Object, ...]:
        found = [self._object(i) for i in range(start, end) if _is_thing(self._parts[i])]
        found = _without_modifiers(found, self._words)
        main = [one for one in found if not one.governed]
        nemid = [one for one in found if one.thing is Thing.NEMID]
        if nemid and all(one.thing in VAGUE | {Thing.SECRETS} for one in main):
            return tuple(nemid)
        return _share_owners(tuple(main or found))

    def _fronted(self, index: int, taken: set[int]) -> tuple[Object, ...]:
        """Things named before their deed: 'which codes may I see', 'her PIN, can I type it'."""
        before = [self._object(i) for i in range(index) if _is_thing(self._parts[i])]
        free = [one for one in before if one.start not in taken and not one.governed]
        return tuple(free[-1:])

    def _resolve_pronouns(self, index: int, objects: tuple[Object, ...]) -> tuple[Object, ...]:
        """Let 'it' and 'hers' stand for what was named before in the same utterance."""
        if any(found.thing is not Thing.IT for found in objects):
            return tuple(found for found in objects if found.thing is not Thing.IT)
        return tuple(
            dict.fromkeys(
                replace(one, owner=found.owner or one.owner, governed=False)
                for found in objects
                for one in self._named_before(index) or (found,)
            )
        )

    def _named_before(self, index: int) -> tuple[Object, ...]:
        """Find what 'it' can mean: the things named before, a secret wherever it stood."""
        before = [self._object(i) for i in range(index) if _is_thing(self._parts[i])]
        before = _without_modifiers(before, self._words)
        named = [one for one in before if one.thing not in _NEVER_IT]
        return tuple(one for one in named if not one.governed or one.thing in SECRETS) or tuple(
            named[-1:]
        )

    def _object(self, index: int) -> Object:
        part = self._parts[index]
        owner = self._owner(index)
        before = self._parts[index - 1] if index else None
        while before is not None and before.kind in {Kind.OWNER, Kind.DETERMINER, Kind.PERSON}:
            if before.kind is Kind.PERSON and not self._is_possessive(before):
                break
            place = self._parts.index(before)
            before = self._parts[place - 1] if place else None
        governed = before is not None and before.kind is Kind.PREPOSITION
        return Object(Thing(part.name), owner, part.start, part.end, governed)

    def _owner(self, index: int) -> str | None:
        part = self._parts[index]
        before = self._parts[index - 1] if index else None
        near = before is not None and part.start - before.end <= FARTHEST_OWNER
        if before is not None and near and before.kind is Kind.SELF and index > 1:
            before = self._parts[index - 2]
        if before is not None and near:
            if before.kind is Kind.OWNER:
                return before.name
            if before.kind is Kind.PERSON and self._is_possessive(before):
                return before.name
        return self._owner_after(index)

    def _owner_after(self, index: int) -> str | None:
        """Find the owner in 'the PIN of my mother'."""
        following = self._parts[index + 1 : index + 4]
        kinds = [part.kind for part in following]
        if kinds[:1] == [Kind.PREPOSITION] and following[0].name == "of":
            person = next((part for part in following[1:] if part.kind is Kind.PERSON), None)
            if person is not None and person.start - following[0].end <= 1:
                return person.name
        return None

    def _is_possessive(self, person: Part) -> bool:
        after = self._words[person.end : person.end + 2]
        is_verb = tuple(after[1:]) and (after[1].endswith("ing") or after[1] in _AFTER_IS)
        return tuple(after[:1]) == ("'s",) and not is_verb

    def _subject(self, index: int) -> str | None:
        """Find the nearest person to the left who can be the subject."""
        for place in range(index - 1, -1, -1):
            part = self._parts[place]
            before = self._parts[place - 1] if place else None
            if before is not None and _is_impersonal(before, part):
                return None
            if part.kind is not Kind.PERSON or self._is_possessive(part):
                continue
            if _governs(before, part) and not _is_for_to(before, self._words, part):
                continue
            return part.name
        return None

    def _person_after_by(self, index: int, after: int) -> str | None:
        for place in range(index + 1, min(after, len(self._parts) - 1)):
            part, person = self._parts[place], self._parts[place + 1]
            if part.name == "by" and person.kind is Kind.PERSON and person.start <= part.end + 1:
                return person.name
        return None

    def _beneficiary(self, start: int, end: int) -> str | None:
        for place in range(start, min(end, len(self._parts) - 1)):
            part, person = self._parts[place], self._parts[place + 1]
            if person.kind not in {Kind.PERSON, Kind.OWNER} or person.start > part.end + 1:
                continue
            if part.name in _ON_BEHALF or (part.name == "for" and person.kind is Kind.PERSON):
                return person.name
            if part.kind is Kind.PREPOSITION and self._is_name_or_behalf(person):
                return person.name
        return None

    def _is_name_or_behalf(self, person: Part) -> bool:
        """Whether it is 'in her name', 'on my mother's behalf'."""
        following = self._words[person.end : person.end + 2]
        return any(word in {"name", "behalf"} for word in following)

    def _is_passive(self, index: int) -> bool:
        before = self._parts[index - 1] if index else None
        part = self._parts[index]
        return (
            before is not None
            and before.kind is Kind.PASSIVE
            and part.start - before.end <= 1
            and self._words[part.start].endswith(("ed", "en", "n", "t", "d", "ld"))
        )

    def _is_meanwhile(self, index: int) -> bool:
        return any(part.kind is Kind.MEANWHILE for part in self._parts[max(0, index - 3) : index])

    def _is_own(self, index: int, after: int) -> bool:
        """Whether 'herself' or the like stands by, or 'own' right before a thing."""
        for place in range(max(0, index - 2), after):
            part = self._parts[place]
            following = self._parts[place + 1] if place + 1 < after else None
            is_before_thing = following is not None and _is_thing(following)
            if part.kind is Kind.SELF and (part.name != "own" or is_before_thing):
                return True
        return False

    def _is_ruled_out(self, index: int) -> bool:
        before = self._parts[max(0, index - 2) : index]
        return any(part.kind is Kind.RULED_OUT for part in before)


def _is_impersonal(before: Part, part: Part) -> bool:
    """Whether it is 'is it', behind which no earlier person is the subject."""
    is_it = part.kind is Kind.THING and part.name == Thing.IT.value
    return is_it and before.kind is Kind.PASSIVE and before.end == part.start


def _is_thing(part: Part) -> bool:
    return part.kind is Kind.THING


def _governs(before: Part | None, part: Part) -> bool:
    return before is not None and before.kind is Kind.PREPOSITION and part.start - before.end <= 1


def _is_for_to(before: Part | None, words: Sequence[str], part: Part) -> bool:
    """Whether it is 'for my daughter to type', where 'for' names the subject."""
    return before is not None and before.name == "for" and words[part.end : part.end + 1] == ("to",)


def _without_modifiers(found: list[Object], words: Sequence[str]) -> list[Object]:
    """Drop a thing that only describes the next one: 'MitID password', 'the app's PIN'."""
    return [
        one
        for one, following in zip_longest(found, found[1:])
        if following is None
        or following.thing is Thing.IT
        or one.thing in _NEVER_DROPPED
        or not _is_adjacent(one, following, words)
    ]


def _is_adjacent(one: Object, following: Object, words: Sequence[str]) -> bool:
    return tuple(words[one.end : following.start]) in {(), ("'s",)}


def _share_owners(found: tuple[Object, ...]) -> tuple[Object, ...]:
    """Give 'her user ID and password' one owner."""
    result: list[Object] = []
    for one in found:
        owner = one.owner or (result[-1].owner if result else None)
        result.append(replace(one, owner=owner))
    return tuple(result)
