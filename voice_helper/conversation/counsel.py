"""Who knows the answers: the seam between turn-taking and understanding."""

from __future__ import annotations

from typing import Protocol

from voice_helper.answer import Answer
from voice_helper.understanding import Context
from voice_helper.understanding.choosing import Chooser
from voice_helper.understanding.commands import Command
from voice_helper.understanding.roles import Asker


class Counsel(Protocol):
    """Reads words and answers them; ``voice_helper.answer.Adviser`` is the real one."""

    @property
    def chooser(self) -> Chooser:
        """What finds the answers to the program's own questions."""
        ...

    def reply(
        self,
        words: str,
        *,
        asker: Asker = ...,
        context: Context | None = ...,
        confidence: float = ...,
        alternatives: tuple[str, ...] = ...,
    ) -> Command | Answer:
        """Give the command that the words are, or the answer to them; never raises on words."""
        ...
