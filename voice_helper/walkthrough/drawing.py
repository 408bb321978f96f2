"""Draws the guide's states as Mermaid text, which many tools and web pages show as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voice_helper.walkthrough.graph import Edge, Graph, Kind, Node, graph_of
from voice_helper.walkthrough.walkthrough import Walkthrough

_SHAPES = {
    Kind.START: ('(["', '"])'),
    Kind.QUESTION: ('{"', '"}'),
    Kind.STEP: ('["', '"]'),
    Kind.CUE: ('[["', '"]]'),
    Kind.OPEN: ('{{"', '"}}'),
    Kind.OVER: ('[["', '"]]'),
    Kind.END: ('(["', '"])'),
}
"""What stands around a label: rounded, rhombus, box, double box, hexagon."""


def as_mermaid(walkthrough: Walkthrough) -> str:
    """Draw everything as a Mermaid flowchart; the same walk-through gives the same text."""
    return "\n".join(_lines(graph_of(walkthrough))) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart TD"
    for room in dict.fromkeys(node.room for node in graph.nodes):
        indent = "    "
        if room:
            yield f'    subgraph {_name(f"room/{room}")}["{_text(room)}"]'
            indent = "        "
        yield from (indent + _node(node) for node in graph.nodes if node.room == room)
        if room:
            yield "    end"
    yield from (f"    {_edge(edge)}" for edge in graph.edges)


def _node(node: Node) -> str:
    opening, closing = _SHAPES[node.kind]
    return f"{_name(node.id)}{opening}{_text(node.label)}{closing}"


def _edge(edge: Edge) -> str:
    label = f'|"{_text(edge.label)}"|' if edge.label else ""
    return f"{_name(edge.origin)} -->{label} {_name(edge.target)}"


def _name(name: str) -> str:
    """Give a name that is no word of Mermaid's own: ``s_own_phone__choose_pin``."""
    return "s_" + name.replace("/", "__").replace("-", "_")


def _text(label: str) -> str:
    """Write a label so that nothing in it means something to Mermaid."""
    return re.sub(r'["#&<>|{}\[\]`]', lambda found: f"#{ord(found[0])};", label)
