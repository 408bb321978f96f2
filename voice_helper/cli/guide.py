"""``voice-helper guide``: the walk-through, which is not there yet."""

from __future__ import annotations

import argparse

from voice_helper.cli import FAILED
from voice_helper.cli.output import complain
from voice_helper.prompts import Prompts


def run(_options: argparse.Namespace, prompts: Prompts) -> int:
    """Say that there is no guide yet, and what there is instead."""
    complain("no-guide-yet", prompts.language)
    return FAILED
