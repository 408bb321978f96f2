"""How an answer may change when a question is put otherwise: mostly not, and never to a 'yes'."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.understanding.measure import questions
from voice_helper.answer import Adviser, Answer
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding.examples import documented
from voice_helper.understanding.templates import as_spoken

STRICT = {"not-allowed", "look-away"}
PROMPTS = load_prompts(prompts_root() / "en")
ALL = list(dict.fromkeys(one.text for one in [*documented(PROMPTS), *questions("seed")]))
SAMPLE = ALL[::4]
SECRETS = ("PIN", "user ID", "password", "activation code")
NAMES = ("Kirsten", "Ahmed", "Poul", "Siobhan", "my mother", "my neighbour")
DEEDS = ("see", "know", "type", "write down", "keep", "hear")
MODALS = {"can", "may", "must", "should", "could", "do", "does", "is", "am", "are", "will"}
SUBJECTS = {"i", "she", "he", "we", "it", "they", "helper", "daughter", "son", "mother", "father"}
SLIPS = {
    "mitid": "mit i d",
    "nemid": "nem i d",
    "right": "write",
    "alright": "all write",
    "write": "right",
    "id": "i d",
    "email": "e mail",
    "two": "to",
    "for": "four",
    "know": "no",
    "read": "red",
    "their": "there",
}
"""Words as a recogniser may hear them."""

Rewording = Callable[[str, Random], str | None]
"""Puts a question otherwise; None where it can't be."""


def polite(text: str, chance: Random) -> str:
    before, after = chance.choice(
        [("excuse me, ", ""), ("", ", please"), ("hello, ", ""), ("sorry, ", " please")]
    )
    return f"{before}{text.rstrip('.?! ')}{after}?"


def with_thanks(text: str, _: Random) -> str:
    return f"{text.rstrip('.?! ')}, thank you"


def with_fillers(text: str, chance: Random) -> str:
    words = text.split()
    words.insert(
        chance.randrange(len(words)), chance.choice(["um", "uh", "er", "you know", "well"])
    )
    return " ".join([chance.choice(["um", "well", "so", "er"]), *words])


def turned_round(text: str, _: Random) -> str | None:
    """Put the subordinate clause in front: 'can I X when she Y' to 'when she Y can I X'."""
    first, found, second = text.rstrip(".?! ").partition(" when ")
    if not found:
        first, found, second = text.rstrip(".?! ").partition(" while ")
    if not found or len(first.split()) < 3 or len(second.split()) < 2:
        return None
    return f"{found.strip()} {second}, {first}?"


def with_a_clause_in_front(text: str, chance: Random) -> str:
    clause = chance.choice(["we are sitting at home", "it is evening here", "we have just begun"])
    return f"{clause}, {text}"


def with_a_clause_behind(text: str, chance: Random) -> str:
    clause = chance.choice(["we are sitting at home", "it is evening here", "we have just begun"])
    return f"{text.rstrip('.?! ')}, {clause}"


def bare(text: str, _: Random) -> str:
    return as_spoken(text)


