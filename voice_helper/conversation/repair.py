"""Repair: what is said when nothing was understood or nothing was said.

The ladder: short first, then two examples that work now, then two things to say and a person who
helps. The words change each time, and no number of misunderstandings ends the conversation.
"""

from __future__ import annotations

from dataclasses import replace

from voice_helper.actions import Action, Say, Tone
from voice_helper.conversation.lines import Lines
from voice_helper.conversation.state import Asking, State

RUNGS = ("not-understood-first", "not-understood-second", "not-understood-third")
QUIET_AFTER = 3
"""Noises in a row after which only a tone answers: people may be talking to each other."""


def rung_of(misses: int, place: str = "") -> str:
    """Give the line for the ``misses``-th misunderstanding in a row (from 0), as ``place`` has it.

    After the third rung the second and the third take turns.
    """
    rung = RUNGS[misses] if misses < len(RUNGS) else RUNGS[1 + (misses - 1) % 2]
    return rung + place


def not_understood(state: State, lines: Lines) -> tuple[State, tuple[Action, ...]]:
    """Answer words that fit nothing; a question that is open is put again, once."""
    if state.asked is not None and state.misses == 0:
        after = replace(state.having_told("missed"), misses=1)
        return after, (Tone("trouble"), lines.say_in_turn(state, "missed"), state.asked)
    key = rung_of(state.misses, _place(state))
    turn = 2 * state.count("example")
    said = lines.say_in_turn(state, key, first=lines.example(turn), second=lines.example(turn + 1))
    after = state.having_told(key, "example")
    return replace(after, misses=state.misses + 1), (Tone("trouble"), said)


def _place(state: State) -> str:
    """Give the ending of the lines that fit where the conversation is."""
    if isinstance(state.place, Asking):
        return ""
    return "-walking" if state.asked is None else "-asked"


def noise(state: State, lines: Lines) -> tuple[State, tuple[Action, ...]]:
    """Answer a sound that is no words: as with words, but quiet where it goes on and on."""
    if state.misses >= QUIET_AFTER:
        return replace(state, misses=state.misses + 1), (Tone("trouble"),)
    return not_understood(state, lines)


def silence(state: State, lines: Lines, name: str) -> tuple[State, tuple[Action, ...]]:
    """Answer silence: a tone, a short reminder, then rest until ``name`` is called."""
    after = replace(state, silences=state.silences + 1)
    match state.silences:
        case 0:
            return after, (Tone("listening"),)
        case 1 if state.asked is not None:
            return after, (state.asked,)
        case 1:
            return _reminded(after, lines, "silence-prompt")
        case 2:
            after = replace(after, attention=after.attention.rested())
            return _reminded(after, lines, "silence-rest", name=name)
        case _:
            return state, ()


def _reminded(
    state: State, lines: Lines, key: str, name: str = ""
) -> tuple[State, tuple[Say, ...]]:
    return state.having_told(key), (lines.say(state, key, name=name),)
