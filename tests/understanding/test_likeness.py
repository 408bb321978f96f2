from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.learn_likeness import fingerprint
from voice_helper.prompts import Prompts
from voice_helper.understanding.examples import DOCUMENTED, examples_of
from voice_helper.understanding.features import features
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.likeness import Likeness


@pytest.fixture(scope="module")
def lexicon(prompts: Prompts) -> Lexicon:
    return Lexicon.from_table(prompts.table("lexicon"))


@pytest.fixture(scope="module")
def likeness(prompts: Prompts, lexicon: Lexicon) -> Likeness:
    return Likeness(prompts.table("likeness"), lexicon)


def test_the_weights_were_learned_from_the_questions_and_words_of_today(prompts: Prompts) -> None:
    told = "run 'make learn': questions, words or rules have changed since it was last run"
    assert prompts.table("likeness")["fingerprint"] == fingerprint(prompts), told


def test_nearly_every_documented_question_is_like_itself(
    likeness: Likeness, lexicon: Lexicon, prompts: Prompts
) -> None:
    asked = list(examples_of(prompts, DOCUMENTED))
    guesses = [(rule, likeness.guess(lexicon.words(text))) for rule, _, text in asked]
    right = sum(guess is not None and guess.rule == rule for rule, guess in guesses)
    assert right >= 0.97 * len(asked)


@given(words=st.lists(st.sampled_from(["can", "i", "see", "her", "pin", "zzz"]), max_size=12))
def test_a_likelihood_is_between_nothing_and_one(likeness: Likeness, words: list[str]) -> None:
    guess = likeness.guess(words)
    assert guess is None or 0 < guess.likelihood <= 1


def test_nothing_known_is_like_nothing(likeness: Likeness) -> None:
    guess = likeness.guess(["\u0436\u0443\u043a"])
    assert guess is None or guess.likelihood < 0.3


def test_features_name_persons_deeds_and_things_by_concept(lexicon: Lexicon) -> None:
    found = features(lexicon.words("can my mother type her pin"), lexicon)
    assert {"<third>", "[enter]", "<pin>", "type", "[enter] <third>"} <= found
