from __future__ import annotations

import io
import os

import pytest

from voice_helper.session.printer import Printer


def test_lines_come_out_at_once() -> None:
    stream = io.StringIO()
    assert Printer(stream).line("No.")
    assert stream.getvalue() == "No.\n"


def test_a_reader_that_has_gone_is_noticed_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        printer = Printer(stream)
        assert not printer.line("No.")
        assert not printer.line("No.")
        assert not printer.is_open


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        return True


def test_the_bell_rings_at_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    output, fault, file = Terminal(), Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stderr", fault)
    Printer(output).ring()
    assert (output.getvalue(), fault.getvalue()) == ("\a", "")
    Printer(file).ring()
    assert (file.getvalue(), fault.getvalue()) == ("", "\a")
    monkeypatch.setattr("sys.stderr", None)
    Printer(file).ring()
    assert file.getvalue() == ""
