"""Reads the walk-through out of a language's prompts, and refuses whatever is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voice_helper.errors import PromptsError
from voice_helper.walkthrough.entry import Entry, as_entry
from voice_helper.walkthrough.inquiries import read_interview, read_secrets, read_things
from voice_helper.walkthrough.routes import read_routes
from voice_helper.walkthrough.steps import Known
from voice_helper.walkthrough.walkthrough import Walkthrough

_WHOLE_FILE = "file"
"""The place of a fault that belongs to no single entry."""


def read_walkthrough(tables: Mapping[str, Mapping[str, Any]]) -> Walkthrough:
    """Read routes, secrets and interview from the tables of `Prompts`.

    PromptsError if something is wrong; it names the file, the place in it, and what to mend.
    """
    rules, asking = _file(tables, "rules"), _file(tables, "interview")
    secrets = read_secrets(_file(tables, "secrets"))
    sources = as_entry(rules.file, "sources", rules.table.get("sources"))
    things = frozenset(thing.id for thing in read_things(asking))
    routes = read_routes(tables, Known(frozenset(sources.table), tuple(secrets), things))
    return Walkthrough(routes, secrets, read_interview(asking, routes))


def _file(tables: Mapping[str, Mapping[str, Any]], name: str) -> Entry:
    if name not in tables:
        raise PromptsError("walk-no-file", file=name)
    return as_entry(name, _WHOLE_FILE, tables[name])
