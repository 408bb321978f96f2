"""All states of the guide and what leads from one to another, as plain nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voice_helper.walkthrough.interview import Inquiry
from voice_helper.walkthrough.route import Route
from voice_helper.walkthrough.step import END, Secrecy, Step
from voice_helper.walkthrough.walkthrough import Walkthrough

START = "start"
DONE = "done"
ANYWHERE = "anywhere"
INTERVIEW = "interview"


class Kind(StrEnum):
    """What sort of state a node is."""

    START = "start"
    QUESTION = "question"
    STEP = "step"
    CUE = "cue"
    """The helper is asked to look away."""
    OPEN = "open"
    """The helper has turned away; the secret is being made or typed."""
    OVER = "over"
    """The helper may look again."""
    END = "end"


@dataclass(frozen=True)
class Node:
    """One state."""

    id: str
    """Unique: ``own-phone/choose-pin/cue``."""
    label: str
    """What it is about."""
    kind: Kind
    """What sort of state it is."""
    room: str
    """The route it belongs to, ``interview``, ``anywhere``, or empty."""


@dataclass(frozen=True)
class Edge:
    """One way from a state to another."""

    origin: str
    """The id of the state that it leaves."""
    target: str
    """The id of the state that it leads to."""
    label: str
    """The answer or command that leads there; empty where it is simply what comes next."""


@dataclass(frozen=True)
class Graph:
    """The whole guide; it begins at `START` and can end at `DONE`."""

    nodes: tuple[Node, ...]
    """Every state."""
    edges: tuple[Edge, ...]
    """Every way."""


def graph_of(walkthrough: Walkthrough) -> Graph:
    """Put together interview, routes with their guards, and what is possible anywhere."""
    parts = list(_parts(walkthrough))
    nodes = tuple(part for part in parts if isinstance(part, Node))
    return Graph(nodes, tuple(part for part in parts if isinstance(part, Edge)))


def _parts(walkthrough: Walkthrough) -> Iterator[Node | Edge]:
    yield Node(START, START, Kind.START, "")
    yield Node(DONE, DONE, Kind.END, "")
    yield Edge(START, _inquiry(walkthrough.interview.first), "")
    for inquiry in walkthrough.interview.inquiries:
        yield from _asked(inquiry)
    for route in walkthrough.routes.values():
        stops = any(
            thing.stops for thing in walkthrough.interview.things if thing.id in route.needs
        )
        yield from _route(route, stops=stops)
    yield from _anywhere(walkthrough)


def _asked(inquiry: Inquiry) -> Iterator[Node | Edge]:
    here = _inquiry(inquiry.id)
    yield Node(here, inquiry.id, Kind.QUESTION, INTERVIEW)
    for reply in inquiry.replies:
        target = _inquiry(reply.next) if reply.next else DONE
        yield Edge(here, _things(reply.route) if reply.route else target, reply.name)


def _route(route: Route, *, stops: bool) -> Iterator[Node | Edge]:
    """Give a route from its question about things; ``stops``: whether a missing one ends it."""
    first = f"{route.id}/{_entrance(route.first)}"
    yield Node(_things(route.id), ", ".join(route.needs), Kind.QUESTION, route.id)
    yield Edge(_things(route.id), first, "yes")
    if stops:
        yield Edge(_things(route.id), DONE, "missing")
    yield Edge(START, _things(route.id), f"guide {route.id}")
    for number, step in enumerate(route.steps, start=1):
        yield from _step(route, step, f"{step.name} ({number}, {step.actor})")


def _step(route: Route, step: Step, label: str) -> Iterator[Node | Edge]:
    here = f"{route.id}/{step.id}"
    kind = Kind.QUESTION if step.choices else Kind.STEP
    if step.secrecy is Secrecy.SECRET:
        yield from _guard(here, label, route.id)
        here = f"{here}/{Kind.OVER}"
    else:
        yield Node(here, label, kind, route.id)
    for name, following in [(choice.name, choice.next) for choice in step.choices] or [
        ("", step.next)
    ]:
        ends = following == END
        target = DONE if ends else f"{route.id}/{_entrance(route.step(following))}"
        yield Edge(here, target, name)


def _guard(here: str, label: str, room: str) -> Iterator[Node | Edge]:
    """Give the three states of a guarded step, which is left only through its end."""
    for kind in (Kind.CUE, Kind.OPEN, Kind.OVER):
        yield Node(f"{here}/{kind}", f"{label}: {kind}", kind, room)
    yield Edge(f"{here}/{Kind.CUE}", f"{here}/{Kind.OPEN}", "turned-away")
    yield Edge(f"{here}/{Kind.OPEN}", f"{here}/{Kind.OVER}", "finished")
    yield Edge(f"{here}/{Kind.OPEN}", f"{here}/{Kind.CUE}", "go-back")


def _anywhere(walkthrough: Walkthrough) -> Iterator[Node | Edge]:
    """Give what is possible everywhere: to go back, start over, pause, leave, announce a secret."""
    yield Node(ANYWHERE, ANYWHERE, Kind.STEP, ANYWHERE)
    yield Edge(START, ANYWHERE, "")
    for name, kind in (("paused", Kind.STEP), ("start-over", Kind.QUESTION)):
        yield Node(name, name, kind, ANYWHERE)
    yield Node("goodbye", "goodbye", Kind.QUESTION, ANYWHERE)
    yield Edge(ANYWHERE, ANYWHERE, "go-back")
    yield Edge(ANYWHERE, "paused", "pause")
    yield Edge("paused", ANYWHERE, "carry-on")
    for name, target in (("start-over", START), ("goodbye", DONE)):
        yield Edge(ANYWHERE, name, name)
        yield Edge(name, target, "yes")
        yield Edge(name, ANYWHERE, "no")
    for secret in walkthrough.secrets.values():
        here = f"secret/{secret.id}"
        yield from _guard(here, secret.id, ANYWHERE)
        yield Edge(ANYWHERE, f"{here}/{Kind.CUE}", secret.id)
        yield Edge(f"{here}/{Kind.OVER}", ANYWHERE, "")


def _entrance(step: Step) -> str:
    """Give the state by which a step is entered, within its route."""
    return f"{step.id}/{Kind.CUE}" if step.secrecy is Secrecy.SECRET else step.id


def _inquiry(name: str) -> str:
    return f"{INTERVIEW}/{name}"


def _things(route: str) -> str:
    return f"{route}/things"
