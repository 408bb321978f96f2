"""Ctrl-C, of which none is lost.

An exception that arises in a callback from C, in an import or in a finaliser is swallowed there, or
ends the process. So Ctrl-C waits while something is imported and in blocks that ask for it, is
raised at once elsewhere, and stays known: where it was swallowed all the same, `check` raises it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_IMPORTING = "<frozen importlib._bootstrap>"
"""The file that Python's frames name while a module is imported."""

_come: list[int] = []
_waiting: list[bool] = []


def heed(*names: str) -> None:
    """Let the signals of these names raise KeyboardInterrupt, unless the system ignores them."""
    for name in names:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _take)


def has_come() -> bool:
    """Whether there was an interrupt, obeyed or not."""
    return bool(_come)


def check() -> None:
    """Raise KeyboardInterrupt if there was one: it has waited, or was swallowed."""
    is_main = threading.current_thread() is threading.main_thread()
    if _come and is_main and not _waiting:
        raise KeyboardInterrupt


@contextmanager
def interrupts_wait() -> Iterator[None]:
    """Hold back KeyboardInterrupt until the block ends; other threads than the main get none."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _waiting.append(True)
    try:
        yield
    finally:
        _waiting.pop()
        check()


def _take(number: int, frame: FrameType | None) -> None:
    _come.append(number)
    if not _waiting and not _is_importing(frame):
        raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename != _IMPORTING:
        frame = frame.f_back
    return frame is not None
