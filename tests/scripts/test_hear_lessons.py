from __future__ import annotations

import tomllib

import pytest

from scripts.hear_lessons import group, is_fit
from voice_helper.prompts import Prompts
from voice_helper.understanding.examples import Example
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.roles import Asker


@pytest.mark.parametrize(
    ("said", "heard", "is_kept"),
    [
        ("may my friend type my phone number", "may my friend tape my phone number", True),
        ("may my friend type my phone number", "may my friend type my phone number", False),
        ("may my friend type my PIN", "may my friend type my phone number", False),
        ("may my friend see my PIN", "the weather over there pin", False),
    ],
)
def test_kept_is_what_is_other_words_for_the_same_things(
    prompts: Prompts, said: str, heard: str, *, is_kept: bool
) -> None:
    lexicon = Lexicon.from_table(prompts.table("lexicon"))
    assert is_fit(said, heard, lexicon) is is_kept


def test_an_example_is_written_as_it_is_read() -> None:
    example = Example(
        'she said "now"', "clarify", "", frozenset({"be-together"}), frozenset(), Asker.HELPER
    )
    (read,) = tomllib.loads(group(example))["group"]
    assert read == {
        "verdict": "clarify",
        "rule": "",
        "asker": "helper",
        "also": ["be-together"],
        "also_verdict": [],
        "texts": ['she said "now"'],
    }
