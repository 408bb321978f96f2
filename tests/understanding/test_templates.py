from __future__ import annotations

import pytest

from benchmarks.understanding.measure import KEPT_ASIDE, questions
from voice_helper.prompts import Prompts
from voice_helper.understanding.examples import examples_of
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.templates import training_sentences


@pytest.mark.parametrize("name", KEPT_ASIDE)
def test_nothing_is_learned_from_a_question_that_is_kept_aside(prompts: Prompts, name: str) -> None:
    words = Lexicon.from_table(prompts.table("lexicon")).words
    taught = {words(example.text) for example in examples_of(prompts)}
    assert not [asked.text for asked in questions(name) if words(asked.text) in taught]


def test_every_sentence_counts(prompts: Prompts) -> None:
    assert all(sentence and weight > 0 for sentence, weight in training_sentences(prompts))
