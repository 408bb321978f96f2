"""``voice-helper demo``: the main job on a machine without sound, each stage printed.

The questions are spoken by our own voice into WAV files, heard by the real recogniser, answered by
the real conversation, and the answers are spoken into WAV files again.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from voice_helper.actions import Action, End, Say, SetVoice
from voice_helper.answer import Adviser, Answer
from voice_helper.cli import DONE
from voice_helper.cli.models import have_model
from voice_helper.cli.output import tell
from voice_helper.conversation import Conversation, State
from voice_helper.errors import InputError
from voice_helper.events import Heard, Noise, SpeechEnded
from voice_helper.prompts import Prompts
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.session.parts import open_recogniser, open_voice
from voice_helper.session.recordings import hear
from voice_helper.sound.wav import read_wav
from voice_helper.understanding import Command, Read
from voice_helper.voice.voice import Voice

FOLDER = Path("voice-helper-demo")
ASKING_RATE = 140
"""Words a minute of the voice that asks; the one that answers begins at 160."""


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """Show the main job; spoken questions and answers go to the folder that ``--to`` names."""
    return show(Path(options.to), prompts)


def show(folder: Path, prompts: Prompts) -> int:
    """Play the demo's questions to the real parts, and print each stage."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError("demo-folder", folder=folder) from fault
    tell(prompts, "demo-begins")
    voice = open_voice(prompts)
    have_model(prompts)
    adviser = Adviser(prompts)
    recogniser = open_recogniser(prompts)
    _Stage(folder, prompts, voice, recogniser, adviser).play()
    tell(prompts, "demo-ends", folder=folder)
    return DONE


class _Stage:
    """One demo: who asks, who hears, who answers."""

    def __init__(
        self,
        folder: Path,
        prompts: Prompts,
        voice: Voice,
        recogniser: Recogniser,
        adviser: Adviser,
    ) -> None:
        self._folder = folder
        self._prompts = prompts
        self._voice = voice
        self._recogniser = recogniser
        self._adviser = adviser
        self._conversation = Conversation.of(prompts, self._adviser)
        self._pace = (0, 0.0)

    def play(self) -> None:
        """Ask one question after the other, until the conversation ends."""
        state, actions = self._conversation.begin()
        self._speak(actions, 0)
        for number, words in enumerate(self._questions(), start=1):
            state, _ = self._conversation.step(state, SpeechEnded())
            heard, began = self._ask(number, words)
            self._explain(heard, state)
            state, actions = self._conversation.step(state, heard or Noise())
            self._tell("demo-took", milliseconds=round(1000 * (time.monotonic() - began)))
            self._speak(actions, number)
            if any(isinstance(action, End) for action in actions):
                return

    def _questions(self) -> Iterator[str]:
        yield from self._prompts.entry("cli", "demo-question-words").wordings

    def _ask(self, number: int, words: str) -> tuple[Heard | None, float]:
        """Speak a question into a file and hear it; gives also when the hearing was at its end."""
        self._tell("demo-question", number=number, words=words)
        path = self._folder / f"{number:02}-question.wav"
        self._voice.configure(ASKING_RATE, 1.0)
        self._voice.save(words, path)
        began = time.monotonic()
        sound = read_wav(path)
        return hear(self._recogniser, sound), began

    def _explain(self, heard: Heard | None, state: State) -> None:
        if heard is None:
            self._tell("demo-heard-nothing")
            return
        self._tell("demo-heard", words=heard.words, confidence=f"{heard.confidence:.2f}")
        read = self._adviser.understanding.read(heard.words, context=state.context)
        self._tell("demo-understood", understood=_in_words(read))
        reply = self._adviser.reply(
            heard.words,
            context=state.context,
            confidence=heard.confidence,
            alternatives=heard.alternatives,
        )
        if isinstance(reply, Answer):
            key = "demo-ruling" if reply.rule else "demo-ruling-none"
            self._tell(key, verdict=reply.verdict, rule=reply.rule)

    def _speak(self, actions: tuple[Action, ...], number: int) -> None:
        for action in actions:
            if isinstance(action, SetVoice):
                self._pace = (action.rate, action.volume)
        self._voice.configure(*self._pace)
        says = [action for action in actions if isinstance(action, Say)]
        for part, line in enumerate(says, start=1):
            self._tell("demo-says", text=line.text)
            self._voice.save(line.text, self._folder / f"{number:02}-answer-{part}.wav")

    def _tell(self, key: str, **slots: object) -> None:
        tell(self._prompts, key, **slots)


def _in_words(read: object) -> str:
    """Give what was understood, in the names of the domain."""
    if isinstance(read, Command):
        return read.name
    if not isinstance(read, Read):
        return "-"
    acts = [f"{act.actor} - {act.deed} - {act.thing} ({act.owner})" for act in read.question.acts]
    guess = read.question.guess
    return "; ".join(acts) or (f"{guess.rule} ({guess.verdict})" if guess is not None else "-")
