from __future__ import annotations

import io
import os

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
