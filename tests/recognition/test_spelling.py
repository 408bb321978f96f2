from __future__ import annotations

import pytest

from voice_helper.errors import PromptsError
from voice_helper.prompts import Prompts
from voice_helper.recognition.sentences import prompted_sentences
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.store import vocabulary
from voice_helper.understanding.examples import documented
from voice_helper.understanding.templates import as_spoken

KNOWN = vocabulary("en")


@pytest.mark.parametrize(
    ("heard", "normal"),
    [
        ("what is mit i d", "what is mitid"),
        ("meet i d and nem i d", "mitid and nemid"),
        ("can i see mums code", "can i see mum's code"),
        ("i see", "i see"),
        ("", ""),
    ],
)
def test_heard_words_are_folded_to_the_normal_spelling(
    prompts: Prompts, heard: str, normal: str
) -> None:
    assert load_spelling(prompts).fold(heard) == normal


def test_sentence_is_taught_in_every_spelling_likeliest_first(prompts: Prompts) -> None:
    spellings = list(load_spelling(prompts).spellings("is mitid safe"))
    assert spellings[0] == "is mit i d safe"
    assert "is meet i d safe" in spellings


def test_every_taught_spelling_folds_back_to_its_word(prompts: Prompts) -> None:
    spelling = load_spelling(prompts)
    for word, ways in spelling.said.items():
        for way in ways:
            assert spelling.fold(way) == word


def test_every_spoken_spelling_is_in_the_lexicon(prompts: Prompts) -> None:
    heard = load_spelling(prompts).heard
    assert {word for way in heard for word in way} - KNOWN == set()


def test_normal_word_that_needs_no_spelling_stays(prompts: Prompts) -> None:
    assert list(load_spelling(prompts).spellings("help me")) == ["help me"]


def test_documented_questions_use_known_words_only(prompts: Prompts) -> None:
    spelling = load_spelling(prompts)
    ways = (way for e in documented(prompts) for way in spelling.spellings(as_spoken(e.text)))
    assert {word for way in ways for word in way.split()} - KNOWN == set()


def test_training_sentences_use_known_words_nearly_throughout() -> None:
    sentences = prompted_sentences().sentences("en")
    words = [word for sentence, _ in sentences for word in sentence.split()]
    assert sum(word not in KNOWN for word in words) < 0.01 * len(words)


@pytest.mark.parametrize("table", [{}, {"said": {"mitid": "mit i d"}}, {"said": {"mitid": [3]}}])
def test_wrong_table_is_told(table: dict[str, object]) -> None:
    with pytest.raises(PromptsError):
        load_spelling(Prompts("en", {"spelling": table}))
