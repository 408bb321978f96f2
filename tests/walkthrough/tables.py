"""The walk-through's tables as plain dictionaries, to be changed at will."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from voice_helper.errors import PromptsError
from voice_helper.prompts import Prompts
from voice_helper.walkthrough.reading import read_walkthrough
from voice_helper.walkthrough.walkthrough import Walkthrough

Tables = dict[str, dict[str, Any]]
REMOVED = object()
"""As a value: take the key away."""


def tables_of(prompts: Prompts) -> Tables:
    """Copy all that `read_walkthrough` looks at."""
    wanted = {"rules", "secrets", "interview"}
    names = [name for name in prompts.tables if name in wanted or name.startswith("routes/")]
    return {name: copy.deepcopy(dict(prompts.tables[name])) for name in names}


def change(entry: dict[str, Any], /, **changes: object) -> None:
    """Set or take away keys; an underscore stands for the hyphen."""
    for key, value in changes.items():
        name = key.replace("_", "-")
        if value is REMOVED:
            entry.pop(name, None)
        else:
            entry[name] = value


def step(tables: Tables, route: str, name: str) -> dict[str, Any]:
    """Find a step that is written in that route's file."""
    steps: list[dict[str, Any]] = tables[f"routes/{route}"]["step"]
    return next(each for each in steps if each.get("id") == name)


def inquiry(tables: Tables, name: str) -> dict[str, Any]:
    """Find a question of the interview."""
    inquiries: list[dict[str, Any]] = tables["interview"]["inquiry"]
    return next(each for each in inquiries if each["id"] == name)


def reply(tables: Tables, question: str, name: str) -> dict[str, Any]:
    """Find an answer of the interview."""
    replies: list[dict[str, Any]] = inquiry(tables, question)["reply"]
    return next(each for each in replies if each["name"] == name)


def fault_of(tables: Mapping[str, Mapping[str, Any]]) -> PromptsError | None:
    """Give the fault that reading raises, if it raises one."""
    try:
        read_walkthrough(tables)
    except PromptsError as fault:
        return fault
    return None


def sentence_of(prompts: Prompts, fault: PromptsError) -> str:
    """Give what is told about a fault."""
    return prompts.entry("errors", fault.key).wording().format(**fault.slots)


def walkthrough_of(prompts: Prompts) -> Walkthrough:
    """Read the real walk-through."""
    return read_walkthrough(prompts.tables)
