"""The words of the command line, and plain sentences for words that are off."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn

from voice_helper import __version__
from voice_helper.errors import InputError
from voice_helper.prompts import Prompts

PROGRAM = "voice-helper"
ASKERS = ("applicant", "helper")
PATIENCE = ("quick", "normal", "patient", "most-patient")
"""The names of `understanding.Patience`, which would take long to import."""

_KINDS = (
    (re.compile(r"unrecognized arguments: (?P<words>.+)"), "unknown-words"),
    (re.compile(r"argument (?P<words>[^:]+): expected .*"), "option-without-value"),
    (
        re.compile(r"argument (?P<words>[^:]+): invalid choice: (?P<value>.+) \(choose .*"),
        "no-such-choice",
    ),
    (re.compile(r"the following arguments are required: (?P<words>.+)"), "missing-words"),
    (re.compile(r"argument (?P<words>[^:]+): not allowed with.*"), "words-that-clash"),
)
"""What argparse says, and the fault that tells the same in a plain sentence."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are faults like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise InputError with our own sentence about ``message``."""
        for pattern, key in _KINDS:
            found = pattern.match(message)
            if found:
                raise InputError(key, **found.groupdict())
        raise InputError("unclear-words")


def language_of(words: list[str]) -> str:
    """Give the language that the words name, before anything else is read; ``en`` without."""
    for at, word in enumerate(words):
        if word == "--language" and at + 1 < len(words):
            return words[at + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return "en"


def parser_of(prompts: Prompts) -> argparse.ArgumentParser:
    """Make the parser; its help comes from cli.toml."""

    def line(key: str) -> str:
        return prompts.line("cli", key)

    parser = _Parser(
        prog=PROGRAM, description=line("about"), epilog=line("epilogue"), allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_language(parser, line, "en")
    _add_wishes(parser, line, is_main=True)
    _add_devices(parser, line, None)
    commands = parser.add_subparsers(dest="command", metavar=line("a-command"))

    def command(name: str) -> argparse.ArgumentParser:
        text = line(f"command-{name}")
        made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        _add_language(made, line, argparse.SUPPRESS)
        return made

    ask = command("ask")
    ask.add_argument("question", nargs="*", metavar=line("a-question"), help=line("question"))
    ask.add_argument("--as", dest="asker", choices=ASKERS, help=line("as"))
    ask.add_argument("--file", metavar=line("a-file"), help=line("file"))
    ask.add_argument("--wav", nargs="+", metavar=line("a-file"), help=line("wav"))
    ask.add_argument("--json", action="store_true", help=line("json"))
    ask.add_argument("--speak", action="store_true", help=line("speak"))
    demo = command("demo")
    demo.add_argument(
        "--to", default="voice-helper-demo", metavar=line("a-folder"), help=line("to")
    )
    guide = command("guide")
    guide.add_argument("route", nargs="?", metavar=line("a-route"), help=line("route"))
    _add_wishes(guide, line, is_main=False)
    _add_devices(guide, line, argparse.SUPPRESS)
    guide.add_argument("--map", action="store_true", help=line("map"))
    simulate = command("simulate")
    simulate.add_argument("what", nargs="*", metavar=line("a-route"), help=line("route"))
    _add_devices(command("check"), line, argparse.SUPPRESS)
    model = command("model")
    model.add_argument("what", choices=("list", "fetch", "verify"), help=line("model-what"))
    model.add_argument("--from", dest="source", metavar=line("a-file"), help=line("from"))
    return parser


def _add_language(parser: argparse.ArgumentParser, line: Callable[[str], str], usual: str) -> None:
    parser.add_argument(
        "--language", default=usual, metavar=line("a-language"), help=line("language")
    )


def _add_wishes(
    parser: argparse.ArgumentParser, line: Callable[[str], str], *, is_main: bool
) -> None:
    """Add how the program should listen; a command of its own keeps what stands before it."""
    usual: Any = None if is_main else argparse.SUPPRESS
    parser.add_argument("--patience", choices=PATIENCE, default=usual, help=line("patience"))
    parser.add_argument("--name", default=usual, metavar=line("a-name"), help=line("name"))
    parser.add_argument(
        "--headset", action=argparse.BooleanOptionalAction, default=usual, help=line("headset")
    )


def _add_devices(
    parser: argparse.ArgumentParser, line: Callable[[str], str], usual: str | None
) -> None:
    for device in ("microphone", "loudspeaker"):
        parser.add_argument(
            f"--{device}", default=usual, metavar=line("a-name"), help=line(f"choose-{device}")
        )
