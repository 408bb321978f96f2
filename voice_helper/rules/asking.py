"""Asking back: which of several things is meant, some of them secret."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from voice_helper.rules.act import Act, Thing
from voice_helper.rules.ruling import Ruling, Verdict
from voice_helper.rules.table import MAKING, VAGUE

UNKNOWN = Ruling(Verdict.UNKNOWN, None, "unknown")
WHICH_THING = Ruling(Verdict.CLARIFY, None, "which-thing", ("phone-number", "message-code", "pin"))
_WHICH_CODE = Ruling(Verdict.CLARIFY, None, "which-code", ("message-code", "pin", "one-time-code"))
_WHICH_NUMBER = Ruling(
    Verdict.CLARIFY, None, "which-number", ("phone-number", "message-code", "pin")
)


def ask_back(act: Act) -> Ruling | None:
    """Ask which thing is meant where the word can mean a secret as well as something else."""
    if act.thing in VAGUE:
        return ask_about({act.thing})
    return WHICH_THING if act.thing is Thing.UNSAID and act.deed in MAKING else None


def ask_about(mentions: AbstractSet[Thing]) -> Ruling:
    """Ask which thing is meant by what was named."""
    if Thing.CODE in mentions:
        return _WHICH_CODE
    return _WHICH_NUMBER if Thing.NUMBER in mentions else WHICH_THING
