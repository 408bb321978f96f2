"""``voice-helper simulate``: the whole conversation without sound, an event a line.

Plain text is heard words; ``!silence SECONDS``, ``!key NAME``, ``!noise``, ``!device lost|back
[microphone|loudspeaker]``, ``!wav FILE`` and ``!clock SECONDS``, what a clock says now, are the
other events. Speech takes no time: what is said has been said to its end before the next line is
read.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from voice_helper.actions import Action, End, Listen, LookAway, Say, SetVoice, SoundOrder, Tone
from voice_helper.answer import Adviser
from voice_helper.cli import DONE, MISUSED
from voice_helper.cli.guide import route_of
from voice_helper.cli.output import complain, say_json
from voice_helper.cli.questions import Asked, from_file
from voice_helper.conversation import Conversation, open_questions
from voice_helper.errors import InputError, VoiceHelperError
from voice_helper.events import (
    Clock,
    DeviceBack,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    Noise,
    Silence,
    SpeechEnded,
)
from voice_helper.prompts import Prompts
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.understanding import Patience

DEVICES = ("microphone", "loudspeaker")
LONGEST_SILENCE = 86_400.0
"""Seconds; a day."""


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """Read events from standard input until the conversation or the input ends."""
    return _Room(prompts).run(_route(options.what))


def _route(words: list[str]) -> str | None:
    """Give the route of 'guide ROUTE': '' without one, None for plain questions."""
    if not words:
        return None
    if words[0] != "guide" or len(words) > 2:
        raise InputError("unknown-words", words=" ".join(words))
    return route_of(words[1] if len(words) == 2 else None)


class _Room:
    """A conversation whose devices are lines."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._adviser = Adviser(prompts)
        self._conversation = Conversation.of(prompts, self._adviser)
        self._recogniser: Recogniser | None = None
        self._expected = open_questions(prompts)
        self._status = DONE

    def run(self, route: str | None) -> int:
        """Talk until the end; 2 when a line was no event."""
        state, actions = self._conversation.begin(route=route)
        self._write(actions)
        for asked in from_file("-"):
            for event in (SpeechEnded(), self._event(asked)):
                if event is not None:
                    state, actions = self._conversation.step(state, event)
                    self._write(actions)
            if any(isinstance(action, End) for action in actions):
                break
        return self._status

    def _write(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Listen):
                self._expected = action.expectation
            say_json(as_json(action))

    def _event(self, asked: Asked) -> Event | None:
        line = asked.text.strip()
        if not line.startswith("!"):
            return Heard(" ".join(line.split()))
        try:
            return event_of(line, self._hear)
        except ValueError:
            self._refuse("unknown-event", number=asked.number, event=line[:80])
        except VoiceHelperError as fault:
            self._refuse(fault.key, **fault.slots)
        return None

    def _refuse(self, key: str, **slots: object) -> None:
        complain(key, self._prompts.language, **slots)
        self._status = MISUSED

    def _hear(self, file: str) -> Event:
        from voice_helper.session import parts, recordings  # noqa: PLC0415  (slow to import)

        sound = recordings.read_recording(file)
        if self._recogniser is None:
            self._recogniser = parts.open_recogniser(self._prompts)
        return recordings.hear_expecting(self._recogniser, sound, self._expected)


def event_of(line: str, hear: Callable[[str], Event]) -> Event:
    """Give the event of a line that begins with '!'; ValueError if it is none.

    ``hear(file)`` gives what is heard in a recording.
    """
    match line.split(maxsplit=1):
        case ["!noise"]:
            return Noise()
        case ["!silence", seconds]:
            return Silence(_seconds(seconds))
        case ["!clock", seconds]:
            return Clock(_seconds(seconds))
        case ["!key", name] if len(name.split()) == 1:
            return KeyPressed(name)
        case ["!wav", file]:
            return hear(file)
        case ["!device", what]:
            return _device(what.split())
        case _:
            raise ValueError(line)


def _seconds(word: str) -> float:
    seconds = float(word)
    if not 0.0 <= seconds <= LONGEST_SILENCE:
        raise ValueError(word)
    return seconds


def _device(words: list[str]) -> Event:
    what, device = (words[0], words[1] if len(words) == 2 else DEVICES[0])
    if len(words) > 2 or device not in DEVICES or what not in {"lost", "back"}:
        raise ValueError(what)
    return DeviceLost(device) if what == "lost" else DeviceBack(device)


def as_json(action: Action) -> dict[str, object]:  # noqa: PLR0911  (one for each action)
    """Give an action as the JSON object that the interface lays down."""
    match action:
        case Say():
            return {
                "action": "say",
                "to": str(action.to),
                "priority": str(action.priority),
                "text": action.text,
            }
        case Tone():
            return {"action": "tone", "kind": action.kind}
        case Listen():
            expectation = action.expectation
            told: dict[str, object] = {
                "action": "listen",
                "expect": str(expectation.kind),
                "phrases": len(expectation.phrases),
            }
            is_usual = expectation.patience is Patience.NORMAL
            return told if is_usual else told | {"patience": str(expectation.patience)}
        case LookAway():
            return {"action": "look-away", "state": action.state}
        case SetVoice():
            return {"action": "voice", "rate": action.rate, "volume": action.volume}
        case SoundOrder():
            return {"action": "sound", "what": action.what, "device": action.device}
        case End():
            return {"action": "end"}
