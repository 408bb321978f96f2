"""Takes what was heard while it listens, or by its name; tells its name where it seems meant.

Stands before everything else that is heard outside of a secret step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Priority, Tone
from voice_helper.answer import Answer
from voice_helper.conversation.attention import LONG_WINDOW, WINDOW, Calls
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.orders import NOT_ASKED
from voice_helper.conversation.state import Asking, Guarding, State
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.events import Heard
from voice_helper.rules.ruling import Verdict
from voice_helper.understanding import Command
from voice_helper.understanding.words import Spelling

Take = Callable[[State, Heard], Turn]

SURE = 0.9
"""Confidence from which words that are a question or a command may be meant for it."""
SETTLED = frozenset({Verdict.ALLOWED, Verdict.NOT_ALLOWED, Verdict.LOOK_AWAY})


class Doorkeeper:
    """Decides whether words are for the program."""

    def __init__(self, turns: Turns, counsel: Counsel) -> None:
        """Know the names of ``attention.toml``; ask ``counsel`` what words mean."""
        self._turns = turns
        self._counsel = counsel
        prompts = turns.lines.prompts
        spelling = Spelling.from_grammar(prompts.table("lexicon")["grammar"])
        self._calls = Calls.from_table(prompts.table("attention"), spelling)

    def is_resting(self, state: State) -> bool:
        """Whether only its name, a key or a typed line counts; it never does while it speaks."""
        is_busy = state.is_speaking or isinstance(state.place, Guarding)
        return state.attention.is_resting and not is_busy

    def heard(self, state: State, heard: Heard, take: Take) -> Turn:
        """Hand on to ``take`` what is meant for the program, without its name."""
        name = self._calls.new_name(heard.words)
        rest = None if name else self._calls.called(heard.words, state.wishes.name)
        if not self.is_resting(state) and name:
            return self._renamed(state, name)
        if rest is None and not heard.is_typed and self.is_resting(state):
            return self._not_called(state, heard)
        if rest is None:
            after, actions = take(state, heard)
            is_unmeant = bool(after.misses) or after.attention.seems_unmeant
            return (after if is_unmeant else renewed(after)), actions
        awake = renewed(state)
        if not rest:
            return self._turns.spoken(awake, (), before=(Tone("listening"),))
        called = state.wishes.name
        others = tuple(self._calls.called(each, called) or each for each in heard.alternatives)
        return take(awake, replace(heard, words=rest, alternatives=others))

    def name_of(self, state: State) -> str:
        """Give the name by which it is called."""
        return state.wishes.name or self._calls.name

    def _renamed(self, state: State, name: str) -> Turn:
        after = renewed(replace(state, wishes=replace(state.wishes, name=name)))
        return self._turns.told(after, "renamed", priority=Priority.LOW, name=name)

    def _not_called(self, state: State, heard: Heard) -> Turn:
        """Leave alone what others say; whoever seems to mean the program is told its name."""
        if not (state.attention.may_hint and self._seems_meant(heard)):
            return self._turns.spoken(state, ())
        after = replace(state, attention=state.attention.having_hinted())
        return self._turns.told(after, "resting", priority=Priority.LOW, name=self.name_of(state))

    def _seems_meant(self, heard: Heard) -> bool:
        if heard.confidence < SURE:
            return False
        reply = self._counsel.reply(heard.words)
        if isinstance(reply, Command):
            return reply.name not in NOT_ASKED
        opens = heard.words.split()[:1]
        is_question = not self._counsel.chooser.question_openings.isdisjoint(opens)
        return is_question and all(map(self._is_settled, (heard.words, *heard.alternatives)))

    def _is_settled(self, words: str) -> bool:
        """Whether a rule settles the words; numbers that are read out, as on the radio, aren't."""
        reply = self._counsel.reply(words)
        return isinstance(reply, Answer) and bool(reply.heard) and reply.verdict in SETTLED


def renewed(state: State) -> State:
    """Give the state after something that was meant for the program."""
    return replace(state, attention=state.attention.renewed(window_of(state)))


def window_of(state: State) -> float:
    """Give the seconds for which it listens after an answer."""
    return WINDOW if isinstance(state.place, Asking) else LONG_WINDOW
