"""What each key does: the name of a command, as ``prompts/<language>/commands.toml`` has it."""

from __future__ import annotations

KEYS = {
    "space": "stop",
    "escape": "stop",
    "r": "repeat",
    "+": "faster",
    "=": "faster",
    "-": "slower",
    "up": "louder",
    ">": "louder",
    "down": "softer",
    "<": "softer",
    "?": "what-can-i-say",
    "/": "what-can-i-say",
    "m": "more",
    "n": "next",
    "d": "done",
    "b": "go-back",
    "w": "where-am-i",
    "p": "pause",
    "c": "carry-on",
    "g": "start-guide",
    "o": "start-over",
    "t": "what-can-go-wrong",
    "f": "what-do-i-feel",
    "u": "names",
    "y": "yes",
    "h": "help",
    "s": "how-do-you-know",
    "q": "goodbye",
    "end": "goodbye",
}
"""From a key's name to the command it gives; ``end`` is the end of what is typed (Ctrl-D)."""

TYPE = "enter"
"""The key that asks for a line to be typed."""

TYPING = "typing"
"""Stands for any key that begins a typed line."""


def command_of(key: str) -> str | None:
    """Give the command of a key, None where it has none; letters count in either case."""
    return KEYS.get(key.lower())
