from __future__ import annotations

import json
import re

import pytest

from voice_helper.prompts import Prompts
from voice_helper.recognition.closed_set import ClosedSet, closed_set
from voice_helper.recognition.spelling import Spelling, load_spelling
from voice_helper.recognition.store import vocabulary

KNOWN = vocabulary("en")
DIGITS = {
    "oh", "zero", "nought", "nil", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "double", "triple", "hundred", "thousand", "million",
}  # fmt: skip
NAMES = {"john", "mary", "york", "peter", "anna", "david", "michael", "lars", "christian", "george"}
SECRET_STEP = ("i have turned away", "my helper has turned away", "i am finished", "help", "stop")


def secret_step(prompts: Prompts) -> ClosedSet:
    decoys = prompts.table("decoys")
    spelling = load_spelling(prompts)
    fillers = decoys["fillers"]
    return closed_set(SECRET_STEP, decoys["words"], fillers, spelling, KNOWN.__contains__)


def test_whole_phrase_counts(prompts: Prompts) -> None:
    assert secret_step(prompts).phrase_in("i have turned away") == "i have turned away"


def test_fillers_around_a_phrase_are_left_out(prompts: Prompts) -> None:
    assert secret_step(prompts).phrase_in("okay now i am finished thanks") == "i am finished"


@pytest.mark.parametrize(
    "words", ["", "turned away", "i have turned", "i have not turned away", "okay", "help i see"]
)
def test_anything_else_does_not_count(prompts: Prompts, words: str) -> None:
    assert secret_step(prompts).phrase_in(words) is None


def test_secret_step_knows_no_digits_letters_or_names(prompts: Prompts) -> None:
    words = {word for entry in secret_step(prompts).grammar for word in entry.split()}
    assert words & (DIGITS | NAMES) == set()
    assert {word for word in words if len(word) == 1} <= {"i"}
    assert not any(re.search(r"\d", word) for word in words)


def test_every_word_of_the_decoys_is_in_the_lexicon(prompts: Prompts) -> None:
    decoys = prompts.table("decoys")
    assert set(decoys["words"]) | set(decoys["fillers"]) <= KNOWN


def test_unknown_words_are_left_out_and_unknown_is_a_choice() -> None:
    made = closed_set(
        ("help",), ("zzyzx", "water"), (), Spelling({}), {"help", "water"}.__contains__
    )
    assert made.grammar == ("help", "water")
    assert set(json.loads(made.as_json())) == {"help", "water", "[unk]"}
