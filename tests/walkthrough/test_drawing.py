from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.walkthrough.tables import change, step, tables_of, walkthrough_of
from voice_helper.prompts import Prompts
from voice_helper.walkthrough.drawing import as_mermaid
from voice_helper.walkthrough.graph import DONE, START, Graph, Kind, graph_of
from voice_helper.walkthrough.reading import read_walkthrough
from voice_helper.walkthrough.step import Secrecy
from voice_helper.walkthrough.walkthrough import ROUTES
from voice_helper.walkthrough.ways import reached

NODE = re.compile(
    r'(s_\w+)(?:\(\["[^"]+"\]\)|\{"[^"]+"\}|\["[^"]+"\]|\[\["[^"]+"\]\]|\{\{"[^"]+"\}\})'
)
EDGE = re.compile(r'(s_\w+) -->(?:\|"[^"]+"\|)? (s_\w+)')
ROOM = re.compile(r'subgraph (s_\w+)\["[^"]+"\]')


@pytest.fixture(scope="module")
def graph(prompts: Prompts) -> Graph:
    return graph_of(walkthrough_of(prompts))


def onwards(graph: Graph, *, reverse: bool = False) -> dict[str, tuple[str, ...]]:
    ways: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        origin, target = (edge.target, edge.origin) if reverse else (edge.origin, edge.target)
        ways[origin].append(target)
    return {place: tuple(following) for place, following in ways.items()}


def test_every_state_is_reached_from_the_start(graph: Graph) -> None:
    assert {node.id for node in graph.nodes} == reached(START, onwards(graph))


def test_from_every_state_the_end_is_reached(graph: Graph) -> None:
    assert {node.id for node in graph.nodes} == reached(DONE, onwards(graph, reverse=True))


def test_every_state_is_there_once_and_every_edge_joins_states(graph: Graph) -> None:
    ids = [node.id for node in graph.nodes]
    assert len(ids) == len(set(ids))
    assert {end for edge in graph.edges for end in (edge.origin, edge.target)} <= set(ids)


def test_every_route_is_reached_by_an_answer_of_the_interview(graph: Graph) -> None:
    asked = {edge.target for edge in graph.edges if edge.origin.startswith("interview/")}
    assert {f"{route}/things" for route in ROUTES} <= asked


def test_every_secret_step_is_entered_by_its_cue_and_left_by_its_end(
    prompts: Prompts, graph: Graph
) -> None:
    for route in walkthrough_of(prompts).routes.values():
        for each in route.steps:
            if each.secrecy is not Secrecy.SECRET:
                continue
            here = f"{route.id}/{each.id}"
            into = {edge.origin for edge in graph.edges if edge.target == f"{here}/{Kind.OPEN}"}
            out = {edge.target for edge in graph.edges if edge.origin == f"{here}/{Kind.OPEN}"}
            assert into == {f"{here}/{Kind.CUE}"}
            assert out == {f"{here}/{Kind.CUE}", f"{here}/{Kind.OVER}"}
            assert here not in {node.id for node in graph.nodes}


def test_the_drawing_is_valid_mermaid_text(prompts: Prompts, graph: Graph) -> None:
    opening, *lines = as_mermaid(walkthrough_of(prompts)).splitlines()
    assert opening == "flowchart TD"
    stripped = [line.strip() for line in lines]
    nodes = [line for line in stripped if NODE.fullmatch(line)]
    edges = [line for line in stripped if EDGE.fullmatch(line)]
    rooms = [line for line in stripped if ROOM.fullmatch(line)]
    assert (len(nodes), len(edges)) == (len(graph.nodes), len(graph.edges))
    assert stripped.count("end") == len(rooms)
    assert len(nodes) + len(edges) + 2 * len(rooms) == len(stripped)


def test_the_drawing_names_no_state_twice(prompts: Prompts) -> None:
    text = as_mermaid(walkthrough_of(prompts))
    names = [found[1] for line in text.splitlines() if (found := NODE.fullmatch(line.strip()))]
    assert len(names) == len(set(names))
    drawn = [
        found.groups() for line in text.splitlines() if (found := EDGE.fullmatch(line.strip()))
    ]
    assert {end for ends in drawn for end in ends} <= set(names)


def test_no_label_breaks_the_drawing(prompts: Prompts) -> None:
    tables = tables_of(prompts)
    change(step(tables, "own-phone", "agree"), name='a "b" [c] {d} |e| #f;')
    text = as_mermaid(read_walkthrough(tables))
    line = next(line for line in text.splitlines() if "s_own_phone__agree[" in line)
    assert NODE.fullmatch(line.strip())


def test_the_same_walk_through_is_drawn_the_same(prompts: Prompts) -> None:
    assert as_mermaid(walkthrough_of(prompts)) == as_mermaid(walkthrough_of(prompts))
