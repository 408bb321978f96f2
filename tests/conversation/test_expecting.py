from __future__ import annotations

from voice_helper.conversation import open_questions
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expecting


def test_open_questions_are_expected_with_examples_and_commands(prompts: Prompts) -> None:
    expected = open_questions(prompts)
    assert expected.kind is Expecting.QUESTIONS
    assert "repeat" in expected.phrases
    assert any("pin" in phrase for phrase in expected.phrases)


def test_courtesy_alone_is_not_expected(prompts: Prompts) -> None:
    assert not {"please", "thank you"} & set(open_questions(prompts).phrases)
