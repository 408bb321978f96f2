"""Notices that somebody says a secret aloud, without keeping a word of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from voice_helper.rules.act import Thing
from voice_helper.understanding.clause import Object

_LONGEST_HARMLESS_RUN = 3
"""Digits in a row that are taken for a version or a date rather than for a code."""
_YEAR = re.compile(r"(19|20)\d\d")
_SAYABLE = frozenset({Thing.PHONE_NUMBER, Thing.CONTACT_DETAILS})
_SECRET = frozenset(
    {
        Thing.PIN,
        Thing.USER_ID,
        Thing.PASSWORD,
        Thing.ACTIVATION_CODE,
        Thing.SECRETS,
        Thing.ONE_TIME_CODE,
        Thing.CODE,
        Thing.CPR_NUMBER,
        Thing.UNLOCK_CODE,
        Thing.P_CODE,
    }
)


def tells_secret(
    words: Sequence[str], objects: Sequence[Object], grammar: Mapping[str, frozenset[str]]
) -> bool:
    """Tell whether a code is read out, or a secret's content follows its name and 'is'."""
    is_sayable = any(found.thing in _SAYABLE for found in objects)
    if not is_sayable and _longest_run(words, grammar) > _LONGEST_HARMLESS_RUN:
        return True
    return any(
        _content_follows(words, found.end, grammar) for found in objects if found.thing in _SECRET
    )


def _longest_run(words: Sequence[str], grammar: Mapping[str, frozenset[str]]) -> int:
    longest = run = 0
    for before, word in pairwise(("", *words)):
        digits = sum(letter.isdigit() for letter in word)
        is_year = before in grammar["before_year"] and _YEAR.fullmatch(word) is not None
        is_digit = (digits or word in grammar["digit_names"]) and not is_year
        run = run + (digits or 1) if is_digit else 0
        longest = max(longest, run)
    return longest


def _content_follows(
    words: Sequence[str], place: int, grammar: Mapping[str, frozenset[str]]
) -> bool:
    """Whether '... is' and then a word that is no part of an ordinary sentence stands there."""
    if place < 2 or words[place : place + 1] == () or words[place] not in grammar["linking"]:
        return False
    content = words[place + 1 : place + 2]
    if not content:
        return False
    is_digit = content[0] in grammar["digits"] or content[0][0].isdigit()
    return is_digit or content[0] not in grammar["after_secret_is"] | grammar["small"]
