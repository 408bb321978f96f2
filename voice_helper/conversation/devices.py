"""Testing, naming and choosing microphones and loudspeakers, by command or by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from voice_helper.actions import Action, SoundOrder, Tone
from voice_helper.conversation.state import Guarding, Over, State
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.events import SoundTold

Before = tuple[Action, ...]
Order = Callable[[State, Before], Turn]

FILE = "devices"
ORDERS = {
    "which-microphones": SoundOrder("list", "microphone"),
    "which-loudspeakers": SoundOrder("list", "loudspeaker"),
    "use-headset": SoundOrder("use", "", "headset"),
    "use-any": SoundOrder("use-any"),
}
"""From commands to what is done at once."""
MOST = 4
"""So many microphones and loudspeakers can be chosen by their number."""


class Devices:
    """Hands sound orders on, and tells what became of them."""

    def __init__(self, turns: Turns) -> None:
        """Tell it with ``turns``."""
        self._turns = turns
        table = turns.lines.prompts.table(FILE)
        self._prefixes = {
            device: sorted(table[f"use-{device}"]["phrases"], key=len, reverse=True)
            for device in ("microphone", "loudspeaker")
        }
        self.orders: dict[str, Order] = {"test-sound": self._test}
        for name, order in ORDERS.items():
            self.orders[name] = self._ordering(order)
        for device in self._prefixes:
            for number in range(1, MOST + 1):
                order = SoundOrder("use", device, str(number))
                self.orders[f"use-{device}-{number}"] = self._ordering(order)
        commands = turns.lines.prompts.table("commands")
        self._phrases = {phrase for name in self.orders for phrase in commands[name]["phrases"]}

    def heard(self, state: State, words: str) -> Turn | None:
        """Take 'use microphone NAME', with any name; None for everything else."""
        said = " ".join(words.lower().split()).strip(" .")
        if said in self._phrases:
            return None
        for device, prefixes in self._prefixes.items():
            for prefix in prefixes:
                name = said.removeprefix(f"{prefix} ")
                if name != said:
                    return self._ordering(SoundOrder("use", device, name))(state, (Tone("heard"),))
        return None

    def told(self, state: State, event: SoundTold) -> Turn:
        """Tell what became of an order; the voice is tested after the tone."""
        if isinstance(state.place, Guarding | Over):
            return self._turns.spoken(state, ())
        slots: dict[str, Any] = dict(event.slots)
        if not event.next_order:
            return self._turns.told(state, event.key, **slots)
        says = (
            self._turns.lines.say(state, event.key, **slots),
            self._turns.lines.say(state, f"{event.next_order}-begins"),
        )
        after, actions = self._turns.spoken(state.having_told(event.key), says)
        return after, (*actions[:-1], SoundOrder(event.next_order), actions[-1])

    def _test(self, state: State, before: Before) -> Turn:
        say = self._turns.lines.say(state, "test-tone-begins")
        after, actions = self._turns.spoken(state, (say,), before=before)
        said = tuple(action for action in actions[:-1] if action != Tone("listening"))
        return after, (*said, SoundOrder("test-tone"), actions[-1])

    def _ordering(self, order: SoundOrder) -> Order:
        return lambda state, before: (state, (*before, order, self._turns.listen(state)))
