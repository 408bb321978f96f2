"""What README.md promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voice_helper.answer import Adviser, Answer
from voice_helper.conversation.keys import KEYS, TYPE
from voice_helper.prompts import Prompts
from voice_helper.understanding.commands import Command

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^- (.+\?)$", README, re.MULTILINE)
EXAMPLE = re.search(r'^> "(?P<question>.+?)" "(?P<answer>.+)"$', README, re.MULTILINE)
ROWS = re.findall(r"^\| ([a-z, ]*?) ?\| ([^|]+?) \| [^|]+ \|$", README, re.MULTILINE)
COMMANDS = [
    (said, key)
    for row in ROWS
    if row[0] not in {"", "say"}
    for said, key in zip(row[0].split(", "), row[1].split(", "), strict=True)
]
NAMED_KEYS = {
    "arrow down": "down",
    "arrow up": "up",
    "minus": "-",
    "plus": "+",
    "question mark": "?",
}


def test_questions_and_commands_are_found_in_the_readme() -> None:
    assert len(QUESTIONS) >= 5
    assert len(COMMANDS) >= 20


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_of_the_readme_has_an_answer(prompts: Prompts, question: str) -> None:
    reply = Adviser(prompts).reply(question)
    assert isinstance(reply, Answer)
    assert reply.verdict not in {"unknown", "clarify"}


def test_the_answer_that_the_readme_shows_is_the_one_that_is_given(prompts: Prompts) -> None:
    assert EXAMPLE is not None
    reply = Adviser(prompts).reply(EXAMPLE["question"])
    assert isinstance(reply, Answer)
    assert reply.text == EXAMPLE["answer"]


@pytest.mark.parametrize(("said", "key"), COMMANDS)
def test_a_phrase_of_the_readme_and_its_key_do_the_same(
    prompts: Prompts, said: str, key: str
) -> None:
    reply = Adviser(prompts).reply(said)
    assert isinstance(reply, Command)
    assert KEYS[NAMED_KEYS.get(key, key.lower())] == reply.name


def test_the_readme_names_the_key_for_typing() -> None:
    assert ("", TYPE) in ROWS
