"""The guarded secret step: cue, confirmation, the secret itself, and looking again.

No word that is heard in it goes anywhere: it is compared with a handful of phrases and forgotten.
What the secret is about is said only after the cue was spoken to its end and confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from voice_helper.actions import Action, End, Listener, LookAway, Priority, Say, Tone
from voice_helper.conversation.counsel import Counsel
from voice_helper.conversation.expecting import SECRET_STEP, guard_words
from voice_helper.conversation.state import (
    Asking,
    Guarding,
    Interviewing,
    Over,
    Stage,
    State,
    Walking,
)
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.walkthrough.secret import Secret
from voice_helper.walkthrough.step import Step
from voice_helper.walkthrough.walkthrough import Walkthrough

Before = tuple[Action, ...]
Onward = Callable[[State, Before, Say], Turn]
"""Goes on where the secret step was reached from, after the actions and the line that end it."""

BY_KEY = {
    "repeat": "repeat",
    "help": "help",
    "stop": "stop",
    "go-back": "back",
    "start-over": "back",
}
"""From the commands that keys give to the groups of ``secret-step.toml``."""
REMIND_EVERY = 3
"""Sounds in a row that fit nothing until the phrase that goes on is told again."""


class Guard:
    """Keeps a secret step."""

    def __init__(
        self, turns: Turns, counsel: Counsel, walkthrough: Walkthrough, onward: Onward
    ) -> None:
        """Compare with the help of ``counsel``; ``onward`` goes on after the step."""
        self._turns = turns
        self._lines = turns.lines
        self._counsel = counsel
        self._walkthrough = walkthrough
        self._onward = onward

    def begin(
        self,
        state: State,
        secret: str,
        back_to: Asking | Walking | Interviewing,
        before: Before = (),
        *first: Say,
    ) -> Turn:
        """Give the cue, after the lines ``first``; whatever was open before is forgotten."""
        fresh = replace(state, context=None, asked=None, source=None, misses=0, silences=0)
        return self._cue(replace(fresh, place=Guarding(secret, back_to)), before, first)

    def heard(self, state: State, words: str) -> Turn:
        """Act on one of the handful of phrases; on anything else as on a noise."""
        place = _place(state)
        names = guard_words(place.stage, state)
        name = self._counsel.chooser.choose(words, self._phrases(names))
        if name is None:
            return self.noise(state, is_spelling=self._counsel.chooser.spells(words))
        return self._act(state, name)

    def order(self, state: State, command: str) -> Turn:
        """Carry out the command of a key."""
        if command == "goodbye":
            return self._told(state, "secret-goodbye")
        if command in BY_KEY:
            return self._act(state, BY_KEY[command])
        return self._told(state, self._way_on(state))

    def noise(self, state: State, *, is_spelling: bool) -> Turn:
        """Answer what fits nothing: kindly where a secret is being said, else hardly ever."""
        if is_spelling:
            return self._told(state, "keep-it-to-yourself", Priority.URGENT)
        after = replace(state, misses=state.misses + 1)
        if after.misses % REMIND_EVERY == 0:
            return self._told(after, self._way_on(state), Priority.LOW)
        return self._turns.spoken(after, (), before=(Tone("private-alive"),))

    def silence(self, state: State) -> Turn:
        """Give a sign of life; nobody is hurried."""
        return self._turns.spoken(state, (), before=(Tone("private-alive"),))

    def speech_ended(self, state: State) -> State:
        """Note that the cue has been spoken to its end."""
        place = _place(state)
        is_cue = place.stage is Stage.CUE and set(place.lines) <= set(state.speaking)
        heard = replace(place, is_cue_heard=place.is_cue_heard or is_cue)
        return replace(state, place=heard, speaking=())

    def again(self, state: State, first: tuple[Say, ...] = ()) -> Turn:
        """Begin the step anew from its cue, as after every fault, after the lines ``first``."""
        place = _place(state)
        anew = Guarding(place.secret, place.back_to)
        return self._cue(replace(state, place=anew, misses=0), (), first)

    def end(self, state: State) -> Turn:
        """End the conversation in the middle of it, since nobody can say anything any more."""
        says = self._lines.addressed(state, self._lines.say(state, "secret-end"))
        return replace(state, place=Over(), said=says, speaking=says), (*says, End())

    def _act(self, state: State, name: str) -> Turn:
        acts: dict[str, Callable[[State], Turn]] = {
            "turned-away": self._confirmed,
            "nobody-sees": self._confirmed,
            "finished": self._finished,
            "repeat": lambda now: self._turns.spoken(now, now.said),
            "stop": self._stop,
            "back": self.again,
            "help": lambda now: self._told(now, "secret-help"),
        }
        return acts[name](replace(state, misses=0))

    def _stop(self, state: State) -> Turn:
        """Be quiet; a cue that is cut off doesn't count."""
        if not state.is_speaking:
            return self._told(state, self._way_on(state))
        quiet = replace(state, speaking=(), was_cut=True)
        return self._turns.spoken(quiet, (), before=(Tone("listening"),))

    def _cue(self, state: State, before: Before, first: tuple[Say, ...] = ()) -> Turn:
        is_audible = self._is_audible(state)
        keys = ["cue-helper"]
        if is_audible:
            keys.append("cue-earphones")
        keys.append("cue-confirm" if state.company.has_helper else "cue-confirm-either")
        if state.company.is_alone:
            keys = ["cue-earphones-alone", "cue-alone"] if is_audible else ["cue-alone"]
        if not state.count("cue-tones"):
            keys.insert(-1, "cue-tones")
        says = [Say(self._secret(state).purpose)]
        for key in keys:
            priority = Priority.URGENT if key in {"cue-helper", "cue-alone"} else Priority.NORMAL
            says.append(self._lines.say(state, key, priority))
        cue = tuple(says)
        asked = replace(state, place=replace(_place(state), lines=cue)).having_told(*keys)
        begins = (LookAway("ask"), Tone("private-begins"))
        return self._turns.spoken(asked, (*first, *cue), before=(*before, *begins))

    def _confirmed(self, state: State) -> Turn:
        place = _place(state)
        if not place.is_cue_heard:
            return self.again(state)
        heard = "secret-heard-alone" if state.company.is_alone else "secret-heard"
        says = (
            self._lines.say(state, heard),
            Say(self._instruction(state), Listener.APPLICANT),
            self._lines.say(state, "secret-open"),
        )
        opened = replace(state, place=replace(place, stage=Stage.OPEN, lines=says))
        return self._turns.spoken(
            opened.having_told(heard, "secret-open"), says, before=(LookAway("confirmed"),)
        )

    def _finished(self, state: State) -> Turn:
        place = _place(state)
        key = "secret-over-alone" if state.company.is_alone else "secret-over"
        say = self._lines.say(state, key, Priority.URGENT)
        after = replace(state, place=place.back_to).having_told(key)
        return self._onward(after, (LookAway("over"), Tone("private-over")), say)

    def _told(self, state: State, key: str, priority: Priority = Priority.NORMAL) -> Turn:
        """Say a line, and after it a cue that it cut off; 'repeat' says the stage's own too."""
        place = _place(state)
        line = self._lines.say(state, key, priority)
        cue = () if place.is_cue_heard else place.lines
        after, actions = self._turns.spoken(state.having_told(key), (line, *cue))
        return replace(after, said=(line, *place.lines)), actions

    def _way_on(self, state: State) -> str:
        if _place(state).stage is Stage.OPEN:
            return "secret-way-on"
        return "cue-way-on" if state.company.has_helper else "cue-way-on-either"

    def _instruction(self, state: State) -> str:
        step = self._step(state)
        return step.say if step else self._secret(state).instruction

    def _is_audible(self, state: State) -> bool:
        step = self._step(state)
        return step.is_audible if step else self._secret(state).is_audible

    def _step(self, state: State) -> Step | None:
        """Give the step of a route that is guarded; None where the secret was announced."""
        place = _place(state)
        if not isinstance(place.back_to, Walking):
            return None
        step = self._walkthrough.routes[place.back_to.route].step(place.back_to.step)
        return step if step.secret == place.secret else None

    def _secret(self, state: State) -> Secret:
        return self._walkthrough.secrets[_place(state).secret]

    def _phrases(self, names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        table = self._lines.prompts.table(SECRET_STEP)
        return {name: tuple(table[name]["phrases"]) for name in names}


def _place(state: State) -> Guarding:
    assert isinstance(state.place, Guarding)  # noqa: S101  (only asked inside a secret step)
    return state.place
