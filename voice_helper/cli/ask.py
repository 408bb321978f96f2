"""``voice-helper ask``: typed or recorded questions, answered in the order given."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from voice_helper.answer import Adviser, Answer
from voice_helper.cli import DONE, MISUSED
from voice_helper.cli.output import complain, explain, say, say_json, tell
from voice_helper.cli.questions import Asked, from_file, from_words
from voice_helper.errors import InputError, VoiceHelperError
from voice_helper.paths import chosen_devices
from voice_helper.prompts import Prompts
from voice_helper.rules.ruling import Verdict
from voice_helper.understanding import Asker, Command, Context, Understanding

if TYPE_CHECKING:
    from voice_helper.events import Heard
    from voice_helper.voice.voice import Voice

LONGEST_QUESTION = 1_000
"""Characters; nobody asks more than that at once, and none of it would be dependable."""


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """Answer what was asked; 2 when a question or a recording couldn't be used."""
    given = [bool(options.question), options.file is not None, options.wav is not None]
    if sum(given) != 1:
        raise InputError("ask-what" if not any(given) else "ask-one-way")
    desk = _Desk(options, prompts)
    if options.wav is not None:
        return _ask_recordings(options.wav, desk)
    asked = (
        from_file(options.file) if options.file else iter([from_words(" ".join(options.question))])
    )
    return _ask_typed(asked, desk)


class _Desk:
    """Answers questions, and gives each answer out in the way that was asked for."""

    def __init__(self, options: argparse.Namespace, prompts: Prompts) -> None:
        self.prompts = prompts
        self._adviser = Adviser(prompts)
        self._asker = Asker(options.asker) if options.asker else Asker.UNKNOWN
        self._is_json = options.json
        self._is_many = options.file is not None or options.wav is not None
        self._voice: Voice | None = _voice(prompts) if options.speak else None

    @property
    def understanding(self) -> Understanding:
        """What reads the words."""
        return self._adviser.understanding

    def answer(
        self, words: str, confidence: float = 1.0, alternatives: tuple[str, ...] = ()
    ) -> Answer:
        """Answer words; a command is answered with where it works."""
        if len(words) > LONGEST_QUESTION:
            return self.unknown("too-long")
        reply = self._adviser.reply(
            words, asker=self._asker, confidence=confidence, alternatives=alternatives
        )
        if not isinstance(reply, Command):
            return reply
        if reply.name == "help":
            answer = self.unknown("command-elsewhere")
            return replace(answer, heard=words, text=self.prompts.line("conversation", "help"))
        return replace(self.unknown("command-elsewhere"), heard=words)

    def unknown(self, key: str) -> Answer:
        """Give an answer that says why there is none: the line ``key`` of cli.toml."""
        return Answer(
            heard="",
            verdict=Verdict.UNKNOWN,
            rule=None,
            text=self.prompts.line("cli", key),
            options=(),
            source=None,
            confidence=0.0,
            context=Context(),
        )

    def give(self, answer: Answer, question: str | None) -> None:
        """Print the answer, and speak it if that was asked for; ``question`` as it was typed."""
        if self._is_json:
            say_json(answer.as_json(question))
        else:
            if self._is_many:
                shown = question if question is not None else answer.heard
                tell(self.prompts, "asked", question=shown[:LONGEST_QUESTION])
            say(answer.text)
        if self._voice is not None:
            self._voice.say(answer.text)

    def refuse(self, key: str, **slots: object) -> None:
        """Say on standard error what couldn't be used."""
        complain(key, self.prompts.language, **slots)

    def refuse_fault(self, fault: VoiceHelperError) -> None:
        """Say on standard error what couldn't be used; with JSON, keep the order of lines."""
        complain(fault.key, self.prompts.language, **fault.slots)
        if self._is_json:
            answer = replace(self.unknown("not-heard"), text=explain(fault, self.prompts.language))
            say_json(answer.as_json(None))


def _ask_typed(questions: Iterator[Asked], desk: _Desk) -> int:
    status = DONE
    is_any = False
    for asked in questions:
        is_any = True
        if asked.is_text:
            desk.give(desk.answer(asked.text), asked.text)
        else:
            desk.refuse("question-not-utf8", number=asked.number)
            desk.give(desk.unknown("not-utf8"), asked.text)
            status = MISUSED
    if not is_any:
        raise InputError("no-questions")
    return status


def _ask_recordings(files: list[str], desk: _Desk) -> int:
    from voice_helper.session.recordings import hear_all  # noqa: PLC0415  (numpy, vosk: slow)

    status = DONE
    for outcome in hear_all(files, desk.prompts):
        if isinstance(outcome, VoiceHelperError):
            desk.refuse_fault(outcome)
            status = MISUSED
        else:
            desk.give(_heard(outcome, desk), None)
    return status


def _heard(heard: Heard | None, desk: _Desk) -> Answer:
    if heard is None:
        return desk.unknown("not-heard")
    return desk.answer(heard.words, heard.confidence, heard.alternatives)


def _voice(prompts: Prompts) -> Voice:
    """Give the voice at the loudspeaker that is remembered."""
    from voice_helper.session.parts import open_voice  # noqa: PLC0415  (sound is slow to import)
    from voice_helper.session.settings import Settings  # noqa: PLC0415  (the same)

    return open_voice(prompts, Settings(chosen_devices()).name_of("loudspeaker"))
