from __future__ import annotations

import io
import os
import queue
import sys
import threading
from collections.abc import Iterator

import pytest

from voice_helper.events import Event, Heard, KeyPressed
from voice_helper.session.keyboard import LineKeyboard, ScriptedKeyboard, open_keyboard
from voice_helper.session.printer import Printer

SOON = 5.0


class Inbox:
    def __init__(self) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self.is_over = threading.Event()

    def get(self) -> Event:
        return self.events.get(timeout=SOON)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def test_lines_come_whole_and_the_end_is_told(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    inbox = Inbox()
    LineKeyboard(reading).start(inbox.events.put, inbox.is_over.set)
    os.write(writing, b"may i s")
    os.write(writing, "ee her påss\nr\nthe l".encode())
    assert inbox.get() == Heard("may i see her påss")
    assert inbox.get() == KeyPressed("r")
    os.write(writing, b"ast")
    os.close(writing)
    assert inbox.get() == Heard("the last")
    assert inbox.is_over.wait(SOON)


def test_bytes_that_are_no_text_are_no_fault(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    inbox = Inbox()
    LineKeyboard(reading).start(inbox.events.put, inbox.is_over.set)
    os.write(writing, b"may \xff\x00 i\n")
    os.close(writing)
    event = inbox.get()
    assert isinstance(event, Heard)
    assert inbox.is_over.wait(SOON)


def test_a_line_without_end_is_cut(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    inbox = Inbox()
    LineKeyboard(reading).start(inbox.events.put, inbox.is_over.set)
    for _ in range(20):
        os.write(writing, b"x" * 4096)
    assert isinstance(inbox.get(), Heard)
    os.close(writing)
    assert inbox.is_over.wait(SOON)


def test_the_scripted_keyboard_gives_its_events_and_its_end() -> None:
    inbox = Inbox()
    ScriptedKeyboard([Heard("a"), KeyPressed("r")]).start(inbox.events.put, inbox.is_over.set)
    assert [inbox.get(), inbox.get()] == [Heard("a"), KeyPressed("r")]
    assert inbox.is_over.is_set()


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals on Windows")
class TestTerminal:
    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
        import pty  # noqa: PLC0415  (not on Windows)

        ours, theirs = pty.openpty()
        with os.fdopen(theirs, "r", closefd=False) as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            yield ours, theirs
        os.close(ours)

    def test_keys_act_without_enter_and_the_terminal_is_given_back(
        self, terminal: tuple[int, int]
    ) -> None:
        import termios  # noqa: PLC0415  (not on Windows)

        ours, theirs = terminal
        before = termios.tcgetattr(theirs)
        inbox = Inbox()
        keyboard = open_keyboard(Printer(io.StringIO()))
        keyboard.start(inbox.events.put, inbox.is_over.set)
        os.write(ours, b"r")
        assert inbox.get() == KeyPressed("r")
        os.write(ours, b"\x1b[A")
        assert inbox.get() == KeyPressed("up")
        os.write(ours, b" ")
        assert inbox.get() == KeyPressed("space")
        keyboard.close()
        assert termios.tcgetattr(theirs) == before

    def test_a_question_can_be_typed(self, terminal: tuple[int, int]) -> None:
        inbox = Inbox()
        keyboard = open_keyboard(Printer(io.StringIO()))
        keyboard.let_letters_act(do_act=False)
        keyboard.start(inbox.events.put, inbox.is_over.set)
        os.write(terminal[0], "may hélper see\r".encode())
        assert inbox.get() == KeyPressed("typing")
        assert inbox.get() == Heard("may hélper see")
        keyboard.close()

    def test_nothing_typed_in_a_secret_step_is_shown(self, terminal: tuple[int, int]) -> None:
        inbox, shown = Inbox(), io.StringIO()
        keyboard = open_keyboard(Printer(shown))
        keyboard.let_letters_act(do_act=False)
        keyboard.let_typing_show(do_show=False)
        keyboard.start(inbox.events.put, inbox.is_over.set)
        os.write(terminal[0], b"i am finished\r")
        assert inbox.get() == KeyPressed("typing")
        assert inbox.get() == Heard("i am finished")
        keyboard.let_typing_show(do_show=True)
        os.write(terminal[0], b"may i\r")
        assert inbox.get() == KeyPressed("typing")
        assert inbox.get() == Heard("may i")
        assert shown.getvalue().split() == ["may", "i"]
        keyboard.close()
