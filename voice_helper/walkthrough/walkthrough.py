"""All that leads through getting MitID: routes, secrets, and the interview that chooses a route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voice_helper.walkthrough.interview import Interview
from voice_helper.walkthrough.route import Route
from voice_helper.walkthrough.secret import Secret

ROUTES = (
    "own-phone",
    "helper-phone",
    "foreign-passport",
    "citizen-service",
    "activation-code",
    "code-display",
    "audio-code-reader",
)
"""The routes that each language has, in the order in which they are named."""


@dataclass(frozen=True)
class Walkthrough:
    """What a language's prompts say about getting MitID step by step."""

    routes: Mapping[str, Route]
    """By id, those of `ROUTES` first."""
    secrets: Mapping[str, Secret]
    """By id."""
    interview: Interview
    """What is asked before a route."""
