"""What makes sense to hear while questions may be asked."""

from __future__ import annotations

from voice_helper.conversation.lines import FILE
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expectation, Expecting

NO_COMMAND = "courtesy"
"""The entry of ``commands.toml`` that lists words around commands."""


def open_questions(prompts: Prompts) -> Expectation:
    """Expect open wording; the phrases are the examples that are offered, and every command."""
    examples = [text.lower() for text in prompts.entry(FILE, "example").wordings]
    commands = [
        phrase
        for name, entry in prompts.table("commands").items()
        if name != NO_COMMAND
        for phrase in entry["phrases"]
    ]
    return Expectation(Expecting.QUESTIONS, (*examples, *commands))
