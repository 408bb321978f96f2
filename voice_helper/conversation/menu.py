"""What can I say: three things at a time, and only what works right now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Say
from voice_helper.conversation.lines import Lines
from voice_helper.conversation.pace import FASTEST, LOUDEST, SLOWEST, SOFTEST
from voice_helper.conversation.state import Asking, State

AT_A_TIME = 3


def _always(_: State) -> bool:
    return True


CHOICES: tuple[tuple[str, Callable[[State], bool]], ...] = (
    ("can-say-question", _always),
    ("can-say-repeat", lambda state: bool(state.said)),
    ("can-say-help", _always),
    ("can-say-how-do-you-know", lambda state: state.source is not None),
    ("can-say-slower", lambda state: state.pace.rate > SLOWEST),
    ("can-say-faster", lambda state: state.pace.rate < FASTEST),
    ("can-say-louder", lambda state: state.pace.volume < LOUDEST),
    ("can-say-softer", lambda state: state.pace.volume > SOFTEST),
    ("can-say-stop", lambda state: "loudspeaker" not in state.missing),
    ("can-say-keys", _always),
    ("can-say-goodbye", _always),
)
"""Each line of the list, and when it works; the most useful first."""


def choices(state: State) -> tuple[str, ...]:
    """Give the keys of the lines about all that works now."""
    return tuple(key for key, works in CHOICES if works(state))


def tell(state: State, lines: Lines) -> tuple[State, tuple[Say, ...]]:
    """Tell the next three things to say; after the last ones it begins again."""
    page = state.place.page if isinstance(state.place, Asking) else 0
    keys = choices(state)
    chosen = keys[page * AT_A_TIME : (page + 1) * AT_A_TIME]
    is_last = (page + 1) * AT_A_TIME >= len(keys)
    last = "can-say-all" if is_last else "can-say-more"
    example = lines.example(state.count("example"))
    says = tuple(lines.say(state, key, example=example) for key in (*chosen, last))
    after = state.having_told("example", last)
    return replace(after, place=Asking(page=0 if is_last else page + 1)), says
