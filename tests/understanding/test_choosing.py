from __future__ import annotations

import pytest

from voice_helper.prompts import Prompts
from voice_helper.understanding import Understanding
from voice_helper.understanding.choosing import Chooser

PHONES = {"own": ("my own phone", "my phone"), "old": ("an old phone",), "none": ("no phone",)}
THINGS = {"passport": ("passport", "the passport"), "phone": ("phone", "my phone")}


@pytest.fixture(scope="module")
def chooser(prompts: Prompts) -> Chooser:
    return Understanding(prompts).chooser


@pytest.mark.parametrize("words", ["an old phone", "An old phone, please", "well an old phone"])
def test_a_whole_phrase_is_chosen_with_courtesy_around_it(chooser: Chooser, words: str) -> None:
    assert chooser.choose(words, PHONES) == "old"


def test_a_phrase_among_other_words_counts_only_where_it_may(chooser: Chooser) -> None:
    words = "i think it is an old phone"
    assert chooser.choose(words, PHONES) is None
    assert chooser.choose(words, PHONES, within=True) == "old"


@pytest.mark.parametrize(
    "words", ["it is not an old phone", "an old phone or my phone", "what is an old phone"]
)
def test_negated_doubtful_and_asked_phrases_choose_nothing(chooser: Chooser, words: str) -> None:
    assert chooser.choose(words, PHONES, within=True) is None


def test_a_negation_counts_where_it_is_the_whole_phrase(chooser: Chooser) -> None:
    assert chooser.choose("no phone", PHONES, within=True) == "none"


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("we have everything but no passport", ("passport",)),
        ("the passport", ("passport",)),
        ("i have neither phone nor passport", ("passport", "phone")),
        ("we have the passport and the phone here", ()),
        ("may my helper hold the phone", ()),
        ("is there no phone", ()),
    ],
)
def test_what_is_said_to_be_missing_is_found(
    chooser: Chooser, words: str, lacking: tuple[str, ...]
) -> None:
    assert chooser.lacking(words, THINGS) == lacking


@pytest.mark.parametrize("words", ["four eight", "774193", "a b c", "my pin is one two"])
def test_digits_and_letters_are_spelling(chooser: Chooser, words: str) -> None:
    assert chooser.spells(words)


@pytest.mark.parametrize("words", ["one moment", "i am a helper", "i am finished", ""])
def test_a_single_number_or_letter_is_none(chooser: Chooser, words: str) -> None:
    assert not chooser.spells(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("my name is anna", "Anna"),
        ("anne marie", "Anne Marie"),
        ("skip", ""),
        ("no name", ""),
        ("a n n a", ""),
        ("may my helper see my pin", ""),
    ],
)
def test_a_name_is_short_and_no_refusal(chooser: Chooser, words: str, name: str) -> None:
    assert chooser.name_in(words) == name


def test_nothing_that_was_heard_is_kept(chooser: Chooser) -> None:
    chooser.choose("zanzibar seven seven four", PHONES, within=True)
    assert "zanzibar" not in repr(vars(chooser))
