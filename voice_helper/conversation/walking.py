"""Walks the two through a route: one step at a time, on, back, and where we are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from voice_helper.actions import Action, Listener, Say
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.guarding import Guard
from voice_helper.conversation.state import Asking, State, Walking
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.walkthrough.route import Route
from voice_helper.walkthrough.step import END, Actor, Choice, Secrecy, Step
from voice_helper.walkthrough.walkthrough import Walkthrough

Before = tuple[Action, ...]
DONT_KNOW = "dont-know"


class Walker:
    """Walks through routes, and hands every secret step to the guard."""

    def __init__(
        self, turns: Turns, counsel: Counsel, walkthrough: Walkthrough, guard: Guard
    ) -> None:
        """Walk through the routes of ``walkthrough``; ``guard`` keeps the secret steps."""
        self._turns = turns
        self._lines = turns.lines
        self._counsel = counsel
        self._routes: Mapping[str, Route] = walkthrough.routes
        self._guard = guard
        self.orders: dict[str, Callable[[State, Before], Turn]] = {
            "next": self._next,
            "done": self._next,
            "carry-on": self._carry_on,
            "go-back": self._back,
            "where-am-i": self._where,
            "pause": self._pause,
            "what-can-go-wrong": self._troubles,
            "what-do-i-feel": self._sense,
            "yes": self._yes,
            "no": lambda state, before: self._reply(state, "no", before),
            DONT_KNOW: lambda state, before: self._reply(state, DONT_KNOW, before),
        }

    def begin(self, state: State, route: str, before: Before = (), *first: Say) -> Turn:
        """Begin a route at its first step, after the lines ``first``."""
        found = self._routes[route]
        opening = Say(found.opening, self._all(state))
        walking = replace(state, place=Walking(route, found.first.id))
        return self._arrive(walking, before, *first, opening)

    def heard(self, state: State, words: str) -> Turn | None:
        """Take the answer to a step's question; None where the words are none."""
        choices = {choice.name: choice.phrases for choice in self._step(state).choices}
        name = self._counsel.chooser.choose(words, choices, within=True)
        return self._choose(state, name, ()) if name else None

    def question(self, state: State) -> Say | None:
        """Give the question that a step puts; None where it puts none."""
        step = self._step(state)
        return self._instruction(state, step) if step.choices else None

    def resume(self, state: State, before: Before = ()) -> Turn:
        """Say the step again, after something else was in between."""
        return self._arrive(replace(state, place=replace(_place(state), is_paused=False)), before)

    def after_secret(self, state: State, before: Before, over: Say) -> Turn:
        """Go on after a secret step; where another follows, nobody is told to look up."""
        step = self._step(state)
        if step.secrecy is not Secrecy.SECRET:
            return self._arrive(state, before, over)
        is_last = step.next == END
        follows = not is_last and self._route(state).step(step.next).secrecy is Secrecy.SECRET
        return self._go(state, step.next, before, *(() if follows else (over,)))

    def _arrive(self, state: State, before: Before, *first: Say) -> Turn:
        """Say what a step asks for; a secret one begins with its cue."""
        step = self._step(state)
        if step.secrecy is Secrecy.SECRET:
            return self._guard.begin(state, step.secret, _place(state), before, *first)
        fresh = replace(state, asked=None, misses=0, silences=0, context=None, source=None)
        instruction = self._instruction(fresh, step)
        says = [*first, instruction]
        if step.sense:
            says.append(Say(step.sense, Listener.APPLICANT))
        if step.choices:
            return self._turns.spoken(replace(fresh, asked=instruction), tuple(says), before=before)
        if fresh.count("step-hint") < 2:
            says.append(self._lines.say(fresh, "step-hint"))
        return self._turns.spoken(fresh.having_told("step-hint"), tuple(says), before=before)

    def _go(self, state: State, name: str, before: Before, *first: Say) -> Turn:
        """Go to the step ``name``, or past the last one."""
        place = _place(state)
        if name != END:
            on = replace(place, step=name, trail=(*place.trail, place.step), is_paused=False)
            return self._arrive(replace(state, place=on), before, *first)
        closing = Say(self._route(state).closing, self._all(state))
        ending = self._lines.say(state, "route-over")
        says = self._lines.addressed(state, *first, closing, ending)
        return self._turns.spoken(replace(state, place=Asking(), asked=None), says, before=before)

    def _next(self, state: State, before: Before) -> Turn:
        if _place(state).is_paused:
            return self.resume(state, before)
        step = self._step(state)
        if not step.choices:
            return self._go(state, step.next, before)
        if state.misses:
            return self._reply(state, DONT_KNOW, before)
        question = state.asked or self._instruction(state, step)
        after = replace(state, misses=1).having_told("answer-first")
        line = self._lines.say(state, "answer-first")
        return self._turns.spoken(after, (line, question), before=before)

    def _carry_on(self, state: State, before: Before) -> Turn:
        """Go on after a pause or with what was cut off; else to the next step."""
        if state.was_cut and not _place(state).is_paused:
            return self._turns.spoken(state, state.said, before=before)
        return self._next(state, before)

    def _yes(self, state: State, before: Before) -> Turn:
        """Take a yes as the answer; where nothing was asked, as 'done'."""
        has_question = bool(self._step(state).choices)
        return self._reply(state, "yes", before) if has_question else self._next(state, before)

    def _reply(self, state: State, name: str, before: Before) -> Turn:
        if not self._step(state).choices:
            return self._turns.told(state, "no-question-here", before=before)
        return self._choose(state, name, before)

    def _choose(self, state: State, name: str, before: Before) -> Turn:
        chosen = {choice.name: choice for choice in self._step(state).choices}
        choice: Choice | None = chosen.get(name)
        if choice is None:
            asked = state.asked or self._instruction(state, self._step(state))
            line = self._lines.say(state, "not-that-answer")
            return self._turns.spoken(
                state.having_told("not-that-answer"), (line, asked), before=before
            )
        return self._go(state, choice.next, before)

    def _back(self, state: State, before: Before) -> Turn:
        place = _place(state)
        if not place.trail:
            return self._turns.told(state, "first-step", before=before)
        back = Walking(place.route, place.trail[-1], place.trail[:-1])
        return self._arrive(replace(state, place=back), before)

    def _where(self, state: State, before: Before) -> Turn:
        """Tell the step's number and name, what is left, about how long, and the step itself."""
        place, route, step = _place(state), self._route(state), self._step(state)
        ahead = route.ahead(step)
        number, minutes = len(place.trail) + 1, round(sum(each.minutes for each in ahead))
        left = len(ahead) - 1
        key = "where-last" if not left else "where-one-left" if left == 1 else "where"
        line = self._lines.say(
            state,
            key,
            number=number,
            count=number + left,
            name=step.name,
            left=left,
            next=ahead[1].name if left else "",
            minutes=max(1, minutes),
        )
        says = (line, self._instruction(state, step))
        return self._turns.spoken(state.having_told(key), says, before=before)

    def _pause(self, state: State, before: Before) -> Turn:
        paused = replace(state, place=replace(_place(state), is_paused=True))
        return self._turns.told(paused, "paused", before=before)

    def _troubles(self, state: State, before: Before) -> Turn:
        troubles = self._step(state).troubles
        if not troubles:
            return self._turns.told(state, "trouble-unknown", before=before)
        says = tuple(
            replace(
                self._lines.say(state, "trouble", when=trouble.when, then=trouble.then),
                to=self._all(state),
            )
            for trouble in troubles
        )
        return self._turns.spoken(state, says, before=before)

    def _sense(self, state: State, before: Before) -> Turn:
        sense = self._step(state).sense
        if not sense:
            return self._turns.told(state, "sense-unknown", before=before)
        return self._turns.spoken(state, (Say(sense, Listener.APPLICANT),), before=before)

    def _instruction(self, state: State, step: Step) -> Say:
        if state.company.is_alone:
            return Say(step.alone or step.say, Listener.APPLICANT)
        return Say(step.say, _LISTENERS[step.actor])

    def _all(self, state: State) -> Listener:
        return Listener.APPLICANT if state.company.is_alone else Listener.BOTH

    def _route(self, state: State) -> Route:
        return self._routes[_place(state).route]

    def _step(self, state: State) -> Step:
        return self._route(state).step(_place(state).step)


_LISTENERS = {
    Actor.APPLICANT: Listener.APPLICANT,
    Actor.HELPER: Listener.HELPER,
    Actor.BOTH: Listener.BOTH,
}


def _place(state: State) -> Walking:
    assert isinstance(state.place, Walking)  # noqa: S101  (only asked on a route)
    return state.place
