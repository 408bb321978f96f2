"""Where the events of ear, keyboard and devices wait for the one thread that takes them."""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from voice_helper.events import Event, Heard, KeyPressed, Trouble
from voice_helper.interrupts import check

TICK = 0.5
"""Seconds between two looks at whether Ctrl-C was pressed, where waiting hides it (Windows)."""
LONGEST_CUT = 1.0
"""Seconds that cutting off may take where the sound system hangs."""
UNTIL_QUIET = 0.01
"""Seconds between two tries to cut off speech that is about to begin."""


@dataclass(frozen=True)
class _Cutting:
    """A key, a word or a trouble that cut speech off, on its way."""

    event: KeyPressed | Heard | Trouble
    """What it was."""
    is_first: bool
    """Whether it comes before what waits."""


class Inbox:
    """Events on their way in; a key or a trouble cuts off what is being said at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._events: queue.PriorityQueue[tuple[int, int, Event | _Cutting | None]]
        self._events = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._cutting = self._held = 0
        self._taker: threading.Thread | None = None
        self.stop: Callable[[], None] = lambda: None

    def open(self) -> None:
        """Belong to this thread, which says what is said and gets the events."""
        self._taker = threading.current_thread()

    def post(self, event: Event) -> None:
        """Take an event from any thread."""
        if isinstance(event, Trouble):
            self.post_cutting(event)
        else:
            self._put(event)

    def post_cutting(self, event: KeyPressed | Heard | Trouble) -> None:
        """Take what cuts speech off; returns when it has, or after a second.

        A trouble comes before what waits, so that no answer is lost for it; but not before a key,
        nor before another trouble.
        """
        with self._lock:
            self._cutting += 1
            cutting = _Cutting(event, isinstance(event, Trouble) and not self._held)
            self._held += _holds(cutting)
        self._put(cutting, 0 if cutting.is_first else 1)
        if threading.current_thread() is self._taker:
            return  # who would cut off, hands in that nothing sounds any more
        deadline = time.monotonic() + LONGEST_CUT
        while self._cut_off() and time.monotonic() < deadline:
            time.sleep(UNTIL_QUIET)

    def _cut_off(self) -> bool:
        """Cut off what sounds; False once that has been dealt with, and what sounds is new."""
        with self._lock:
            if self._cutting:
                self.stop()
            return self._cutting > 0

    def post_end(self) -> None:
        """Note that the keyboard gives nothing more."""
        self._put(None)

    def _put(self, event: Event | _Cutting | None, rank: int = 1) -> None:
        self._events.put((rank, next(self._numbers), event))

    def get(self) -> Event | None:
        """Wait for the next event; None where the keyboard is at its end."""
        while True:
            check()
            with contextlib.suppress(queue.Empty):
                _, _, event = self._events.get(timeout=TICK)
                if not isinstance(event, _Cutting):
                    return event
                with self._lock:
                    self._cutting -= 1
                    self._held -= _holds(event)
                return event.event

    @property
    def is_cut(self) -> bool:
        """Whether something that cuts speech off hasn't been dealt with."""
        with self._lock:
            return self._cutting > 0


def _holds(cutting: _Cutting) -> bool:
    """Tell whether a later trouble has to wait for it."""
    return not cutting.is_first and not isinstance(cutting.event, Heard)
