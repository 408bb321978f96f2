"""Asking back: which of several things is meant, some of them secret."""

from __future__ import annotations

from voice_helper.rules.act import Act, Question, Thing
from voice_helper.rules.ruling import Ruling, Verdict
from voice_helper.rules.table import MAKING, VAGUE

UNKNOWN = Ruling(Verdict.UNKNOWN, None, "unknown")
WHICH_THING = Ruling(Verdict.CLARIFY, None, "which-thing", ("phone-number", "message-code", "pin"))
_WHICH_CODE = Ruling(Verdict.CLARIFY, None, "which-code", ("message-code", "pin", "one-time-code"))
_WHICH_NUMBER = Ruling(
    Verdict.CLARIFY, None, "which-number", ("phone-number", "message-code", "pin")
)
MOST_FOREIGN = 2
"""Unknown words up to which a vague or general answer is still to the point."""


def ask_back(act: Act, question: Question) -> Ruling | None:
    """Ask which thing is meant where the word can mean a secret as well as something else."""
    if question.foreign > MOST_FOREIGN:
        return None
    if act.thing in VAGUE:
        return _which(act.thing)
    if act.thing is Thing.UNSAID and act.deed in MAKING and question.foreign == 0:
        return WHICH_THING
    return None


def ask_about_mentions(question: Question) -> Ruling | None:
    """Ask back where a vague thing is named and nothing is done to it."""
    vague = sorted(question.mentions & {Thing.CODE, Thing.NUMBER})
    if vague and question.foreign == 0 and question.length > 1:
        return _which(vague[0])
    return None


def _which(thing: Thing) -> Ruling:
    return _WHICH_NUMBER if thing is Thing.NUMBER else _WHICH_CODE
