"""What each command does: repeat, slower, help and the others, by voice or by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Action, End, Priority, SetVoice, Tone
from voice_helper.conversation import menu, repair
from voice_helper.conversation.devices import Devices
from voice_helper.conversation.pace import Pace
from voice_helper.conversation.state import Asking, Over, State
from voice_helper.conversation.turns import Turn, Turns

Before = tuple[Action, ...]

PACES: dict[str, tuple[Callable[[Pace], Pace], str]] = {
    "slower": (Pace.slower, "slowest"),
    "faster": (Pace.faster, "fastest"),
    "louder": (Pace.louder, "loudest"),
    "softer": (Pace.softer, "softest"),
}
"""Each command that changes the voice: the change, and the line for when there is no more."""
MENU = frozenset({"what-can-i-say", "more"})
"""The commands that leave the list of things to say open."""

WISHES = frozenset({"more-time", "less-time", "headset", "no-headset"})
"""The commands that change how it listens."""
NOT_ASKED = frozenset({"yes", "no", "dont-know"})
"""Answers to questions of the program's own."""


class Orders:
    """Carries out commands, by their names in ``commands.toml``."""

    def __init__(self, turns: Turns) -> None:
        """Answer with ``turns``."""
        self._turns = turns
        self.devices = Devices(turns)
        self._known: dict[str, Callable[[State, Before], Turn]] = {
            "repeat": self._repeat,
            "what-can-i-say": self._what_can_i_say,
            "more": self._more,
            "help": self._help,
            "how-do-you-know": self._how_do_you_know,
            "stop": self._stop,
            "goodbye": self.goodbye,
            "done": lambda state, before: self._turns.told(state, "ask-or-end", before=before),
            "next": self._more,
            "carry-on": self._more,
            "yes": self._not_asked,
            "no": self._not_asked,
            "more-time": lambda state, before: self._patience(state, before, by=1),
            "less-time": lambda state, before: self._patience(state, before, by=-1),
            "headset": lambda state, before: self._headset(state, before, has_headset=True),
            "no-headset": lambda state, before: self._headset(state, before, has_headset=False),
            "dont-know": self._not_asked,
            **self.devices.orders,
        }

    def carry_out(self, state: State, name: str, before: Before = ()) -> Turn:
        """Carry out the command ``name``, after the actions ``before``."""
        if name not in NOT_ASKED:
            state = replace(state, misses=0)
        if name not in MENU:
            state = menu.closed(state)
        if name in PACES:
            return self._pace(state, name, before)
        if name not in self._known:
            key = "only-in-guide" if isinstance(state.place, Asking) else "not-here"
            return self._turns.told(state, key, before=before)
        return self._known[name](state, before)

    def _repeat(self, state: State, before: Before) -> Turn:
        return self._turns.spoken(state, state.said, before=before)

    def _pace(self, state: State, name: str, before: Before) -> Turn:
        """Speak otherwise; what this cut off is said again."""
        change, at_the_end = PACES[name]
        pace = change(state.pace)
        key = at_the_end if pace == state.pace else name
        interrupted = state.said if state.is_speaking else ()
        say = self._turns.lines.say(state, key, Priority.LOW)
        after = replace(state.having_told(key), pace=pace)
        voice = SetVoice(pace.rate, pace.volume)
        return self._turns.spoken(after, (say, *interrupted), before=(*before, voice))

    def _patience(self, state: State, before: Before, by: int) -> Turn:
        """Wait longer, or less long, until what is said counts as whole."""
        wishes = state.wishes.more_patient() if by > 0 else state.wishes.less_patient()
        kind = "patience" if by > 0 else "haste"
        key = f"most-{kind}" if wishes == state.wishes else f"more-{kind}"
        after = replace(state, wishes=wishes)
        return self._turns.told(after, key, priority=Priority.LOW, before=before)

    def _headset(self, state: State, before: Before, *, has_headset: bool) -> Turn:
        """Listen also while it speaks, or only when it doesn't."""
        after = replace(state, wishes=replace(state.wishes, has_headset=has_headset))
        key = "headset" if has_headset else "no-headset"
        return self._turns.told(after, key, priority=Priority.LOW, before=before)

    def _what_can_i_say(self, state: State, before: Before) -> Turn:
        return self._turns.spoken(*menu.tell(state, self._turns.lines), before=before)

    def _more(self, state: State, before: Before) -> Turn:
        """Go on with the list of things to say, or with what was cut off."""
        if menu.page_of(state):
            return self._what_can_i_say(state, before)
        if state.was_cut:
            return self._repeat(state, before)
        return self._turns.told(state, "nothing-more", before=before)

    def _help(self, state: State, before: Before) -> Turn:
        return self._turns.told(state, "help", before=before)

    def _how_do_you_know(self, state: State, before: Before) -> Turn:
        source = state.source
        if source is None:
            return self._turns.told(state, "how-do-you-know-nothing", before=before)
        if source.as_of is None:
            key = "how-do-you-know-undated"
            return self._turns.told(state, key, before=before, title=source.title)
        year, month = source.as_of.split("-")[:2]
        return self._turns.told(
            state,
            "how-do-you-know",
            before=before,
            title=source.title,
            month=self._turns.lines.month(int(month)),
            year=year,
        )

    def _stop(self, state: State, _before: Before) -> Turn:
        if state.is_speaking:
            quiet = replace(state, speaking=(), was_cut=True)
            return quiet, (Tone("listening"), self._turns.listen(quiet))
        has_no_use = state.wishes.has_headset or state.missing
        key = "stopped" if has_no_use or state.count("stopped") else "stopped-by-key"
        return self._turns.told(state.having_told("stopped"), key, priority=Priority.LOW)

    def _not_asked(self, state: State, _before: Before) -> Turn:
        """Take the answer to a question that wasn't put for words that fit nothing."""
        return self._turns.done(*repair.not_understood(state, self._turns.lines))

    def goodbye(self, state: State, _before: Before = ()) -> Turn:
        """Say the last word, and end."""
        say = self._turns.lines.say(state, "goodbye")
        return replace(state, place=Over(), said=(say,), speaking=(say,)), (say, End())
