from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.events import Event, Heard, KeyPressed
from voice_helper.session.line_editor import LineEditor, event_of, keys_in


def typed(editor: LineEditor, text: str) -> tuple[str, list[Event]]:
    shown, events = "", list[Event]()
    for key in keys_in(text):
        echo, event = editor.press(key)
        shown += echo
        events += [event] if event else []
    return shown, events


def test_a_key_with_a_meaning_acts_at_once() -> None:
    assert typed(LineEditor(), " r+") == (
        "",
        [KeyPressed("space"), KeyPressed("r"), KeyPressed("+")],
    )


def test_escape_alone_is_a_key_and_arrows_are_others() -> None:
    assert list(keys_in("\x1b")) == ["escape"]
    assert list(keys_in("\x1b[A")) == ["up"]
    assert list(keys_in("\x1b[B\x1b[A")) == ["down", "up"]
    assert list(keys_in("\x1b[3~")) == []


def test_enter_begins_a_line_that_enter_ends() -> None:
    shown, events = typed(LineEditor(), "\rrepeat my pin\r")
    assert shown == "repeat my pin\n"
    assert events == [KeyPressed("enter"), Heard("repeat my pin")]


def test_a_letter_pressed_by_mistake_begins_no_line() -> None:
    editor = LineEditor()
    assert typed(editor, "c") == ("", [KeyPressed("c")])
    assert not editor.is_open


def test_without_a_microphone_every_letter_begins_a_line() -> None:
    _, events = typed(LineEditor(letters_act=False), "repeat\r+")
    assert events == [KeyPressed("typing"), Heard("repeat"), KeyPressed("+")]


def test_backspace_takes_back_what_was_typed() -> None:
    shown, events = typed(LineEditor(), "\rmayx\x7f i\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7fwhy\r")
    assert events[-1] == Heard("why")
    assert shown.count("\b \b") == 6


def test_an_empty_line_gives_the_keyboard_back() -> None:
    editor = LineEditor()
    assert typed(editor, "\r\r")[1] == [KeyPressed("enter"), KeyPressed("escape")]
    assert typed(editor, "r")[1] == [KeyPressed("r")]


def test_escape_abandons_a_line() -> None:
    assert typed(LineEditor(), "\rmay i")[1] == [KeyPressed("enter")]
    editor = LineEditor()
    typed(editor, "\rmay i")
    assert typed(editor, "\x1b")[1] == [KeyPressed("escape")]
    assert not editor.is_open


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("  may   i see\t it ", Heard("may i see it")),
        ("R", KeyPressed("r")),
        ("+", KeyPressed("+")),
        ("   ", None),
    ],
)
def test_a_whole_line_is_words_or_a_key(line: str, event: Event | None) -> None:
    assert event_of(line) == event


@given(st.text())
def test_no_input_breaks_the_editor(text: str) -> None:
    shown, _ = typed(LineEditor(), text)
    assert all(character.isprintable() or character in "\b\n" for character in shown)
