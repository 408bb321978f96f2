"""Words to questions and commands; nothing that is heard is kept beyond the next turn."""

from voice_helper.understanding.choosing import Chooser
from voice_helper.understanding.commands import Command
from voice_helper.understanding.expectation import Expectation, Expecting, Patience
from voice_helper.understanding.leaning import Context
from voice_helper.understanding.roles import Asker
from voice_helper.understanding.understand import NotUnderstood, Read, Understanding

__all__ = [
    "Asker",
    "Chooser",
    "Command",
    "Context",
    "Expectation",
    "Expecting",
    "NotUnderstood",
    "Patience",
    "Read",
    "Understanding",
]
