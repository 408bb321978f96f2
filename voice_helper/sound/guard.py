"""Calls of the sound system that may hang for good, with a time limit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from voice_helper.errors import SoundError

PATIENCE = 2.0
"""Seconds that a call may take before it counts as hanging."""

_hanging: list[threading.Thread] = []


def guarded(call: Callable[[], Any], hangs: SoundError, seconds: float = PATIENCE) -> Any:
    """Do a call that may hang; ``hangs`` is raised when it takes longer than ``seconds``."""
    outcome: list[Any] = []
    fault: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except BaseException as error:
            fault.append(error)

    thread = threading.Thread(target=run, name="portaudio", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _hanging.append(thread)
        raise hangs
    if fault:
        raise fault[0]
    return outcome[0]


def fail_while_hanging() -> None:
    """Raise SoundError while an earlier call still hangs: PortAudio isn't to be touched then."""
    _hanging[:] = [thread for thread in _hanging if thread.is_alive()]
    if _hanging:
        raise SoundError("sound-system-hangs")
