"""The keyboard: keys that act at once in a terminal, whole lines where there is none."""

from __future__ import annotations

import codecs
import os
import select
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Protocol

from voice_helper.events import Event
from voice_helper.session.line_editor import LineEditor, event_of, keys_in
from voice_helper.session.printer import Lines

Post = Callable[[Event], None]

PATIENCE = 0.2
"""Seconds between two looks at whether the keyboard is still wanted."""
LONGEST_LINE = 65_536
"""Bytes of one typed line; what goes beyond is another line."""


class Keyboard(Protocol):
    """Where typed words and keys come from."""

    @property
    def is_immediate(self) -> bool:
        """Whether keys come as they are pressed, so that each cuts speech off."""
        ...

    def start(self, post: Post, ended: Callable[[], None]) -> None:
        """Begin to read: ``post`` gets the events, ``ended`` is called when no more can come."""
        ...

    def let_letters_act(self, *, do_act: bool) -> None:
        """Say whether single letters are keys (hands-free) or begin a line (without microphone)."""
        ...

    def let_typing_show(self, *, do_show: bool) -> None:
        """Say whether typed characters are shown, which they never are in a secret step."""
        ...

    def close(self) -> None:
        """Stop reading, and leave the terminal as it was."""
        ...


class ScriptedKeyboard:
    """A public fake: gives its events when the session starts, then is at its end."""

    def __init__(self, events: Iterable[Event], *, has_end: bool = True) -> None:
        """Give ``events``, and the end after them unless ``has_end`` is False."""
        self._events = tuple(events)
        self._has_end = has_end
        self.is_immediate = False

    def start(self, post: Post, ended: Callable[[], None]) -> None:
        """Give all events at once."""
        for event in self._events:
            post(event)
        if self._has_end:
            ended()

    def let_letters_act(self, *, do_act: bool) -> None:
        """Make no difference."""

    def let_typing_show(self, *, do_show: bool) -> None:
        """Make no difference: nothing is shown."""

    def close(self) -> None:
        """Do nothing."""


class _Reading:
    """What the real keyboards share: a thread that reads until it is told to stop."""

    is_immediate = False

    def __init__(self) -> None:
        self._is_wanted = threading.Event()
        self._is_wanted.set()

    def start(self, post: Post, ended: Callable[[], None]) -> None:
        """Begin to read in a thread of its own."""

        def read() -> None:
            self._read(post)
            if self._is_wanted.is_set():
                ended()

        threading.Thread(target=read, name="keyboard", daemon=True).start()

    def let_letters_act(self, *, do_act: bool) -> None:
        """Make no difference to whole lines."""

    def let_typing_show(self, *, do_show: bool) -> None:
        """Make no difference: whoever sends whole lines sees them already."""

    def close(self) -> None:
        """Stop reading."""
        self._is_wanted.clear()

    def _read(self, post: Post) -> None:
        raise NotImplementedError


class LineKeyboard(_Reading):
    """Whole lines, from a pipe or a file: each one words, or the name of one key."""

    def __init__(self, descriptor: int = 0, typed: bytes = b"") -> None:
        """Read from an open file ``descriptor``, after what was ``typed`` already."""
        super().__init__()
        self._descriptor = descriptor
        self._typed = typed

    def _read(self, post: Post) -> None:
        rest, piece = b"", self._typed
        while self._is_wanted.is_set():
            piece = piece or self._next()
            *lines, rest = (rest + piece).split(b"\n")
            for line in (*lines, rest) if not piece or len(rest) > LONGEST_LINE else lines:
                self._take(line, post)
            if not piece:
                return
            rest = rest if len(rest) <= LONGEST_LINE else b""
            piece = b""

    def _next(self) -> bytes:
        try:
            return os.read(self._descriptor, 4096)
        except OSError:
            return b""

    def _take(self, line: bytes, post: Post) -> None:
        event = event_of(line.decode("utf-8", errors="replace"))
        if event is not None and self._is_wanted.is_set():
            post(event)


class _TerminalKeyboard(_Reading):
    """Keys as they are pressed, with a line editor of our own beside them."""

    is_immediate = True

    def __init__(self, printer: Lines) -> None:
        super().__init__()
        self._printer = printer
        self._editor = LineEditor()
        self._does_show = True
        self._lock = threading.Lock()

    def let_letters_act(self, *, do_act: bool) -> None:
        """Say whether single letters are keys (hands-free) or begin a line."""
        with self._lock:
            self._editor.letters_act = do_act

    def let_typing_show(self, *, do_show: bool) -> None:
        """Say whether typed characters are shown."""
        with self._lock:
            self._does_show = do_show

    def _press(self, text: str, post: Post) -> None:
        for key in keys_in(text):
            with self._lock:
                shown, event = self._editor.press(key)
            if shown and self._does_show:
                self._printer.echo(shown)
            if event is not None:
                post(event)


class PosixKeyboard(_TerminalKeyboard):
    """The keyboard of a POSIX terminal in cbreak mode; Ctrl-C stays what it is."""

    def __init__(self, printer: Lines) -> None:
        """Take the terminal on standard input; `close` gives it back as it was."""
        super().__init__(printer)
        import termios  # noqa: PLC0415  (not on Windows)
        import tty  # noqa: PLC0415  (not on Windows)

        self._descriptor = sys.stdin.fileno()
        self._before = termios.tcgetattr(self._descriptor)
        tty.setcbreak(self._descriptor)

    def close(self) -> None:
        """Stop reading, and leave the terminal as it was."""
        import termios  # noqa: PLC0415  (not on Windows)

        super().close()
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def _read(self, post: Post) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        while self._is_wanted.is_set():
            try:
                ready, _, _ = select.select([self._descriptor], [], [], PATIENCE)
                piece = os.read(self._descriptor, 1024) if ready else None
            except OSError:
                return
            if piece == b"":
                return
            if piece:
                self._press(decoder.decode(piece), post)


class WindowsKeyboard(_TerminalKeyboard):
    """The keyboard of a Windows console."""

    def _read(self, post: Post) -> None:
        import msvcrt  # noqa: PLC0415  (only on Windows)
        import time  # noqa: PLC0415  (only on Windows)

        arrows = {"H": "\x1b[A", "P": "\x1b[B"}
        while self._is_wanted.is_set():
            if not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
                time.sleep(0.02)
                continue
            character = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            if character in "\x00\xe0":
                character = arrows.get(msvcrt.getwch(), "")  # type: ignore[attr-defined,unused-ignore]
            self._press(character, post)


def open_keyboard(printer: Lines, typed: bytes = b"") -> Keyboard:
    """Give the keyboard that fits standard input: keys in a terminal, else whole lines.

    ``typed`` is what was read of it already.
    """
    if sys.stdin is None or sys.stdin.closed:
        return ScriptedKeyboard(())
    if not sys.stdin.isatty():
        return LineKeyboard(sys.stdin.fileno(), typed)
    return WindowsKeyboard(printer) if os.name == "nt" else PosixKeyboard(printer)
