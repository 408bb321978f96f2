from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.lessons import fingerprint
from voice_helper.prompts import Prompts
from voice_helper.understanding import Asker
from voice_helper.understanding.examples import documented
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.likeness import Likeness
from voice_helper.understanding.tokens import MOST, tokens
from voice_helper.understanding.vectors import Vectors


@pytest.fixture(scope="module")
def lexicon(prompts: Prompts) -> Lexicon:
    return Lexicon.from_table(prompts.table("lexicon"))


@pytest.fixture(scope="module")
def likeness(prompts: Prompts, lexicon: Lexicon) -> Likeness:
    return Likeness(prompts.table("likeness"), Vectors(prompts.table("vectors")), lexicon)


def test_the_weights_were_learned_from_the_questions_and_words_of_today(prompts: Prompts) -> None:
    told = "run 'make learn': questions, words or rules have changed since it was last run"
    about = json.loads(prompts.table("likeness")["about"].tobytes())
    assert about["fingerprint"] == fingerprint(prompts), told


def test_nearly_every_documented_question_is_like_itself(
    likeness: Likeness, lexicon: Lexicon, prompts: Prompts
) -> None:
    asked = list(documented(prompts))
    guesses = [likeness.guess(lexicon.words(example.text)) for example in asked]
    right = sum(
        guess is not None and (guess.rule, guess.verdict) == (example.rule, example.verdict)
        for guess, example in zip(guesses, asked, strict=True)
    )
    assert right >= 0.97 * len(asked)


@given(words=st.lists(st.sampled_from(["can", "i", "see", "her", "pin", "zzz"]), min_size=1))
def test_likelihood_and_doubt_are_between_nothing_and_one(
    likeness: Likeness, words: Sequence[str]
) -> None:
    guess = likeness.guess(words)
    assert guess is not None
    assert 0 < guess.likelihood <= 1.001
    assert 0 <= guess.doubt <= 1.001


def test_no_words_are_like_nothing(likeness: Likeness) -> None:
    assert likeness.guess([]) is None


def test_words_that_nobody_taught_are_like_no_question(likeness: Likeness) -> None:
    guess = likeness.guess(["\u0436\u0443\u043a", "\u043f\u0435\u0440\u043e", "\u0434\u043e\u043c"])
    assert guess is not None
    assert guess.verdict == "unknown" or guess.likelihood < 0.6


def test_a_word_that_no_question_has_is_read_by_its_likes(
    likeness: Likeness, lexicon: Lexicon, prompts: Prompts
) -> None:
    taught = {word for e in documented(prompts) for word in lexicon.words(e.text)}
    assert "scribble" not in taught
    guess = likeness.guess(lexicon.words("may I scribble her PIN in my notebook"))
    assert guess is not None
    assert (guess.rule, guess.verdict) == ("personal-codes", "not-allowed")


def test_tokens_name_persons_deeds_and_things_by_concept(lexicon: Lexicon) -> None:
    told = tokens(lexicon.words("can my mother type her pin"), lexicon, Asker.HELPER)
    tags = {token.word: token.tag for token in told}
    assert tags["<helper>"] == "-"
    assert tags["mother"] == "person:third"
    assert tags["type"] == "deed:enter"
    assert tags["pin"] == "thing:pin"


@given(words=st.lists(st.sampled_from(["can", "i", "see", "it"]), max_size=3 * MOST))
def test_a_long_utterance_is_read_at_both_ends(lexicon: Lexicon, words: list[str]) -> None:
    told = tokens(words, lexicon)
    assert len(told) == min(len(words), MOST) + 1
    assert [token.word for token in told[1:2]] == words[:1]
    assert [token.word for token in told[1:][-1:]] == words[-1:]
