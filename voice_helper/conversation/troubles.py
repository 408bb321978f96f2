"""What happens to the sound: told at once, and then the conversation goes on where it was."""

from __future__ import annotations

from dataclasses import replace

from voice_helper.actions import Priority, Say
from voice_helper.conversation.guarding import Guard
from voice_helper.conversation.state import Guarding, State
from voice_helper.conversation.turns import Turn, Turns
from voice_helper.events import DeviceBack, DeviceChanged, DeviceLost, Trouble, Woken


class Troubles:
    """Tells what happens to microphone, loudspeaker and the computer."""

    def __init__(self, turns: Turns, guard: Guard) -> None:
        """Tell it with ``turns``; ``guard`` begins a secret step anew."""
        self._turns = turns
        self._guard = guard

    def happened(self, state: State, event: Trouble) -> Turn:
        """Tell it, and say again what it cut off; nothing where it is known already."""
        match event:
            case DeviceLost(device):
                if device in state.missing:
                    return self._turns.spoken(state, ())
                after = replace(state, missing=state.missing | {device})
                return self._told(after, self._say(after, f"lost-{device}"))
            case DeviceBack(device):
                if device not in state.missing:
                    return self._turns.spoken(state, ())
                after = replace(state, missing=state.missing - {device}, silences=0)
                was_unheard = device == "loudspeaker"
                is_only = was_unheard and "microphone" in after.missing
                say = self._say(after, f"back-{device}-only" if is_only else f"back-{device}")
                return self._told(after, say, was_unheard=was_unheard)
            case DeviceChanged(device, name):
                return self._told(state, self._say(state, f"changed-{device}", name=name))
            case Woken():
                return self._told(state, self._say(state, "woken"), was_unheard=True)

    def _say(self, state: State, key: str, **slots: object) -> tuple[str, Say]:
        return key, self._turns.lines.say(state, key, Priority.URGENT, **slots)

    def _told(self, state: State, line: tuple[str, Say], *, was_unheard: bool = False) -> Turn:
        """Say the line, and after it what was being said, or ``was_unheard``."""
        key, say = line
        before = tuple(each for each in state.said if each not in state.news)
        again = before if was_unheard or state.is_speaking else ()
        told = replace(
            state.having_told(key), news=(*(each for each in state.news if each != say), say)
        )
        if isinstance(state.place, Guarding):
            in_one_breath = replace(say, priority=Priority.NORMAL)  # with the cue's first line
            return self._guard.again(told, (in_one_breath,))
        after, actions = self._turns.spoken(told, (say, *again))
        return replace(after, said=(say, *before)), actions
