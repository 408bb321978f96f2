"""``voice-helper guide``: the main job, beginning with the step-by-step walk-through."""

from __future__ import annotations

import argparse

from voice_helper.cli import DONE
from voice_helper.cli.output import say
from voice_helper.errors import InputError
from voice_helper.prompts import Prompts
from voice_helper.walkthrough.walkthrough import ROUTES


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """Talk as without a command, but begin with the guide; ``--map`` draws all its states."""
    if options.map:
        return _draw(prompts)
    from voice_helper.cli.talk import talk  # noqa: PLC0415  (would slow the map down)

    return talk(options, prompts, route_of(options.route))


def route_of(name: str | None) -> str:
    """Give the route of that id, '' without one; InputError if there is none."""
    if name is not None and name not in ROUTES:
        raise InputError("no-such-route", route=name, known=", ".join(ROUTES))
    return name or ""


def _draw(prompts: Prompts) -> int:
    from voice_helper.walkthrough.drawing import as_mermaid  # noqa: PLC0415  (only here)
    from voice_helper.walkthrough.reading import read_walkthrough  # noqa: PLC0415  (only here)

    say(as_mermaid(read_walkthrough(prompts.tables)))
    return DONE
