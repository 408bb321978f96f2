"""Sentences for the terminal: results on standard output, faults on standard error."""

from __future__ import annotations

import json
import sys
from functools import cache
from io import TextIOWrapper

from voice_helper import paths
from voice_helper.errors import VoiceHelperError
from voice_helper.interrupts import check
from voice_helper.prompts import Prompts, load_prompts

FILE = "cli"
FALLBACK = "en"
"""The language of faults when the wanted one can't be read."""
LAST_RESORT = "Please install voice-helper again."
"""What is said when not even the faults' sentences can be read."""


def tell(prompts: Prompts, key: str, turn: int = 0, /, **slots: object) -> None:
    """Print the line ``key`` of cli.toml at once; BrokenPipeError when nobody reads."""
    say(prompts.entry(FILE, key).wording(turn).format(**slots))


def say(text: str) -> None:
    """Print a line at once; BrokenPipeError when nobody reads, KeyboardInterrupt after Ctrl-C."""
    check()
    print(text, flush=True)


def say_json(value: object) -> None:
    """Print a JSON object in one line of UTF-8 at once; BrokenPipeError when nobody reads."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    say(json.dumps(value, ensure_ascii=False))


def complain(key: str, language: str = FALLBACK, /, **slots: object) -> None:
    """Print the fault ``key`` of errors.toml on standard error; KeyboardInterrupt after Ctrl-C."""
    check()
    print(sentence(key, language, **slots), file=sys.stderr)


def sentence(key: str, language: str = FALLBACK, /, **slots: object) -> str:
    """Give the sentence of a fault, in another language where this one can't be read."""
    for candidate in dict.fromkeys((language, FALLBACK)):
        try:
            wording = read_prompts(candidate).entry("errors", key).wording()
            return _one_line(wording.format(**slots))
        except (VoiceHelperError, KeyError, IndexError):
            continue
    return LAST_RESORT


def explain(fault: VoiceHelperError, language: str = FALLBACK) -> str:
    """Give the sentence of ``fault``."""
    return sentence(fault.key, language, **fault.slots)


@cache
def read_prompts(language: str) -> Prompts:
    """Read the prompts of ``language``; PromptsError says what is wrong with them."""
    return load_prompts(paths.prompts_root() / language)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
