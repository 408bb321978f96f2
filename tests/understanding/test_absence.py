from __future__ import annotations

import pytest

from voice_helper.prompts import Prompts
from voice_helper.understanding.absence import Absence
from voice_helper.understanding.lexicon import Lexicon


@pytest.fixture(scope="module")
def absence(prompts: Prompts) -> Absence:
    spelling = Lexicon.from_table(prompts.table("lexicon")).spelling
    return Absence(prompts.table("absence"), spelling)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("can the lady on the phone type the code", "suspicious-contact"),
        ("may someone on the internet enter my email", "suspicious-contact"),
        ("can my daughter type my email over the phone", "be-together"),
        ("may he see it by video call", "be-together"),
        ("may my helper type the code on the phone", None),
        ("how they can reach her by phone", None),
        ("the man", None),
        ("", None),
    ],
)
def test_who_is_not_in_the_room_is_told_from_the_words(
    absence: Absence, text: str, rule: str | None
) -> None:
    assert absence.rule(text.split()) == rule
