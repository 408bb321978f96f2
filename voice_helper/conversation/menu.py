"""What can I say: three things at a time, and only what works right now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Say
from voice_helper.conversation.lines import Lines
from voice_helper.conversation.pace import FASTEST, LOUDEST, SLOWEST, SOFTEST
from voice_helper.conversation.state import Asking, Interviewing, State, Walking

AT_A_TIME = 3


def _always(_: State) -> bool:
    return True


def _can_sound(state: State) -> bool:
    return "loudspeaker" not in state.missing


def _is_asking(state: State) -> bool:
    return isinstance(state.place, Asking)


def _is_walking(state: State) -> bool:
    return isinstance(state.place, Walking) and state.asked is None


def _has_way(state: State) -> bool:
    return isinstance(state.place, Walking | Interviewing)


def _is_yes_or_no(state: State) -> bool:
    return state.asked is not None and not _is_asking(state)


CHOICES: tuple[tuple[str, Callable[[State], bool]], ...] = (
    ("can-say-answer", _is_yes_or_no),
    ("can-say-next", _is_walking),
    ("can-say-where-am-i", _has_way),
    ("can-say-go-back", _has_way),
    ("can-say-question", _always),
    ("can-say-start-guide", _is_asking),
    ("can-say-trouble", _is_walking),
    ("can-say-sense", _is_walking),
    ("can-say-pause", lambda state: isinstance(state.place, Walking)),
    ("can-say-start-over", _has_way),
    ("can-say-names", _has_way),
    ("can-say-repeat", lambda state: bool(state.said)),
    ("can-say-help", _always),
    ("can-say-how-do-you-know", lambda state: state.source is not None),
    ("can-say-slower", lambda state: state.pace.rate > SLOWEST),
    ("can-say-faster", lambda state: state.pace.rate < FASTEST),
    ("can-say-louder", lambda state: state.pace.volume < LOUDEST),
    ("can-say-softer", lambda state: state.pace.volume > SOFTEST),
    ("can-say-test-sound", lambda state: not state.missing),
    ("can-say-devices", _always),
    ("can-say-stop", lambda state: _can_sound(state) and not state.wishes.has_headset),
    ("can-say-stop-aloud", lambda state: _can_sound(state) and state.wishes.has_headset),
    ("can-say-more-time", lambda state: "microphone" not in state.missing),
    ("can-say-name", lambda state: "microphone" not in state.missing),
    ("can-say-keys", _always),
    ("tones", _can_sound),
    ("can-say-goodbye", _always),
)
"""Each line of the list, and when it works; the most useful first."""


def choices(state: State) -> tuple[str, ...]:
    """Give the keys of the lines about all that works now."""
    return tuple(key for key, works in CHOICES if works(state))


def tell(state: State, lines: Lines) -> tuple[State, tuple[Say, ...]]:
    """Tell the next three things to say; after the last ones it begins again."""
    page = page_of(state)
    keys = choices(state)
    chosen = keys[page * AT_A_TIME : (page + 1) * AT_A_TIME]
    is_last = (page + 1) * AT_A_TIME >= len(keys)
    last = "can-say-all" if is_last else "can-say-more"
    example = lines.example(state.count("example"))
    says = tuple(lines.say(state, key, example=example) for key in (*chosen, last))
    after = state.having_told("example", last)
    return _turned(after, 0 if is_last else page + 1), says


def page_of(state: State) -> int:
    """Tell how many pages of the list have just been told; 0 outside it."""
    return state.place.page if isinstance(state.place, Asking | Interviewing | Walking) else 0


def closed(state: State) -> State:
    """Give the state with the list closed, so that it begins anew."""
    return _turned(state, 0)


def _turned(state: State, page: int) -> State:
    if not isinstance(state.place, Asking | Interviewing | Walking):
        return state
    return replace(state, place=replace(state.place, page=page))
