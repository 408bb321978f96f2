"""Asks the two what to call them; the names stay in memory and are forgotten at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Action, Listener, Tone
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.state import Asking, Interviewing, Naming, State, Walking
from voice_helper.conversation.turns import Turn, Turns

Before = tuple[Action, ...]
Order = Callable[[State, Before], Turn]

SKIPPING = ("no", "dont-know", "next", "done", "carry-on")
"""Commands that mean: no name."""


class Namer:
    """Asks for the applicant's name, then for the helper's."""

    def __init__(self, turns: Turns, counsel: Counsel, resume: Order) -> None:
        """Find names with the help of ``counsel``; ``resume`` goes on afterwards."""
        self._turns = turns
        self._counsel = counsel
        self._resume = resume
        self.orders: dict[str, Order] = dict.fromkeys(SKIPPING, self._skip)

    def ask(self, state: State, before: Before = ()) -> Turn:
        """Ask the applicant first."""
        assert isinstance(state.place, Asking | Walking | Interviewing)  # noqa: S101
        return self._ask(state, Naming(Listener.APPLICANT, state.place), before)

    def heard(self, state: State, words: str) -> Turn:
        """Take a name; whatever isn't one leaves the role in its place."""
        return self._go_on(state, self._counsel.chooser.name_in(words), (Tone("heard"),))

    def _skip(self, state: State, before: Before) -> Turn:
        """Go on without a name."""
        return self._go_on(state, "", before)

    def _go_on(self, state: State, name: str, before: Before) -> Turn:
        place = state.place
        assert isinstance(place, Naming)  # noqa: S101  (only asked while naming)
        if place.listener == Listener.APPLICANT:
            company = replace(state.company, applicant=name)
        else:
            company = replace(state.company, helper=name)
        named = replace(state, company=company)
        if place.listener == Listener.APPLICANT and not company.is_alone:
            return self._ask(named, Naming(Listener.HELPER, place.back_to), before)
        return self._resume(replace(named, place=place.back_to, asked=None), before)

    def _ask(self, state: State, place: Naming, before: Before) -> Turn:
        question = self._turns.lines.say(state, f"what-name-{place.listener}")
        asked = replace(state, place=place, asked=question, misses=0)
        return self._turns.spoken(asked, (question,), before=before)
