"""From the route files to routes: steps that are written once and shared, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voice_helper.errors import PromptsError
from voice_helper.walkthrough.entry import Entry, as_entry
from voice_helper.walkthrough.route import Route, exits
from voice_helper.walkthrough.step import END, Step
from voice_helper.walkthrough.steps import LONGEST_INSTRUCTION, Known, read_step
from voice_helper.walkthrough.walkthrough import ROUTES
from voice_helper.walkthrough.ways import circle, reached

FOLDER = "routes/"
SHARED = "same-as"
"""The key of a step that is another one, ``route/step``; other keys beside it take precedence."""
_HEAD = "route"


@dataclass(frozen=True)
class Draft:
    """A route file whose steps are still tables."""

    head: Entry
    """The whole file."""
    steps: tuple[Entry, ...]
    """In its order."""


def read_routes(tables: Mapping[str, Mapping[str, Any]], known: Known) -> dict[str, Route]:
    """Read every route; PromptsError if one of `ROUTES` is missing, or something is wrong."""
    further = sorted(name for name in tables if name.startswith(FOLDER))
    names = dict.fromkeys([*(f"{FOLDER}{route}" for route in ROUTES), *further])
    drafts = {name.removeprefix(FOLDER): _draft(tables, name) for name in names}
    for draft in drafts.values():  # so that a fault is told where it is written
        for entry in draft.steps:
            if SHARED not in entry.table:
                read_step(entry, END, known)
    return {name: _route(name, drafts, known) for name, draft in drafts.items()}


def _draft(tables: Mapping[str, Mapping[str, Any]], name: str) -> Draft:
    if name not in tables:
        raise PromptsError("walk-no-file", file=name)
    head = as_entry(name, _HEAD, tables[name])
    head.only("title", "opening", "closing", "needs", "needs-helper", "step")
    if not (steps := tuple(head.inner("step", "step"))):
        raise head.fault("walk-empty", key="step")
    return Draft(head, steps)


def _route(name: str, drafts: Mapping[str, Draft], known: Known) -> Route:
    head = drafts[name].head
    for need in (needs := head.names("needs")):
        if need not in known.things:
            raise head.fault("walk-unknown-need", value=need)
    route = Route(
        id=name,
        title=head.spoken("title", LONGEST_INSTRUCTION, needed=True),
        opening=head.spoken("opening", needed=True),
        closing=head.spoken("closing", needed=True),
        needs=needs,
        needs_helper=head.flag("needs-helper"),
        steps=tuple(_steps(drafts[name], drafts, known)),
    )
    _check_ways(head, route)
    return route


def _steps(draft: Draft, drafts: Mapping[str, Draft], known: Known) -> Iterator[Step]:
    whole = [_whole(entry, drafts) for entry in draft.steps]
    ids = [entry.name() for entry in whole]
    for place, entry in enumerate(whole):
        if ids[place] in ids[:place]:
            raise entry.fault("walk-twice", value=ids[place])
        yield read_step(entry, ids[place + 1] if place + 1 < len(ids) else END, known)


def _whole(entry: Entry, drafts: Mapping[str, Draft]) -> Entry:
    """Give a step's own table, laid over the one that it shares, whose ``next`` isn't shared."""
    if SHARED not in entry.table:
        return entry
    route, _, name = (reference := entry.needed(SHARED)).partition("/")
    steps = drafts[route].steps if route in drafts else ()
    for shared in steps:
        if shared.table.get("id") == name and SHARED not in shared.table:
            own = {key: value for key, value in entry.table.items() if key != SHARED}
            table = {**shared.table, **own}
            if "next" not in own:
                table.pop("next", None)
            return Entry(entry.file, f"step.{table['id']}", table)
    raise entry.fault("walk-leads-nowhere", key=SHARED, value=reference)


def _check_ways(head: Entry, route: Route) -> None:
    ways = {step.id: exits(step) for step in route.steps}
    for place, following in ways.items():
        for name in following:
            if name != END and name not in ways:
                raise head.at(f"step.{place}").fault("walk-leads-nowhere", key="next", value=name)
    if found := circle(ways):
        raise head.at(f"step.{found[0]}").fault("walk-circle", way=", ".join(found[1:]))
    lonely = [name for name in ways if name not in reached(route.first.id, ways)]
    if lonely:
        raise head.at(f"step.{lonely[0]}").fault("walk-unreached")
