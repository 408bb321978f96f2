from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.prompts import Prompts
from voice_helper.understanding.words import Spelling, nearest_word, without_repeats


@pytest.fixture(scope="module")
def spelling(prompts: Prompts) -> Spelling:
    return Spelling.from_grammar(prompts.table("lexicon")["grammar"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mum's PIN?", "mother 's pin"),
        ("I can't see it", "i cannot see it"),
        ("mit i d", "mitid"),
        ("E-mail", "email"),
        ("She\u2019s typing", "she is typing"),
        ("my parents' phone", "my parents 's phone"),
        ("", ""),
        ("\u0416\u0423\u041a", "\u0436\u0443\u043a"),
    ],
)
def test_written_forms_are_made_one(spelling: Spelling, text: str, words: str) -> None:
    assert " ".join(spelling.words(text)) == words


@given(text=st.text(max_size=200))
def test_any_text_gives_lower_case_words_without_blanks(spelling: Spelling, text: str) -> None:
    for word in spelling.words(text):
        assert word
        assert not any(letter.isspace() for letter in word)


@given(text=st.text(alphabet="abcdefghi '", max_size=60))
def test_splitting_words_again_changes_nothing(spelling: Spelling, text: str) -> None:
    once = spelling.words(text)
    assert spelling.words(" ".join(once)) == once or "'" in text


@pytest.mark.parametrize(
    ("slip", "word"),
    [("pasword", "password"), ("passwrod", "password"), ("passworrd", "password"), ("pin", None)],
)
def test_one_slip_of_the_finger_is_mended(slip: str, word: str | None) -> None:
    assert nearest_word(slip, {"password", "passport", "phone", "pins"}) == word


def test_a_slip_between_two_words_is_left_alone() -> None:
    assert nearest_word("wordx", {"words", "wordy"}) is None


def test_of_a_stammered_word_one_is_left() -> None:
    assert without_repeats(("the", "the", "code", "the")) == ("the", "code", "the")
    assert without_repeats(()) == ()
