"""Settles what persons, owners and light verbs are in a sentence before it is cut into clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from voice_helper.rules.act import Thing
from voice_helper.rules.table import CONTACTS, SECRETS
from voice_helper.understanding.lexicon import Kind, Part

FARTHEST_OWNER = 4
"""Words that may stand between a possessive and its thing ('her very own secret PIN')."""
_ELLIPTICAL = frozenset({"hers", "mine", "theirs", "yours", "ours"})
_HAD = SECRETS | {Thing.CODE, Thing.ONE_TIME_CODE, Thing.MESSAGE_CODE, Thing.IT}
"""Things that are had by whoever knows them: 'have the code'."""


def settle(words: Sequence[str], parts: Sequence[Part], light: frozenset[str]) -> list[Part]:
    """Turn 'her PIN' into an owner, 'hers' into a thing, and drop the 'have' of 'have to'.

    ``light`` verbs are deeds only with a thing right behind them.
    """
    settled = [
        new
        for part, after in zip_longest(parts, parts[1:])
        for new in _settle_person(part, after, words)
    ]
    return [
        part
        for index, part in enumerate(settled)
        if not _is_light(part, words, light) or _has_thing_behind(settled, index)
    ]


def _settle_person(part: Part, after: Part | None, words: Sequence[str]) -> Iterator[Part]:
    spoken = " ".join(words[part.start : part.end])
    is_pronoun = part.kind is Kind.OWNER and spoken in _ELLIPTICAL
    if is_pronoun or (part.kind is Kind.PERSON and _is_elliptical(part, after, words)):
        yield from _owned_it(part)
    elif part.kind is Kind.OWNER and _is_before_person(part, after):
        return
    elif part.kind is Kind.PERSON and spoken == "her" and _her_owns(part, after, words):
        if after is not None and after.kind is not Kind.PERSON:
            yield replace(part, kind=Kind.OWNER)
    else:
        yield part


def _owned_it(part: Part) -> Iterator[Part]:
    """Read 'hers' as 'her it'."""
    yield Part(Kind.OWNER, part.name, part.start, part.start)
    yield Part(Kind.THING, Thing.IT.value, part.start, part.end)


def _is_before_person(part: Part, after: Part | None) -> bool:
    """Whether it is the 'my' of 'my mother', who owns nothing by it."""
    return after is not None and after.kind is Kind.PERSON and after.start - part.end <= 2


def _is_elliptical(part: Part, after: Part | None, words: Sequence[str]) -> bool:
    """Whether 'my mother's' stands for her thing, since none follows."""
    if tuple(words[part.end : part.end + 1]) != ("'s",):
        return False
    if len(words) == part.end + 1:
        return True
    return after is not None and after.kind is Kind.RULED_OUT


def _her_owns(part: Part, after: Part | None, words: Sequence[str]) -> bool:
    """Whether 'her' is followed by what she owns."""
    if after is None:
        return False
    near = after.start - part.end <= 3
    if after.kind is Kind.SELF:
        return words[after.start] == "own"
    if after.kind is Kind.PERSON:
        return after.start == part.end and words[after.start] not in {"i", "he", "she", "they"}
    return near and after.kind is Kind.THING


def _is_light(part: Part, words: Sequence[str], light: frozenset[str]) -> bool:
    return part.kind is Kind.DEED and part.end - part.start == 1 and words[part.start] in light


def _has_thing_behind(parts: Sequence[Part], index: int) -> bool:
    """Whether an owned thing, or a code, stands right behind: 'have her app', 'have the code'."""
    part = parts[index]
    is_owned = False
    for following in parts[index + 1 : index + 4] if part.start else ():
        if following.kind is Kind.THING:
            is_near = following.start - part.end <= FARTHEST_OWNER
            thing = Thing(following.name)
            return is_near and thing not in CONTACTS and (is_owned or thing in _HAD)
        if following.kind not in {Kind.OWNER, Kind.DETERMINER, Kind.PERSON, Kind.SELF}:
            return False
        is_owned = is_owned or following.kind in {Kind.OWNER, Kind.PERSON}
    return False
