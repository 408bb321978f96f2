from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.recognition.graph import BACK_OFF, Graph, read_graph, write_graph

ARCS = st.tuples(st.integers(0, 9), st.floats(0, 9, width=32))
STATES = st.lists(st.lists(ARCS, max_size=5), min_size=1, max_size=6)


def two_states() -> Graph:
    return Graph(
        finals=np.array([np.inf, 0.5], dtype=np.float32),
        counts=np.array([2, 1]),
        labels=np.array([BACK_OFF, 7, 9]),
        costs=np.array([0.25, 1.5, 2.0], dtype=np.float32),
        targets=np.array([1, 1, 0]),
    )


def test_file_is_laid_out_as_openfst_wants_it(tmp_path: Path) -> None:
    write_graph(tmp_path / "Gr.fst", two_states())
    expected = struct.pack("<Ii6si8s", 0x7EB2FDD6, 6, b"vector", 8, b"standard")
    expected += struct.pack("<iiQqqq", 2, 0, 0x50010003, 0, 2, 3)
    expected += struct.pack("<fq", float("inf"), 2)
    expected += struct.pack("<iifi", 0, 0, 0.25, 1) + struct.pack("<iifi", 7, 7, 1.5, 1)
    expected += struct.pack("<fq", 0.5, 1) + struct.pack("<iifi", 9, 9, 2.0, 0)
    assert (tmp_path / "Gr.fst").read_bytes() == expected


@given(STATES)
def test_graph_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, states: list[list[tuple[int, float]]]
) -> None:
    path = tmp_path_factory.mktemp("graph") / "Gr.fst"
    arcs = [arc for state in states for arc in sorted(state)]
    graph = Graph(
        np.arange(len(states), dtype=np.float32),
        np.array([len(state) for state in states]),
        np.array([label for label, _ in arcs], dtype=np.int64),
        np.array([cost for _, cost in arcs], dtype=np.float32),
        np.zeros(len(arcs), dtype=np.int64),
    )
    write_graph(path, graph)
    read = read_graph(path)
    for name, value in vars(graph).items():
        assert np.array_equal(getattr(read, name), value), name


@pytest.mark.parametrize("spoil", [lambda d: d[:-4], lambda d: d + b"\0" * 4, lambda d: d[1:]])
def test_damaged_file_is_refused(tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "Gr.fst"
    write_graph(path, two_states())
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"too short|odd"):
        read_graph(path)
