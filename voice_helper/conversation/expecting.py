"""What makes sense to hear, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from voice_helper.conversation.state import Confirming, Guarding, Stage, State
from voice_helper.prompts import Prompts
from voice_helper.understanding import Expectation, Expecting
from voice_helper.understanding.commands import COURTESY

SECRET_STEP = "secret-step"
"""The file of the phrases that are understood in a secret step."""
IN_EVERY_STAGE = ("help", "repeat", "stop", "back")
"""What may be said in both stages of it."""
WHEN_CONFIRMING = ("yes", "no", "repeat", "help", "stop", "goodbye", "carry-on", "slower", "louder")
"""The commands that make sense while a yes is waited for."""


@dataclass(frozen=True)
class Expectations:
    """From where the conversation stands to what the recogniser should expect."""

    prompts: Prompts
    """The language's phrases."""
    open: Expectation
    """What to expect where questions may be asked."""

    def of(self, state: State) -> Expectation:
        """Give what makes sense in ``state``, and how long pauses may be."""
        return replace(self._at(state), patience=state.wishes.patience)

    def interrupting(self, state: State) -> Expectation | None:
        """Give what cuts short what is being said; None where only a key does."""
        if not state.wishes.has_headset:
            return None
        file = SECRET_STEP if isinstance(state.place, Guarding) else "commands"
        return Expectation(Expecting.INTERRUPTION, self._phrases(file, ("stop",)))

    def _at(self, state: State) -> Expectation:
        place = state.place
        if isinstance(place, Guarding):
            phrases = self._phrases(SECRET_STEP, guard_words(place.stage, state))
            return Expectation(Expecting.SECRET_STEP, phrases)
        if isinstance(place, Confirming):
            return Expectation(Expecting.COMMANDS, self._phrases("commands", WHEN_CONFIRMING))
        return self.open

    def _phrases(self, file: str, names: Iterable[str]) -> tuple[str, ...]:
        table = self.prompts.table(file)
        return tuple(phrase for name in names for phrase in table[name]["phrases"])


def guard_words(stage: Stage, state: State) -> tuple[str, ...]:
    """Name the groups of ``secret-step.toml`` that do something in a stage of a secret step."""
    if stage is Stage.OPEN:
        return ("finished", *IN_EVERY_STAGE)
    if state.company.has_helper:
        return ("turned-away", *IN_EVERY_STAGE)
    return ("turned-away", "nobody-sees", *IN_EVERY_STAGE)


def open_questions(prompts: Prompts) -> Expectation:
    """Expect open wording; the phrases are the examples that are offered, and every command."""
    examples = [text.lower() for text in prompts.entry("conversation", "example").wordings]
    commands = [
        phrase
        for name, entry in prompts.table("commands").items()
        if name != COURTESY
        for phrase in entry["phrases"]
    ]
    return Expectation(Expecting.QUESTIONS, (*examples, *commands))
