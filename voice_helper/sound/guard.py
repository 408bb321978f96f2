"""Calls of the sound system that may hang for good, with a time limit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound.wakefulness import waited

PATIENCE = 2.0
"""Seconds awake that a call may take before it counts as hanging."""

PORTAUDIO = "portaudio"

_hanging: dict[str, list[threading.Thread]] = {}


def guarded(
    call: Callable[[], Any], hangs: SoundError, seconds: float = PATIENCE, of: str = PORTAUDIO
) -> Any:
    """Do a call ``of`` a library that may hang.

    ``hangs`` is raised when it takes longer than ``seconds`` in which the program is awake.
    """
    outcome: list[Any] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except BaseException as error:
            fault.append(error)

    thread = threading.Thread(target=run, name=of, daemon=True)

    def has_ended(patience: float) -> bool:
        thread.join(patience)
        return not thread.is_alive()

    thread.start()
    if not waited(has_ended, seconds):
        _hanging.setdefault(of, []).append(thread)
        raise hangs
    if fault:
        raise fault[0]
    return outcome[0]


def is_hanging(of: str = PORTAUDIO) -> bool:
    """Tell whether an earlier call of a library still hangs."""
    _hanging[of] = [thread for thread in _hanging.get(of, []) if thread.is_alive()]
    return bool(_hanging[of])


def fail_while_hanging(of: str = PORTAUDIO) -> None:
    """Raise SoundError while an earlier call still hangs: the library isn't to be touched then."""
    if is_hanging(of):
        raise SoundError("sound-system-hangs")
