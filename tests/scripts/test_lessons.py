"""What the networks learn from is true of what is shown."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from scripts.lessons import Sample, shown
from voice_helper.prompts import Prompts
from voice_helper.understanding.examples import Example
from voice_helper.understanding.lexicon import Lexicon

ALLOWED = Example(
    "may i type her phone number while she finds her glasses", "allowed", "enter-contact-details"
)
ROUNDS = 200


@pytest.fixture(scope="module")
def lexicon(prompts: Prompts) -> Lexicon:
    return Lexicon.from_table(prompts.table("lexicon"))


def parts(example: Example, lexicon: Lexicon) -> set[str]:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    given = lexicon.words(example.text)
    samples = [shown(given, example, lexicon, chance) for _ in range(ROUNDS)]
    return {words(sample) for sample in samples if sample.is_part}


def words(sample: Sample) -> str:
    return " ".join(token.word for token in sample.told[1:])


def test_each_part_of_an_allowed_question_is_shown_alone(lexicon: Lexicon) -> None:
    assert parts(ALLOWED, lexicon) == {"may i type her phone number", "she finds her glasses"}


def test_a_part_of_what_is_forbidden_is_never_shown_as_one(lexicon: Lexicon) -> None:
    assert not parts(replace(ALLOWED, verdict="not-allowed", rule="personal-codes"), lexicon)


def test_what_has_one_part_only_is_always_shown_whole(lexicon: Lexicon) -> None:
    assert not parts(replace(ALLOWED, text="may i type her phone number"), lexicon)
