"""The short interview before a route: who is there, which way, and what is at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Action, Listener, Say, Tone
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.state import THINGS, Asking, Interviewing, State
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.walkthrough.interview import Inquiry, Reply, Thing
from voice_helper.walkthrough.walkthrough import Walkthrough

Before = tuple[Action, ...]
DONT_KNOW = "dont-know"
INSTEAD = "citizen-service"
"""The route for whom the chosen one can't be walked."""


class Interviewer:
    """Asks at most four questions, and hands on to a route."""

    def __init__(
        self,
        turns: Turns,
        counsel: Counsel,
        walkthrough: Walkthrough,
        walk: Callable[..., Turn],
    ) -> None:
        """Ask the questions of ``walkthrough``; ``walk`` begins the route that is found."""
        self._turns = turns
        self._lines = turns.lines
        self._counsel = counsel
        self._walkthrough = walkthrough
        self._interview = walkthrough.interview
        self._walk = walk
        self.orders: dict[str, Callable[[State, Before], Turn]] = {
            name: self._answering(name) for name in ("yes", "no", DONT_KNOW)
        }
        for name in ("next", "done", "carry-on"):
            self.orders[name] = self._skip
        self.orders["go-back"] = self._back
        self.orders["where-am-i"] = self._where

    def begin(self, state: State, route: str, before: Before, *first: Say) -> Turn:
        """Ask the first question; ``route`` is settled already where it is given."""
        keys = ("guide-opening",) if state.count("tones") else ("guide-opening", "tones")
        opening = (self._lines.say(state, key) for key in keys)
        begun = replace(state, place=Interviewing(self._interview.first, route))
        return self._ask(begun.having_told(*keys), before, *first, *opening)

    def heard(self, state: State, words: str) -> Turn | None:
        """Take the answer to the open question; None where the words are none."""
        if _place(state).inquiry == THINGS:
            things = {thing.id: thing.phrases for thing in self._needed(state)}
            missing = self._counsel.chooser.lacking(words, things)
            return self._lacking(state, missing) if missing else None
        replies = {reply.name: reply.phrases for reply in self._inquiry(state).replies}
        name = self._counsel.chooser.choose(words, replies, within=True)
        return self._take(state, name, ()) if name else None

    def resume(self, state: State, before: Before, *first: Say) -> Turn:
        """Put the open question again, after something else was in between."""
        question = self.question(state)
        return self._turns.spoken(replace(state, asked=question), (*first, question), before=before)

    def question(self, state: State) -> Say:
        """Give the open question once more, in fewer words."""
        if _place(state).inquiry == THINGS:
            return self._things_question(state)
        return Say(self._inquiry(state).again, self._all(state))

    def _ask(self, state: State, before: Before, *first: Say) -> Turn:
        place = _place(state)
        if place.inquiry == THINGS:
            question = self._things_question(state)
        else:
            question = Say(self._inquiry(state).ask, self._all(state))
        fresh = replace(state, asked=question, misses=0, silences=0, context=None)
        return self._turns.spoken(fresh, (*first, question), before=before)

    def _answering(self, name: str) -> Callable[[State, Before], Turn]:
        return lambda state, before: self._take(state, name, before)

    def _skip(self, state: State, before: Before) -> Turn:
        """Go on without an answer: the way that is safe for whoever doesn't know."""
        name = "yes" if _place(state).inquiry == THINGS else DONT_KNOW
        return self._take(state, name, before)

    def _take(self, state: State, name: str, before: Before) -> Turn:
        place = _place(state)
        if place.inquiry == THINGS:
            return self._take_things(state, name, before)
        replies = {reply.name: reply for reply in self._inquiry(state).replies}
        if name not in replies:
            line = self._lines.say(state, "not-that-answer")
            says = (line, self.question(state))
            return self._turns.spoken(state.having_told("not-that-answer"), says, before=before)
        return self._settle(state, replies[name], before)

    def _settle(self, state: State, reply: Reply, before: Before) -> Turn:
        place = _place(state)
        if reply.has_helper is not None:
            company = replace(state.company, has_helper=reply.has_helper)
            state = replace(state, company=company)
        first = [Say(reply.advice, self._all(state))] if reply.advice else []
        route = place.route or reply.route
        on = Interviewing(reply.next, route, trail=(*place.trail, place))
        if not route:
            if reply.next:
                return self._ask(replace(state, place=on), before, *first)
            over = replace(state, place=Asking(), asked=None)  # advice was all there is
            return self._turns.spoken(over, tuple(first), before=before)
        if self._walkthrough.routes[route].needs_helper and state.company.is_alone:
            first.append(self._lines.say(state, "route-needs-helper"))
            route = INSTEAD
        things = replace(state, place=replace(on, inquiry=THINGS, route=route))
        if self._needed(things):
            return self._ask(things, before, *first)
        return self._walk(things, route, before, *first)

    def _take_things(self, state: State, name: str, before: Before) -> Turn:
        if name == "yes":
            return self._walk(replace(state, asked=None), _place(state).route, before)
        key = "things-wait" if name == "no" else "things-look"
        return self._turns.told(replace(state, misses=0), key, before=before)

    def _lacking(self, state: State, names: tuple[str, ...]) -> Turn:
        """Tell what to do without things that are missing, and how to go on."""
        missing = [self._thing(name) for name in names]
        advice = tuple(Say(thing.if_missing, self._all(state)) for thing in missing)
        key = "things-stop" if any(thing.stops for thing in missing) else "things-go-on"
        after = replace(state, misses=0).having_told(key)
        says = (*advice, self._lines.say(state, key))
        return self._turns.spoken(after, says, before=(Tone("heard"),))

    def _back(self, state: State, before: Before) -> Turn:
        trail = _place(state).trail
        if not trail:
            return self._ask(state, before, self._lines.say(state, "first-question"))
        return self._ask(replace(state, place=trail[-1]), before)

    def _where(self, state: State, before: Before) -> Turn:
        line = self._lines.say(state, "where-interview")
        says = (line, self.question(state))
        return self._turns.spoken(state.having_told("where-interview"), says, before=before)

    def _things_question(self, state: State) -> Say:
        names = [thing.name for thing in self._needed(state)]
        between, last = self._lines.prompts.entry("conversation", "listing").wordings
        listed = last.join([between.join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        question = self._lines.say(state, "things-question", things=listed)
        return replace(question, to=self._all(state))

    def _needed(self, state: State) -> tuple[Thing, ...]:
        needs = self._walkthrough.routes[_place(state).route].needs
        return tuple(self._thing(name) for name in needs)

    def _thing(self, name: str) -> Thing:
        return next(thing for thing in self._interview.things if thing.id == name)

    def _inquiry(self, state: State) -> Inquiry:
        wanted = _place(state).inquiry
        return next(inquiry for inquiry in self._interview.inquiries if inquiry.id == wanted)

    def _all(self, state: State) -> Listener:
        return Listener.APPLICANT if state.company.is_alone else Listener.BOTH


def _place(state: State) -> Interviewing:
    assert isinstance(state.place, Interviewing)  # noqa: S101  (only asked in the interview)
    return state.place
