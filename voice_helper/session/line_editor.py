"""From single characters to keys and typed lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from voice_helper.conversation.keys import TYPE, TYPING, command_of
from voice_helper.events import Event, Heard, KeyPressed

NAMES = {
    " ": "space",
    "\r": "enter",
    "\n": "enter",
    "\x1b": "escape",
    "\x7f": "backspace",
    "\b": "backspace",
    "\x04": "end",
    "\x1a": "end",
    "\x15": "clear",
}
"""Names of the keys that aren't printed."""
SEQUENCES = {"[A": "up", "[B": "down", "OA": "up", "OB": "down"}
"""What follows escape when a terminal sends such a key."""


def keys_in(text: str) -> Iterator[str]:
    """Give the names of the keys in what a terminal has sent at one go."""
    if text.startswith("\x1b") and len(text) > 1:
        name = SEQUENCES.get(text[1:3])
        if name:
            yield name
            yield from keys_in(text[3:])
        return
    for character in text:
        if character in NAMES:
            yield NAMES[character]
        elif character.isprintable():
            yield character


def event_of(line: str) -> Event | None:
    """Give the event of a whole typed line: words, or one key; None for an empty line."""
    words = " ".join(line.split())
    if not words:
        return None
    if command_of(words) is not None:
        return KeyPressed(words.lower())
    return Heard(words)


@dataclass
class LineEditor:
    """A line that is being typed, beside keys that act at once."""

    letters_act: bool = True
    """Whether letters act at once, as they do where there is a microphone, or begin a line.

    Where they act, only enter begins a line: a slip of the finger must not end the listening.
    """
    line: str = field(default="", init=False)
    """What has been typed of the line so far."""
    is_open: bool = field(default=False, init=False)
    """Whether a line is being typed."""

    def press(self, key: str) -> tuple[str, Event | None]:
        """Take a key; gives what to show of it, and the event, if any."""
        return self._in_line(key) if self.is_open else self._outside(key)

    def _outside(self, key: str) -> tuple[str, Event | None]:
        if key == TYPE:
            self.is_open = True
            return "", KeyPressed(TYPE)
        is_command = command_of(key) is not None and not key.isalpha()
        if self.letters_act or is_command or len(key) > 1:
            return "", KeyPressed(key)
        self.is_open = True
        self.line = key
        return key, KeyPressed(TYPING)

    def _in_line(self, key: str) -> tuple[str, Event | None]:
        match key:
            case "enter":
                event = event_of(self.line) or KeyPressed("escape")
                return self._closed(), event
            case "escape" | "end":
                return self._closed(), KeyPressed(key)
            case "backspace":
                shown = "\b \b" if self.line else ""
                self.line = self.line[:-1]
                return shown, None
            case "clear":
                shown = "\b \b" * len(self.line)
                self.line = ""
                return shown, None
            case "space":
                key = " "
        if len(key) > 1:
            return "", None
        self.line += key
        return key, None

    def _closed(self) -> str:
        self.line = ""
        self.is_open = False
        return "\n"
