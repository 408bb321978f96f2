"""From the words of the command line to the command that does them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from voice_helper.cli import FAILED, MISUSED
from voice_helper.cli.arguments import language_of, parser_of
from voice_helper.cli.output import complain, read_prompts
from voice_helper.errors import InputError, PromptsError, VoiceHelperError
from voice_helper.interrupts import check
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts

Command = Callable[[argparse.Namespace, Prompts], int]


def run(words: list[str]) -> int:
    """Do what ``words`` say; every fault ends as one sentence on standard error."""
    language = language_of(words)
    try:
        prompts = _prompts(language)
        options = parser_of(prompts).parse_args(words)
        return _command(options.command or "talk")(options, prompts)
    except VoiceHelperError as fault:
        complain(fault.key, language, **fault.slots)
        return fault.exit_status
    except SystemExit as leaving:  # argparse, after --help and --version
        return MISUSED if leaving.code else 0
    except BrokenPipeError:
        raise
    except OSError as fault:
        complain("system-refuses", language, why=fault.strerror or type(fault).__name__)
        return FAILED
    except MemoryError:
        complain("no-memory", language)
        return FAILED
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        complain("inner-fault", language, fault=type(fault).__name__)
        return FAILED


def _prompts(language: str) -> Prompts:
    known = sorted(path.name for path in prompts_root().glob("*") if path.is_dir())
    if known and language not in known:
        raise InputError("no-such-language", language=language, known=", ".join(known))
    if not known:
        raise PromptsError("missing-language", folder=prompts_root())
    return read_prompts(language)


def _command(name: str) -> Command:
    """Import the command's module, and no other: a typed question needs no sound."""
    command: Command = import_module(f"voice_helper.cli.{name}").run
    check()
    return command
