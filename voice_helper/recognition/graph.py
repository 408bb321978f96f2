"""A language model as a weighted automaton, in the file format of OpenFst that Kaldi reads.

``Gr.fst`` is the half of the decoding graph that says which words follow which. States are numbered
from 0, where a sentence starts; an arc with label 0 backs off to a state that knows less.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BACK_OFF = 0
"""The label of an arc that takes no word."""

_MAGIC = 0x7EB2FDD6
_VERSION = 2
_EXPANDED, _MUTABLE, _ACCEPTOR, _INPUT_SORTED, _OUTPUT_SORTED = 1, 2, 1 << 16, 1 << 28, 1 << 30
_PROPERTIES = _EXPANDED | _MUTABLE | _ACCEPTOR | _INPUT_SORTED | _OUTPUT_SORTED
_NUMBERS = struct.Struct("<iiQqqq")
_STATE_CELLS = 3
_ARC_CELLS = 4


@dataclass(frozen=True)
class Graph:
    """An acceptor: arcs of one state stand together, sorted by label."""

    finals: NDArray[np.float32]
    """Shape (states,): cost of ending here, minus natural logarithm; infinity where one can't."""
    counts: NDArray[np.int64]
    """Shape (states,): how many arcs leave each state."""
    labels: NDArray[np.int64]
    """Shape (arcs,): the word's number, or BACK_OFF."""
    costs: NDArray[np.float32]
    """Shape (arcs,): minus natural logarithm of the probability."""
    targets: NDArray[np.int64]
    """Shape (arcs,): the state that the arc leads to."""


def write_graph(path: Path, graph: Graph) -> None:
    """Write the file; OSError if it can't be written."""
    path.write_bytes(_header(graph) + _body(graph).tobytes())


def read_graph(path: Path) -> Graph:
    """Read a file of ``write_graph``; ValueError if it isn't one."""
    data = path.read_bytes()
    head = _header_start()
    if not data.startswith(head):
        raise ValueError("odd header")
    _, _, _, _, states, arcs = _NUMBERS.unpack_from(data, len(head))
    cells = np.frombuffer(data, dtype="<u4", offset=len(head) + _NUMBERS.size)
    if states < 1 or len(cells) < states * _STATE_CELLS:
        raise ValueError("too short")
    finals, counts, starts = _states(cells, states)
    wanted = states * _STATE_CELLS + int(counts.sum()) * _ARC_CELLS
    if len(cells) != wanted or counts.sum() != arcs:
        raise ValueError("odd length")
    places = _arc_places(starts + _STATE_CELLS, counts)
    return Graph(
        finals,
        counts,
        cells[places].astype(np.int64),
        cells[places + 2].view("<f4"),
        cells[places + 3].astype(np.int64),
    )


def _header_start() -> bytes:
    kinds = b"".join(struct.pack("<i", len(name)) + name for name in (b"vector", b"standard"))
    return struct.pack("<I", _MAGIC) + kinds


def _header(graph: Graph) -> bytes:
    numbers = (_VERSION, 0, _PROPERTIES, 0, len(graph.finals), len(graph.labels))
    return _header_start() + _NUMBERS.pack(*numbers)


def _body(graph: Graph) -> NDArray[np.uint32]:
    """Lay out states and arcs in cells of four bytes: each state is followed by its arcs."""
    sizes = _STATE_CELLS + graph.counts * _ARC_CELLS
    starts = np.cumsum(sizes) - sizes
    cells = np.zeros(int(sizes.sum()), dtype="<u4")
    cells[starts] = graph.finals.astype("<f4").view("<u4")
    cells[starts + 1] = graph.counts
    places = _arc_places(starts + _STATE_CELLS, graph.counts)
    cells[places] = graph.labels
    cells[places + 1] = graph.labels
    cells[places + 2] = graph.costs.astype("<f4").view("<u4")
    cells[places + 3] = graph.targets
    return cells


def _arc_places(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    first = np.cumsum(counts) - counts
    within = np.arange(int(counts.sum())) - np.repeat(first, counts)
    return np.repeat(starts, counts) + within * _ARC_CELLS


def _states(
    cells: NDArray[np.uint32], states: int
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    finals = np.zeros(states, dtype="<f4")
    counts = np.zeros(states, dtype=np.int64)
    starts = np.zeros(states, dtype=np.int64)
    at = 0
    for state in range(states):
        if at + _STATE_CELLS > len(cells):
            raise ValueError("too short")
        starts[state] = at
        finals[state] = cells[at : at + 1].view("<f4")[0]
        counts[state] = cells[at + 1]
        at += _STATE_CELLS + int(counts[state]) * _ARC_CELLS
    return finals, counts, starts
