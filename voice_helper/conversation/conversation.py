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
from voice_helper.conversation.expecting import Expectations, open_questions
from voice_helper.conversation.guide import Guide
from voice_helper.conversation.keys import TYPE, TYPING, command_of
from voice_helper.conversation.lines import Lines
from voice_helper.conversation.listening import Doorkeeper, renewed, window_of
from voice_helper.conversation.orders import Orders
from voice_helper.conversation.state import Asking, Guarding, Over, State, Walking
from voice_helper.conversation.troubles import Troubles
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.conversation.wishes import Wishes
from voice_helper.events import (
    Clock,
    DeviceBack,
    DeviceChanged,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    Noise,
    Silence,
    SoundTold,
    SpeechEnded,
    Woken,
)
from voice_helper.prompts import Prompts
from voice_helper.rules.ruling import Verdict
from voice_helper.understanding import Command, Context, Expectation
from voice_helper.walkthrough.reading import read_walkthrough
from voice_helper.walkthrough.walkthrough import Walkthrough

NOTHING_MORE = "end"
"""The key that stands for the end of all that can be typed."""
_ABOUT_GETTING_IT = frozenset({"get-ready", "show-the-rules"})
"""Rules by which those are answered who have yet to begin; the guide is offered to them once."""
_OFFER = "can-say-start-guide"


