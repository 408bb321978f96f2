"""Turn-taking: one pure step from a state and an event to a state and actions.

Every sequence of actions ends with Listen or End, so the program is never silent without saying
why. Says come before the Listen that follows them; whoever carries the actions out begins to
listen when the last word has been spoken, and sends SpeechEnded then, which asks for nothing.
"""

from __future__ import annotations

from dataclasses import replace

from voice_helper.actions import End, Priority, Say, SetVoice, Tone
from voice_helper.answer import Answer
from voice_helper.conversation import repair
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.keys import TYPE, TYPING, command_of
from voice_helper.conversation.lines import Lines
from voice_helper.conversation.orders import Orders
from voice_helper.conversation.state import Asking, Over, State
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.events import (
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
from voice_helper.rules.ruling import Verdict
from voice_helper.understanding import Command, Context, Expectation


class Conversation:
    """A conversation about what a helper may do."""

    def __init__(self, prompts: Prompts, counsel: Counsel, expectation: Expectation) -> None:
        """Use the sentences of ``prompts`` and the knowledge of ``counsel``.

        ``expectation`` is what the recogniser should expect while questions may be asked.
        """
        self._lines = Lines(prompts)
        self._counsel = counsel
        self._turns = Turns(self._lines, expectation)
        self._orders = Orders(self._turns)

    def begin(self, missing: frozenset[str] = frozenset()) -> Turn:
        """Open the conversation, with the devices ``missing`` that don't work."""
        state = State(missing=missing)
        keys = ["opening", *(f"no-{device}" for device in sorted(missing))]
        keys.append("opening-how-typed" if "microphone" in missing else "opening-how")
        example = self._lines.example(0)
        says = tuple(self._lines.say(state, key, example=example) for key in keys)
        voice = SetVoice(state.pace.rate, state.pace.volume)
        return self._turns.spoken(state.having_told(*keys), says, before=(voice,))

    def step(self, state: State, event: Event) -> Turn:
        """Give the state after the event, and what to do about it, in order."""
        if isinstance(state.place, Over):
            return state, (End(),)
        match event:
            case SpeechEnded():
                turn: Turn = replace(state, is_speaking=False), ()
            case Heard():
                turn = self._heard(replace(state, silences=0), event)
            case KeyPressed():
                turn = self._key(replace(state, silences=0), event.name)
            case Noise():
                turn = self._turns.done(*repair.noise(state, self._lines))
            case Silence():
                turn = self._turns.done(*repair.silence(state, self._lines))
            case DeviceLost() | DeviceBack():
                turn = self._device(state, event)
        return turn

    def _heard(self, state: State, heard: Heard) -> Turn:
        reply = self._counsel.reply(
            heard.words,
            context=state.context,
            confidence=heard.confidence,
            alternatives=heard.alternatives,
        )
        if isinstance(reply, Command):
            return self._orders.carry_out(state, reply.name, before=(Tone("heard"),))
        return self._answer(state, reply)

    def _answer(self, state: State, answer: Answer) -> Turn:
        if not _is_understood(answer):
            return self._turns.done(*repair.not_understood(state, self._lines))
        say = Say(answer.text)
        after = replace(
            state,
            place=Asking(),
            misses=0,
            source=answer.source,
            context=answer.context,
            asked=say if answer.verdict is Verdict.CLARIFY else None,
        )
        return self._turns.spoken(after, (say,), before=(Tone("heard"),))

    def _key(self, state: State, key: str) -> Turn:
        if key == TYPING:
            return replace(state, is_speaking=False), (self._turns.listen(),)
        if key == TYPE:
            name = "type-now-only" if "microphone" in state.missing else "type-now"
            return self._turns.told(state, name, priority=Priority.LOW)
        command = command_of(key)
        if command is None:
            return self._turns.told(state, "unknown-key", priority=Priority.LOW)
        return self._orders.carry_out(state, command)

    def _device(self, state: State, event: DeviceLost | DeviceBack) -> Turn:
        """Tell that a device has gone or is back; say nothing where that is known already."""
        has_gone, is_known = isinstance(event, DeviceLost), event.device in state.missing
        if has_gone == is_known:
            return self._turns.spoken(state, ())
        if has_gone:
            lost = replace(state, missing=state.missing | {event.device})
            return self._turns.told(lost, f"lost-{event.device}", priority=Priority.URGENT)
        back = replace(state, missing=state.missing - {event.device}, silences=0)
        return self._turns.told(back, f"back-{event.device}")


def _is_understood(answer: Answer) -> bool:
    """Tell whether anything in the words was known, so that there is an answer to give."""
    is_empty = answer.verdict is Verdict.UNKNOWN and answer.context == Context()
    return answer.is_understood and not is_empty
