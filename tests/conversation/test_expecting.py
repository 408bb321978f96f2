from __future__ import annotations

import pytest

from tests.conversation.talk import Talk
from voice_helper.conversation import open_questions
from voice_helper.conversation.company import Company
from voice_helper.conversation.expecting import guard_words
from voice_helper.conversation.state import Stage, State
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expecting


def test_open_questions_are_expected_with_examples_and_commands(prompts: Prompts) -> None:
    expected = open_questions(prompts)
    assert expected.kind is Expecting.QUESTIONS
    assert "repeat" in expected.phrases
    assert any("pin" in phrase for phrase in expected.phrases)


def test_courtesy_alone_is_not_expected(prompts: Prompts) -> None:
    assert not {"please", "thank you"} & set(open_questions(prompts).phrases)


def test_a_secret_step_expects_its_handful_and_nothing_else(prompts: Prompts) -> None:
    talk = Talk(prompts)
    talk.hears("i am about to make my pin")
    assert talk.expected.kind is Expecting.SECRET_STEP
    assert "my helper has turned away" in talk.expected.phrases
    assert "i am finished" not in talk.expected.phrases
    talk.hears("my helper has turned away")
    assert "i am finished" in talk.expected.phrases
    assert not {"next", "yes", "goodbye"} & set(talk.expected.phrases)


@pytest.mark.parametrize(("has_helper", "counts"), [(True, False), (None, True), (False, True)])
def test_that_nobody_sees_counts_unless_a_helper_is_there(
    has_helper: bool | None, counts: bool
) -> None:
    words = guard_words(Stage.CUE, State(company=Company(has_helper)))
    assert ("nobody-sees" in words) is counts


def test_a_confirmation_expects_few_commands(prompts: Prompts) -> None:
    talk = Talk(prompts, route="")
    talk.hears("goodbye")
    assert {"yes", "no", "repeat", "help"} <= set(talk.expected.phrases)
    assert "next" not in talk.expected.phrases
