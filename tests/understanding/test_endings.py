from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.lessons import endings_fingerprint
from voice_helper.prompts import Prompts
from voice_helper.understanding.endings import Endings
from voice_helper.understanding.examples import documented


@pytest.fixture(scope="module")
def endings(prompts: Prompts) -> Endings:
    return Endings.of(prompts)


def test_the_weights_were_learned_from_the_sentences_of_today(prompts: Prompts) -> None:
    told = "run 'make learn': questions or words have changed since it was last run"
    about = json.loads(prompts.table("endings")["about"].tobytes())
    assert about["fingerprint"] == endings_fingerprint(prompts), told


@pytest.mark.parametrize(
    "words",
    ["can", "can my daughter", "can my daughter see", "can my daughter see my", "may i see her",
     "may my helper type in my phone number and", "when must i", "what do we need to", "i am"],
)  # fmt: skip
def test_a_sentence_is_waited_for_in_its_middle(endings: Endings, words: str) -> None:
    assert endings.likelihood(words) < 0.1


@pytest.mark.parametrize(
    "words",
    ["may my helper see my pin", "May my helper see my PIN?", "when must the helper look away",
     "repeat", "next", "stop", "yes", "goodbye", "what can i say"],
)  # fmt: skip
def test_a_known_question_or_command_is_whole_at_once(endings: Endings, words: str) -> None:
    assert endings.likelihood(words) > 0.7


def test_a_phrase_that_others_go_on_from_is_waited_for_a_little(endings: Endings) -> None:
    assert 0.3 < endings.likelihood("no") < 0.9
    assert endings.likelihood("i do") < endings.likelihood("i do not know")


def test_documented_questions_are_told_from_their_beginnings(
    endings: Endings, prompts: Prompts
) -> None:
    asked = [example.text.split() for example in documented(prompts)]
    whole = [endings.likelihood(" ".join(words)) for words in asked]
    begun = [
        endings.likelihood(" ".join(words[:length]))
        for words in asked
        for length in range(1, len(words))
    ]
    assert sum(likelihood >= 0.7 for likelihood in whole) >= 0.95 * len(whole)
    assert sum(likelihood >= 0.7 for likelihood in begun) <= 0.01 * len(begun)


def test_no_words_are_nothing_whole(endings: Endings) -> None:
    assert endings.likelihood("") == 0.0


@given(st.text(max_size=60))
def test_a_likelihood_is_between_nothing_and_one(endings: Endings, text: str) -> None:
    assert 0.0 <= endings.likelihood(text) <= 1.0
