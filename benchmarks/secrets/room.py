"""A room in which a secret step is open: the real recogniser listens."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from voice_helper.events import Heard, Noise
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.closed_set import ClosedSet
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.recogniser import RATE
from voice_helper.recognition.store import model_store
from voice_helper.recognition.vosk_recogniser import VoskRecogniser
from voice_helper.sound.wav import Sound
from voice_helper.understanding.expectation import Expectation, Expecting

BLOCK = RATE // 10 * 2
"""Bytes of a tenth of a second."""
ALWAYS = ("help", "repeat", "stop", "back")


class Stage(StrEnum):
    """What the phrases of the stage are called in ``secret-step.toml``."""

    CUE = "turned-away"
    ALONE = "nobody-sees"
    OPEN = "finished"


class Room:
    """The recogniser, and what it expects at each stage."""

    def __init__(self) -> None:
        """Load the model and the prompts."""
        prompts = load_prompts(prompts_root() / "en")
        self._table = prompts.table("secret-step")
        self.recogniser: VoskRecogniser = open_vosk(model_store().ready("en"), prompts)

    def ending(self, stage: Stage) -> list[str]:
        """Give the phrases that open or end a step at this stage."""
        return list(self._table[stage.value]["phrases"])

    def expectation(self, stage: Stage) -> Expectation:
        """Give everything that makes sense at this stage."""
        always = [phrase for name in ALWAYS for phrase in self._table[name]["phrases"]]
        return Expectation(Expecting.SECRET_STEP, (*self.ending(stage), *always))

    def outcomes(self, stage: Stage, sound: Sound) -> list[Heard | Noise]:
        """Give what is heard of a recording that comes in as from a microphone."""
        self.recogniser.expect(Expectation(Expecting.QUESTIONS, ()))
        self.recogniser.expect(self.expectation(stage))
        data = sound.as_bytes()
        blocks = (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
        heard = [*map(self.recogniser.accept, blocks), self.recogniser.finish()]
        return [outcome for outcome in heard if outcome is not None]

    def phrases(self, stage: Stage, sound: Sound) -> list[str]:
        """Give the phrases that are heard."""
        return [each.words for each in self.outcomes(stage, sound) if isinstance(each, Heard)]

    def bare_decoder(self, stage: Stage) -> tuple[Any, ClosedSet]:
        """Give a decoder of its own and its grammar: to see what the recogniser throws away."""
        self.recogniser._decoders.clear()
        self.recogniser.expect(self.expectation(stage))
        closed, decoder = self.recogniser._closed, self.recogniser._decoder
        assert closed is not None
        self.recogniser._decoders.clear()
        return decoder, closed
