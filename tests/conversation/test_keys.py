from __future__ import annotations

import pytest

from voice_helper.conversation.keys import KEYS, command_of
from voice_helper.prompts import Prompts


def test_every_key_gives_a_command_of_the_language(prompts: Prompts) -> None:
    assert set(KEYS.values()) <= set(prompts.table("commands"))


@pytest.mark.parametrize("name", ["repeat", "slower", "faster", "louder", "softer", "stop"])
def test_every_ordinary_command_has_a_key(name: str) -> None:
    assert name in KEYS.values()


def test_letters_count_in_either_case() -> None:
    assert command_of("R") == command_of("r") == "repeat"


def test_other_keys_have_no_command() -> None:
    assert command_of("x") is None
