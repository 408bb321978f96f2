from __future__ import annotations

import pytest

from benchmarks.understanding.measure import questions
from voice_helper.prompts import Prompts
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.templates import training_sentences


@pytest.mark.parametrize("name", ["seed", "held-out", "kept-aside", "everyday", "out-of-scope"])
def test_no_phrasing_is_a_question_that_speech_is_measured_with(
    prompts: Prompts, name: str
) -> None:
    words = Lexicon.from_table(prompts.table("lexicon")).words
    taught = {words(sentence) for sentence in prompts.table("phrasings")["sentences"]}
    assert not [q["text"] for q in questions(name) if words(q["text"]) in taught]


def test_every_sentence_counts(prompts: Prompts) -> None:
    assert all(sentence and weight > 0 for sentence, weight in training_sentences(prompts))
