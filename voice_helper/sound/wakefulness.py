"""How long the program has been awake: a laptop's lid, or a stop signal, puts it to sleep.

What no callback told in that time is no fault of a device.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

TICK = 0.25
"""Seconds between two looks at the clock."""
NAP = 3.0
"""Seconds that a look may be late on a busy machine; more is sleep."""
MOST = 0.5
"""Seconds that one look counts at most: where it is late, so are the devices' callbacks."""
STEP = 0.1
"""Seconds that are waited in one go; a sleep costs no more of the patience than that."""


class Wakefulness:
    """A clock that stands still while the program sleeps."""

    def __init__(self) -> None:
        """Begin at 0, with nothing slept."""
        self._lock = threading.Lock()
        self._last = _now()
        self._awake = 0.0
        self._slept = 0.0
        self._is_ticking = False

    def awake(self) -> float:
        """Give the seconds awake since it began, `TICK` seconds of which may be missing."""
        with self._lock:
            if not self._is_ticking:
                self._is_ticking = True
                self._last = _now()  # until now nobody looked
                threading.Thread(target=self._tick, name="wakefulness", daemon=True).start()
            return self._awake

    def slept(self) -> float:
        """Give the seconds slept since it began."""
        with self._lock:
            return self._slept

    def look(self) -> None:
        """Look at the clock."""
        with self._lock:
            now = _now()
            passed, self._last = max(0.0, now - self._last), now
            if passed > NAP:
                self._slept += passed
            self._awake += min(passed, MOST)

    def _tick(self) -> None:
        while True:
            time.sleep(TICK)
            self.look()


def _now() -> float:
    """Give seconds of a clock that goes on while the computer sleeps."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.time() if boottime is None else time.clock_gettime(boottime)


def waited(wait: Callable[[float], bool], seconds: float) -> bool:
    """Wait until ``wait(seconds)`` is True, for ``seconds`` awake at most; False if it never was.

    What was asked of a device before the program slept had no time to be done.
    """
    left = seconds
    while left > 0:
        began = _now()
        if wait(min(left, STEP)):
            return True
        if _now() - began < NAP:
            left -= STEP
    return False


CLOCK = Wakefulness()
"""The program's own."""