class Conversation:
    """A conversation about what a helper may do, and the guide through getting MitID."""

    def __init__(
        self,
        prompts: Prompts,
        counsel: Counsel,
        expectation: Expectation,
        walkthrough: Walkthrough,
    ) -> None:
        """Use the sentences of ``prompts`` and the knowledge of ``counsel``.

        ``expectation`` is what the recogniser should expect while questions may be asked.
        """
        self._lines = Lines(prompts)
        self._counsel = counsel
        self._turns = Turns(self._lines, Expectations(prompts, expectation))
        self._orders = Orders(self._turns)
        self._guide = Guide(self._turns, counsel, walkthrough, self._orders)
        self._doorkeeper = Doorkeeper(self._turns, counsel)
        self._troubles = Troubles(self._turns, self._guide.guard)

    @classmethod
    def of(cls, prompts: Prompts, counsel: Counsel) -> Conversation:
        """Make it of everything that ``prompts`` holds; PromptsError if that is wrong."""
        return cls(prompts, counsel, open_questions(prompts), read_walkthrough(prompts.tables))

    def begin(
        self,
        missing: frozenset[str] = frozenset(),
        route: str | None = None,
        wishes: Wishes | None = None,
    ) -> Turn:
        """Open the conversation, with the devices ``missing`` that don't work.

        ``route`` begins with the guide: at that route, or '' to find one in the interview.
        ``wishes`` are how it should listen.
        """
        state = renewed(State(missing=missing, wishes=wishes or Wishes()))
        opening = "opening" if route is None else "opening-guide"
        keys = [opening, *(f"no-{device}" for device in sorted(missing))]
        if route is None:
            keys.append("opening-how-typed" if "microphone" in missing else "opening-how")
        example = self._lines.example(0)
        says = tuple(self._lines.say(state, key, example=example) for key in keys)
        voice = SetVoice(state.pace.rate, state.pace.volume)
        told = state.having_told(*keys)
        if route is not None:
            return self._guide.begin(told, route, (voice,), *says)
        return self._turns.spoken(told, says, before=(voice,))

    def step(self, state: State, event: Event) -> Turn:
        """Give the state after the event, and what to do about it, in order."""
        if isinstance(state.place, Over):
            return state, (End(),)
        match event:
            case Clock():
                turn: Turn = replace(state, attention=state.attention.at(event.seconds)), ()
            case SpeechEnded():
                turn = self._speech_ended(state), ()
            case Heard():
                turn = self._heard(state, event)
            case KeyPressed():
                turn = self._key(renewed(replace(state, silences=0)), event.name)
            case Noise() | Silence():
                turn = self._nothing_heard(state, event)
            case SoundTold():
                turn = self._orders.devices.told(state, event)
            case DeviceLost() | DeviceBack() | DeviceChanged() | Woken():
                turn = self._troubles.happened(renewed(state), event)
        return turn

    def _nothing_heard(self, state: State, event: Noise | Silence) -> Turn:
        if self._doorkeeper.is_resting(state):
            return self._turns.spoken(state, ())
        return self._noise(state, event) if isinstance(event, Noise) else self._silence(state)

    def _speech_ended(self, state: State) -> State:
        state = replace(state, attention=state.attention.spoken(window_of(state)))
        if isinstance(state.place, Guarding):
            return self._guide.guard.speech_ended(state)
        return replace(state, speaking=())

    def interrupting(self, state: State) -> Expectation | None:
        """Give what cuts short what is being said in ``state``; None where only a key does."""
        return self._turns.expectations.interrupting(state)

    def _heard(self, state: State, heard: Heard) -> Turn:
        if isinstance(state.place, Guarding):
            return self._guide.heard_in_secret(replace(state, silences=0), heard.words)
        return self._doorkeeper.heard(state, heard, self._meant)

    def _meant(self, state: State, heard: Heard) -> Turn:
        """Take what is meant for the program."""
        state = replace(state, silences=0)
        turn = self._orders.devices.heard(state, heard.words)
        if turn is None:
            turn = self._guide.heard(state, heard.words)
        if turn is not None:
            return turn
        reply = self._counsel.reply(
            heard.words,
            context=state.context,
            confidence=heard.confidence,
            alternatives=heard.alternatives,
        )
        if isinstance(reply, Command):
            return self._guide.carry_out(state, reply.name, before=(Tone("heard"),))
        return self._answer(state, reply)

    def _answer(self, state: State, answer: Answer) -> Turn:
        if not _is_understood(answer):
            return self._turns.done(*repair.not_understood(state, self._lines))
        say = Say(answer.text)
        is_empty = answer.verdict is Verdict.UNKNOWN or not answer.heard
        attention = state.attention.answered(is_empty=is_empty)
        state = self._guide.unasked(replace(state, attention=attention))
        if not isinstance(state.place, Asking):
            return self._answer_on_the_way(state, answer, say)
        after = replace(
            state,
            place=Asking(),
            misses=0,
            source=answer.source,
            context=answer.context,
            asked=say if answer.verdict is Verdict.CLARIFY else None,
        )
        says: tuple[Say, ...] = (say,)
        if answer.rule in _ABOUT_GETTING_IT and not state.count(_OFFER):
            says = (say, self._lines.say(state, _OFFER))
            after = after.having_told(_OFFER)
        return self._turns.spoken(after, says, before=(Tone("heard"),))

    def _answer_on_the_way(self, state: State, answer: Answer, say: Say) -> Turn:
        """Answer a question without losing the place; an open question of ours is put again."""
        after = replace(state, misses=0, source=answer.source, context=answer.context)
        says: tuple[Say, ...] = (say,)
        if answer.verdict is Verdict.CLARIFY:
            return self._turns.spoken(after, says, before=(Tone("heard"),))
        if state.asked is not None:
            says = (say, state.asked)
        elif isinstance(state.place, Walking) and not state.count("place-kept"):
            says = (say, self._lines.say(state, "place-kept"))
            after = after.having_told("place-kept")
        return self._turns.spoken(after, says, before=(Tone("heard"),))

    def _noise(self, state: State, noise: Noise) -> Turn:
        if isinstance(state.place, Guarding):
            return self._guide.guard.noise(state, is_spelling=noise.is_spelling)
        return self._turns.done(*repair.noise(state, self._lines))

    def _silence(self, state: State) -> Turn:
        """Answer silence; while somebody acts, it is no matter."""
        if isinstance(state.place, Guarding):
            return self._guide.guard.silence(state)
        if isinstance(state.place, Walking) and state.asked is None:
            return self._turns.spoken(state, ())
        name = self._doorkeeper.name_of(state)
        return self._turns.done(*repair.silence(state, self._lines, name))

    def _key(self, state: State, key: str) -> Turn:
        if key == TYPING:
            return replace(state, speaking=()), (self._turns.listen(state),)
        if key == NOTHING_MORE:
            return self._end(state)
        if key == TYPE:
            return self._turns.told(state, self._type_line(state), priority=Priority.LOW)
        command = command_of(key)
        if command is None:
            return self._turns.told(state, "unknown-key", priority=Priority.LOW)
        return self._guide.carry_out(state, command)

    def _end(self, state: State) -> Turn:
        """End at once: nobody can be asked any more."""
        if isinstance(state.place, Guarding):
            return self._guide.guard.end(state)
        return self._orders.goodbye(state, ())

    def _type_line(self, state: State) -> str:
        if isinstance(state.place, Guarding):
            return "type-now-secret"
        return "type-now-only" if "microphone" in state.missing else "type-now"


def _is_understood(answer: Answer) -> bool:
    """Tell whether anything in the words was known, so that there is an answer to give."""
    is_empty = answer.verdict is Verdict.UNKNOWN and answer.context == Context()
    return answer.is_understood and not is_empty
