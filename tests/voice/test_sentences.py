from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voice_helper.voice.sentences import LONGEST, sentences


def texts(text: str) -> list[str]:
    return [sentence for _, sentence in sentences(text)]


def test_each_sentence_comes_by_itself() -> None:
    assert texts("Helper: no. Ask them!  Why? \nBecause.") == [
        "Helper: no.",
        "Ask them!",
        "Why?",
        "Because.",
    ]


def test_a_full_stop_before_a_small_letter_ends_nothing() -> None:
    assert texts("Codes, e.g. the PIN. Numbers, 1.5 too.") == [
        "Codes, e.g. the PIN.",
        "Numbers, 1.5 too.",
    ]


def test_nothing_to_speak_gives_no_sentence() -> None:
    assert texts(" ... \n !? ") == []


def test_a_long_sentence_is_cut_where_it_can_draw_breath() -> None:
    clause = "and this goes on without an end in sight"
    parts = texts(", ".join([clause] * 20))
    assert len(parts) > 1
    assert all(part.endswith(("sight,", "sight")) for part in parts)


def test_a_word_that_is_too_long_is_cut_all_the_same() -> None:
    assert "".join(texts("x" * 1000)) == "x" * 1000


@given(st.text(alphabet="ab. ,!?\n)9Ж", max_size=900))
def test_every_word_is_spoken_once_and_where_it_says(text: str) -> None:
    found = list(sentences(text))
    assert all(len(sentence) <= LONGEST for _, sentence in found)
    assert all(text[start : start + len(sentence)] == sentence for start, sentence in found)
    kept = "".join(c for _, sentence in found for c in sentence if c.isalnum())
    assert kept == "".join(c for c in text if c.isalnum())
