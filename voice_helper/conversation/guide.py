"""The guide: from the interview through a route, and back to where a question interrupted it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Action, Say, Tone
from voice_helper.conversation.confirming import Confirmer
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.guarding import Guard
from voice_helper.conversation.interviewing import Interviewer
from voice_helper.conversation.naming import Namer
from voice_helper.conversation.orders import PACES, WISHES, Orders
from voice_helper.conversation.state import (
    Asking,
    Confirming,
    Guarding,
    Interviewing,
    Naming,
    State,
    Walking,
)
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.conversation.walking import Walker
from voice_helper.rules.ruling import Verdict
from voice_helper.understanding import Command
from voice_helper.walkthrough.walkthrough import Walkthrough

Before = tuple[Action, ...]
Order = Callable[[State, Before], Turn]

EVERYWHERE = (*PACES, "what-can-i-say", "goodbye")
"""Commands that are taken in a secret step too, where they are typed."""
KEEPING = frozenset({*PACES, *WISHES, "repeat", "help", "stop", "what-can-i-say", "test-sound"})
"""Commands that leave a question of ours open."""


class Guide:
    """Joins interview, walk, secret steps, names and confirmations."""

    def __init__(
        self, turns: Turns, counsel: Counsel, walkthrough: Walkthrough, orders: Orders
    ) -> None:
        """Guide through ``walkthrough``; ``orders`` are what commands do everywhere else."""
        self._turns = turns
        self._counsel = counsel
        self._orders = orders
        self._announced = {name: secret.phrases for name, secret in walkthrough.secrets.items()}
        commands = turns.lines.prompts.table("commands")
        self._everywhere = {name: commands[name]["phrases"] for name in EVERYWHERE}
        self.guard = Guard(turns, counsel, walkthrough, self._after_secret)
        self._walker = Walker(turns, counsel, walkthrough, self.guard)
        self._interviewer = Interviewer(turns, counsel, walkthrough, self._walker.begin)
        self._namer = Namer(turns, counsel, self._resume)
        leaving: dict[str, Order] = {"goodbye": orders.goodbye, "start-over": self._start_over}
        self._confirmer = Confirmer(turns, leaving, self._resume)
        self._leaving = {command: self._confirming(command) for command in leaving}

    def begin(self, state: State, route: str, before: Before = (), *first: Say) -> Turn:
        """Begin the guide, at a route that is known or with the whole interview."""
        return self._interviewer.begin(state, route, before, *first)

    def heard(self, state: State, words: str) -> Turn | None:
        """Take what makes sense only where the guide is now; None for everything else."""
        secret = self._counsel.chooser.choose(words, self._announced)
        if secret is not None:
            back_to = self.unasked(state).place
            assert isinstance(back_to, Asking | Walking | Interviewing)  # noqa: S101  (no other)
            return self.guard.begin(state, secret, back_to, before=(Tone("heard"),))
        match state.place:
            case Naming() if self._may_be_name(words):
                return self._namer.heard(state, words)
            case Interviewing():
                return self._interviewer.heard(state, words)
            case Walking():
                return self._walker.heard(state, words)
        return None

    def _may_be_name(self, words: str) -> bool:
        """Tell whether words are no command, and no question that has an answer."""
        reply = self._counsel.reply(words)
        if isinstance(reply, Command):
            return False
        return reply.verdict is Verdict.UNKNOWN or bool(self._counsel.chooser.name_in(words))

    def heard_in_secret(self, state: State, words: str) -> Turn:
        """Take what is heard in a secret step; but for a few phrases nothing is done with it."""
        command = self._counsel.chooser.choose(words, self._everywhere)
        if command is not None:
            return self.carry_out(state, command)
        return self.guard.heard(state, words)

    def carry_out(self, state: State, name: str, before: Before = ()) -> Turn:
        """Carry out a command: as the place has it, else as it is everywhere."""
        if isinstance(state.place, Guarding) and name not in PACES:
            return self.guard.order(state, name)
        own = self._own_orders(state).get(name)
        if own is not None:
            return own(state, before)
        if isinstance(state.place, Confirming | Naming) and name not in KEEPING:
            return self.carry_out(self.unasked(state), name, before)
        return self._orders.carry_out(state, name, before)

    def _own_orders(self, state: State) -> dict[str, Order]:
        """Give what commands do in this place and nowhere else."""
        begin: dict[str, Order] = {"start-guide": self._start, "names": self._namer.ask}
        match state.place:
            case Walking():
                return begin | self._leaving | self._walker.orders
            case Interviewing():
                return begin | self._leaving | self._interviewer.orders
            case Confirming():
                return self._confirmer.orders
            case Naming():
                return self._namer.orders
        return begin

    def _confirming(self, command: str) -> Order:
        return lambda state, before: self._confirmer.ask(state, command, before)

    def _start(self, state: State, before: Before) -> Turn:
        if isinstance(state.place, Asking):
            return self.begin(state, "", before)
        return self._confirmer.ask(state, "start-over", before)

    def _start_over(self, state: State, before: Before) -> Turn:
        if isinstance(state.place, Walking):
            return self._walker.begin(state, state.place.route, before)
        return self.begin(state, "", before)

    def _after_secret(self, state: State, before: Before, over: Say) -> Turn:
        """Go on where a secret step was reached from."""
        match state.place:
            case Walking():
                return self._walker.after_secret(state, before, over)
            case Interviewing():
                return self._interviewer.resume(state, before, over)
        return self._turns.spoken(state, self._turns.lines.opened(state, over), before=before)

    def _resume(self, state: State, before: Before) -> Turn:
        """Go on where something else was in between."""
        match state.place:
            case Walking():
                return self._walker.resume(state, before)
            case Interviewing():
                return self._interviewer.resume(state, before)
        return self._turns.told(state, "ask-on", before=before)

    def unasked(self, state: State) -> State:
        """Give the state as it was before a name or a confirmation was asked for."""
        if not isinstance(state.place, Confirming | Naming):
            return state
        back = replace(state, place=state.place.back_to, asked=None)
        match back.place:
            case Walking():
                return replace(back, asked=self._walker.question(back))
            case Interviewing():
                return replace(back, asked=self._interviewer.question(back))
        return back
