"""Listens in a thread of its own: microphone blocks in, events out.

Half duplex: while nobody is asked to speak, blocks are read and dropped, so that the program never
answers itself. Time is counted in sound that has come in, so a recording runs like a room.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol

from voice_helper.errors import VoiceHelperError
from voice_helper.events import DeviceBack, DeviceLost, Event, Silence
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.sound.ports import RATE, Capture
from voice_helper.understanding.expectation import Expectation

RETRY = 0.5
"""Seconds between two tries to get the microphone back."""
PATIENCE = 0.2
"""Seconds to wait for a block."""
QUIET = 8.0
"""Seconds of silence after which the conversation is told, each time anew."""
BYTES_A_SECOND = 2 * RATE
LOADING_LIMIT = 20.0
"""Seconds that listening waits for the recogniser to be loaded."""
OPENING_LIMIT = 3.0
"""Seconds that the start waits to know whether there is a microphone."""


class Hearing(Protocol):
    """What the session asks of an ear."""

    def start(
        self, post: Callable[[Event], None], fault: Callable[[VoiceHelperError], None]
    ) -> bool:
        """Begin; False where there is no microphone. ``fault`` hears why nothing is recognised."""
        ...

    def tell_beginnings(self, begun: Callable[[], None]) -> None:
        """Call ``begun()`` in the ear's thread whenever somebody begins to speak."""
        ...

    def wait_until_ready(self, is_cut: Callable[[], bool]) -> None:
        """Wait until the recogniser is loaded, or can't be; no longer than until ``is_cut()``."""
        ...

    def listen(self, expectation: Expectation) -> None:
        """Listen for one utterance; goes on where it listens already."""
        ...

    def pause(self) -> None:
        """Hear nothing until `listen`."""
        ...

    def close(self) -> None:
        """Let go of the microphone."""
        ...


class Ear:
    """The real ear: a microphone and a recogniser."""

    def __init__(
        self,
        open_microphone: Callable[[], Capture],
        load: Callable[[], Recogniser],
        quiet: float = QUIET,
    ) -> None:
        """Listen with ``open_microphone()``; ``load()`` may take a second and runs in the thread.

        ``quiet`` is the seconds of silence after which the conversation is told.
        """
        self._open_microphone = open_microphone
        self._load = load
        self._quiet = quiet
        self._post: Callable[[Event], None] = lambda _: None
        self._fault: Callable[[VoiceHelperError], None] = lambda _: None
        self._begun: Callable[[], None] = lambda: None
        self._is_begun = False
        self._recogniser: Recogniser | None = None
        self._lock = threading.Lock()
        self._wanted: Expectation | None = None
        self._is_fresh = False
        self._silence = 0.0
        self._told = 0.0
        self._is_known = threading.Event()
        self._is_ready = threading.Event()
        self._is_lost = False
        self._is_closed = threading.Event()

    def start(
        self, post: Callable[[Event], None], fault: Callable[[VoiceHelperError], None]
    ) -> bool:
        """Begin; False where there is no microphone. ``fault`` hears why nothing is recognised."""
        self._post, self._fault = post, fault
        threading.Thread(target=self._run, name="ear", daemon=True).start()
        return self._is_known.wait(OPENING_LIMIT) and not self._is_lost

    def tell_beginnings(self, begun: Callable[[], None]) -> None:
        """Call ``begun()`` in the ear's thread whenever somebody begins to speak."""
        self._begun = begun

    def wait_until_ready(self, is_cut: Callable[[], bool]) -> None:
        """Wait until the recogniser is loaded, or can't be; no longer than until ``is_cut()``."""
        deadline = time.monotonic() + LOADING_LIMIT
        while not self._is_lost and not is_cut() and time.monotonic() < deadline:
            if self._is_ready.wait(PATIENCE):
                return

    def listen(self, expectation: Expectation) -> None:
        """Listen for one utterance; goes on where it listens already."""
        with self._lock:
            self._is_fresh = self._is_fresh or self._wanted != expectation
            self._wanted = expectation

    def pause(self) -> None:
        """Hear nothing until `listen`."""
        with self._lock:
            self._wanted = None

    def close(self) -> None:
        """Let go of the microphone."""
        self._is_closed.set()

    def _run(self) -> None:
        while not self._is_closed.is_set():
            try:
                with self._open_microphone() as microphone:
                    self._found()
                    if not self._has_recogniser():
                        return
                    self._attend(microphone)
            except Exception:  # a fault of any other kind mustn't leave it deaf without a word
                self._missed()
                self._is_closed.wait(RETRY)

    def _found(self) -> None:
        was_lost, self._is_lost = self._is_lost, False
        was_known = self._is_known.is_set()
        self._is_known.set()
        with self._lock:
            self._is_fresh = True
        if was_lost and was_known:
            self._post(DeviceBack("microphone"))

    def _missed(self) -> None:
        was_lost, self._is_lost = self._is_lost, True
        was_known = self._is_known.is_set()
        self._is_known.set()
        if was_known and not was_lost:
            self._post(DeviceLost("microphone"))

    def _has_recogniser(self) -> bool:
        if self._recogniser is None:
            try:
                self._recogniser = self._load()
            except VoiceHelperError as fault:
                self._fault(fault)
                self._post(DeviceLost("microphone"))
            self._is_ready.set()
        return self._recogniser is not None

    def _attend(self, microphone: Capture) -> None:
        while not self._is_closed.is_set():
            expectation = self._renewed(microphone)
            block = microphone.read(PATIENCE)
            if expectation is not None and block:
                self._take(block)

    def _renewed(self, microphone: Capture) -> Expectation | None:
        """Give what is listened for now; begin anew where that has changed."""
        with self._lock:
            wanted, is_fresh = self._wanted, self._is_fresh
            self._is_fresh = is_fresh and wanted is None
        if wanted is not None and is_fresh and self._recogniser is not None:
            microphone.flush()
            self._recogniser.reset()
            self._recogniser.expect(wanted)
            self._silence = self._told = 0.0
        return wanted

    def _take(self, block: bytes) -> None:
        assert self._recogniser is not None  # noqa: S101  (known to the type checker now)
        outcome = self._recogniser.accept(block)
        was_begun, self._is_begun = self._is_begun, self._recogniser.is_begun
        if self._is_begun and not was_begun:
            self._begun()
        if outcome is not None:
            with self._lock:
                self._wanted = None
                self._is_fresh = True
            self._post(outcome)
        elif self._recogniser.partial:
            self._silence = self._told = 0.0
        else:
            self._count(len(block) / BYTES_A_SECOND)

    def _count(self, seconds: float) -> None:
        self._silence += seconds
        if self._silence - self._told >= self._quiet:
            self._told = self._silence
            self._post(Silence(self._silence))


class NoEar:
    """An ear where nothing can be heard: no sound library, or no speech model."""

    def start(
        self,
        post: Callable[[Event], None],  # noqa: ARG002  (nothing will happen)
        fault: Callable[[VoiceHelperError], None],  # noqa: ARG002  (it is known already)
    ) -> bool:
        """Say that there is no microphone."""
        return False

    def tell_beginnings(self, begun: Callable[[], None]) -> None:
        """Call nothing: nobody is heard."""

    def wait_until_ready(self, is_cut: Callable[[], bool]) -> None:
        """Return at once."""

    def listen(self, expectation: Expectation) -> None:
        """Hear nothing."""

    def pause(self) -> None:
        """Hear nothing."""

    def close(self) -> None:
        """Nothing to let go of."""
