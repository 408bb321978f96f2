"""``voice-helper check``: what works, and how to mend what doesn't."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from voice_helper.cli import DONE, FAILED
from voice_helper.cli.output import explain, tell
from voice_helper.errors import VoiceHelperError
from voice_helper.prompts import Prompts
from voice_helper.recognition.store import model_store
from voice_helper.session.parts import open_voice
from voice_helper.sound.devices import find
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone

FIRST_BLOCK = 2.0
"""Seconds that a microphone has to give its first sound."""


def run(_options: argparse.Namespace, prompts: Prompts) -> int:
    """Try each part, a line each; 0 only when the main job can run by voice."""
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("check-microphone", _microphone),
        ("check-loudspeaker", _loudspeaker),
        ("check-model", lambda: _model(prompts)),
        ("check-voice", lambda: _voice(prompts)),
    )
    works = [_try(name, part, prompts) for name, part in parts]
    tell(prompts, "check-ready" if all(works) else "check-not-ready")
    return DONE if all(works) else FAILED


def _try(name: str, part: Callable[[], str], prompts: Prompts) -> bool:
    what = prompts.line("cli", name)
    try:
        detail = part()
    except VoiceHelperError as fault:
        why = explain(fault, prompts.language)
        tell(prompts, "check-broken", what=what, why=why)
        return False
    key = "check-works" if detail else "check-works-plain"
    tell(prompts, key, what=what, detail=detail)
    return True


def _microphone() -> str:
    """Open the microphone and wait for its first block."""
    name = find("input").name
    with Microphone() as microphone:
        microphone.read(FIRST_BLOCK)
    return name


def _loudspeaker() -> str:
    name = find("output").name
    with Loudspeaker() as loudspeaker:
        loudspeaker.wake()
    return name


def _model(prompts: Prompts) -> str:
    return model_store().ready(prompts.language).name


def _voice(prompts: Prompts) -> str:
    """Speak into a file: the synthesiser works, whether or not there is a loudspeaker."""
    with TemporaryDirectory() as folder:
        open_voice(prompts).save(prompts.line("cli", "check-voice"), Path(folder) / "voice.wav")
    return ""
