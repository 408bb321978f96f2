from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.errors import PromptsError
from voice_helper.prompts import Prompts
from voice_helper.voice.pronunciation import Pronunciation


@pytest.fixture
def english(prompts: Prompts) -> Pronunciation:
    return Pronunciation.from_table(prompts.table("pronunciation"))


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Call +45 33 98 00 10.", "Call plus 4 5, 3 3, 9 8, 0 0, 1 0."),
        ("80 30 70 50, or later", "8 0, 3 0, 7 0, 5 0, or later"),
        ("33980010", "3 3, 9 8, 0 0, 1 0"),
        ("010203-1234", "0 1 0 2 0 3, 1 2 3 4"),
        ("as of 2026-06", "as of 2026-06"),
        ("In 2023 it closed", "In 2023 it closed"),
        ("iPhone 6 or Android 8", "iPhone 6 or Android 8"),
        ("1.000.000 people", "1.000.000 people"),
        ("MitID, and MitIDs", "mit I D, and MitIDs"),
        ("a PIN of six digits", "a pin of six digits"),  # espeak spells PIN here
        ("your MitID's app", "your mit I D's app"),
        ("Go to www.mitid.dk.", "Go to mit I D dot D K."),
    ],
)
def test_what_is_printed_is_spoken_so(english: Pronunciation, printed: str, spoken: str) -> None:
    assert english.spoken(printed) == spoken


def test_a_plus_is_spoken_in_the_language_of_the_table() -> None:
    danish = Pronunciation.from_table({"plus": "og"})
    assert danish.spoken("+45 33 98 00 10").startswith("og 4 5,")


def test_a_table_that_holds_no_words_is_told() -> None:
    with pytest.raises(PromptsError):
        Pronunciation.from_table({"words": {"MitID": 5}})


def test_control_characters_never_reach_the_synthesiser() -> None:
    assert Pronunciation().spoken("a\0b\x1bc") == "a b c"


@given(st.text(alphabet="0123456789 +-.,ab", max_size=60))
def test_no_digit_is_lost_or_changed(text: str) -> None:
    spoken = Pronunciation().spoken(text)
    assert [c for c in spoken if c.isdigit()] == [c for c in text if c.isdigit()]