def mistyped(text: str, chance: Random) -> str | None:
    """Make one slip of the finger within a word of five letters or more."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return None
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    words[place] = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice("aeiounrst") + word[at + 1 :],
        ]
    )
    return " ".join(words)


def misheard(text: str, _: Random) -> str | None:
    words = as_spoken(text).split()
    heard = [SLIPS.get(word, word) for word in words]
    return " ".join(heard) if heard != words else None


def without_its_first_word(text: str, _: Random) -> str | None:
    words = as_spoken(text).split()
    return " ".join(words[1:]) if len(words) >= 5 else None


def negated(text: str, _: Random) -> str | None:
    """Take a 'not' out, or put one in behind the subject."""
    words = text.split()
    plain = [word.lower().strip(",.?!") for word in words]
    if "not" in plain:
        place = plain.index("not")
        return " ".join([*words[:place], *words[place + 1 :]])
    for place, word in enumerate(plain[:-1]):
        if word in MODALS:
            ends = [at for at in range(place + 1, min(place + 4, len(plain)))
                    if plain[at] in SUBJECTS]  # fmt: skip
            if ends:
                return " ".join([*words[: ends[0] + 1], "not", *words[ends[0] + 1 :]])
    return None


REWORDINGS: dict[Rewording, float] = {
    polite: 0.95,
    with_thanks: 0.95,
    with_fillers: 0.95,
    turned_round: 0.95,
    with_a_clause_in_front: 0.95,
    with_a_clause_behind: 0.95,
    bare: 0.95,
    mistyped: 0.95,
    misheard: 0.95,
    without_its_first_word: 0.95,
}
"""Ways to put a question otherwise, and the share of questions of which the verdict stays."""
each_rewording = pytest.mark.parametrize("reword", REWORDINGS, ids=lambda way: way.__name__)


@cache
def adviser() -> Adviser:
    return Adviser(PROMPTS)


@cache
def ruled(text: str) -> tuple[str, str | None]:
    """Give verdict and rule of a text; a command has no rule."""
    reply = adviser().reply(text)
    return (reply.verdict.value, reply.rule) if isinstance(reply, Answer) else ("command", None)


def verdict(text: str) -> str:
    return ruled(text)[0]


def drawn(seed: str | int) -> Random:
    return Random(seed)  # noqa: S311 - the same each time


def reworded(reword: Rewording, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Give each question that can be put that way, with how it is then put; the same each time."""
    pairs = [(text, reword(text, drawn(text))) for text in texts]
    return [(text, other) for text, other in pairs if other is not None]


def changes(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    return [
        (text, verdict(text), other, verdict(other))
        for text, other in pairs
        if verdict(text) != verdict(other)
    ]


def newly_allowed(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    return [change for change in changes(pairs) if change[3] == "allowed"]


def exchanged(thing: str) -> list[tuple[str, str]]:
    """Give what is allowed with a phone number or email address, with a secret in its place."""
    contact = re.compile(r"(phone|mobile|telephone) number|e-?mail( address)?", re.IGNORECASE)
    of_contact = ("allowed", "enter-contact-details")
    allowed = [text for text in ALL if contact.search(text) and ruled(text) == of_contact]
    return [(text, contact.sub(thing, text)) for text in allowed]


@each_rewording
def test_a_question_put_otherwise_mostly_keeps_its_verdict(reword: Rewording) -> None:
    pairs = reworded(reword, ALL if reword is turned_round else SAMPLE)
    assert len(pairs) >= 15
    changed = changes(pairs)
    assert 1 - len(changed) / len(pairs) >= REWORDINGS[reword], changed


@each_rewording
def test_no_question_becomes_allowed_by_being_put_otherwise(reword: Rewording) -> None:
    assert newly_allowed(reworded(reword, ALL if reword is turned_round else SAMPLE)) == []


@settings(max_examples=60, derandomize=True)
@given(
    text=st.sampled_from(SAMPLE),
    ways=st.lists(st.sampled_from(list(REWORDINGS)), min_size=2, max_size=3, unique=True),
    seed=st.integers(0, 9),
)
def test_no_question_becomes_allowed_by_several_rewordings(
    text: str, ways: list[Rewording], seed: int
) -> None:
    other = text
    for reword in ways:
        other = reword(other, drawn(seed)) or other
    assert newly_allowed([(text, other)]) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_stays_forbidden_when_helper_and_applicant_change_places(secret: str) -> None:
    asked = [
        text
        for name, deed in product(NAMES, DEEDS)
        for text in (f"may I {deed} {name}'s {secret}", f"may {name} {deed} my {secret}")
    ]
    assert {text: verdict(text) for text in asked if verdict(text) != "not-allowed"} == {}


@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_allowed_with_a_phone_number_is_forbidden_with_a_secret(secret: str) -> None:
    pairs = exchanged(secret)
    assert len(pairs) >= 10
    assert {other: verdict(other) for _, other in pairs if verdict(other) not in STRICT} == {}


def test_a_not_more_or_less_never_turns_a_no_into_a_yes_nor_a_yes_into_a_no() -> None:
    pairs = reworded(negated, ALL)
    assert len(pairs) >= 50
    turned = {"allowed", "not-allowed"}
    assert [change for change in changes(pairs) if {change[1], change[3]} == turned] == []
