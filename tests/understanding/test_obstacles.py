from __future__ import annotations

import pytest

from voice_helper.prompts import Prompts
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.obstacles import Obstacles


@pytest.fixture(scope="module")
def obstacles(prompts: Prompts) -> Obstacles:
    return Obstacles(prompts.table("obstacles"), Lexicon.from_table(prompts.table("lexicon")))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("can the lady on the phone type the code", "suspicious-contact"),
        ("may someone on the internet enter my email", "suspicious-contact"),
        ("can my daughter type my email over the phone", "be-together"),
        ("may i scan her passport while she is asleep", "be-together"),
        ("can i enter the code when they are not here", "be-together"),
        ("can i scan her passport behind her back", "get-mitid-for-another"),
        ("may i type it although he said no", "get-mitid-for-another"),
        ("may my helper type the code on the phone", None),
        ("how they can reach her by phone", None),
        ("she types her pin behind my back", None),
        ("when she is", None),
        ("the man", None),
        ("", None),
    ],
)
def test_who_is_not_there_or_not_willing_is_told_from_the_words(
    obstacles: Obstacles, text: str, rule: str | None
) -> None:
    assert obstacles.rule(text.split()) == rule


def test_every_obstacle_is_a_rule_that_says_no(prompts: Prompts) -> None:
    rules = prompts.table("rules")
    assert all("not-allowed" in rules[rule] for rule in prompts.table("obstacles"))
