from __future__ import annotations

import pytest

from tests.conversation.talk import Talk, conversation_of, says
from voice_helper.conversation.menu import AT_A_TIME, CHOICES
from voice_helper.events import Heard
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


def all_pages(talk: Talk) -> list[list[str]]:
    talk.hears("what can i say")
    pages = [says(talk.actions)]
    while "That is all." not in pages[-1]:
        talk.hears("more")
        pages.append(says(talk.actions))
    return pages


def told(talk: Talk) -> str:
    return " ".join(line for page in all_pages(talk) for line in page)


def test_three_things_are_told_at_a_time(talk: Talk) -> None:
    pages = all_pages(talk)
    assert all(len(page) <= AT_A_TIME + 1 for page in pages)
    assert len(pages) > 1


def test_the_last_line_says_how_to_hear_more(talk: Talk) -> None:
    talk.hears("what can i say")
    assert "say: more" in says(talk.actions)[-1]


def test_only_what_works_now_is_told(talk: Talk) -> None:
    assert "how do you know" not in told(talk)
    talk.hears("may my helper see my pin")
    assert "how do you know" in told(talk)


def test_faster_is_not_offered_at_the_highest_speed(talk: Talk) -> None:
    assert "say: faster" in told(talk)
    talk.hears(*["faster"] * 12)
    assert "say: faster" not in told(talk)


def test_something_else_closes_the_list(talk: Talk) -> None:
    talk.hears("what can i say", "help")
    assert "no more" in talk.hears("more")


def test_asking_again_goes_on_to_the_next_three(talk: Talk) -> None:
    first = talk.hears("what can i say")
    assert talk.hears("what can i say") != first


def test_every_command_that_is_told_is_a_command(prompts: Prompts) -> None:
    talk = Talk(prompts)
    for key, _ in CHOICES:
        text = prompts.entry("conversation", key).wording()
        if ", say: " in text:
            phrase = text.rsplit("say: ", 1)[1].rstrip(".")
            talk.happens(Heard(phrase))
            assert "heard" in talk.tones or phrase == "goodbye", phrase


def test_every_example_has_an_answer(prompts: Prompts) -> None:
    for example in prompts.entry("conversation", "example").wordings:
        conversation = conversation_of(prompts)
        state, _ = conversation.begin()
        state, _ = conversation.step(state, Heard(example.lower()))
        assert state.source is not None, example
