from __future__ import annotations

import math
import time
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.recognition.small_model import WORDS, small_general
from voice_helper import paths
from voice_helper.recognition.general import read_general
from voice_helper.recognition.graph import BACK_OFF, Graph
from voice_helper.recognition.language_model import build_graph

END = "</s>"
SAYABLE = ("can", "i", "see", "the", "code", "help")
SENTENCES = st.lists(st.lists(st.sampled_from([*SAYABLE, "zebra"]), max_size=6).map(" ".join))


def chances(graph: Graph, state: int) -> dict[int | str, float]:
    """Give the probability of each word, and of the end, in a state: its own and by backing off."""
    first = int(graph.counts[:state].sum())
    found: dict[int | str, float] = {}
    lower: dict[int | str, float] = {}
    for arc in range(first, first + int(graph.counts[state])):
        chance = math.exp(-float(graph.costs[arc]))
        if graph.labels[arc] == BACK_OFF:
            rest = chances(graph, int(graph.targets[arc]))
            lower = {word: chance * p for word, p in rest.items()}
        else:
            found[int(graph.labels[arc])] = chance
    if np.isfinite(graph.finals[state]):
        found[END] = math.exp(-float(graph.finals[state]))
    return lower | found


def chance_of(graph: Graph, sentence: str) -> float:
    """Give a sentence's probability the way a decoder walks the graph."""
    state, chance = 0, 1.0
    for word in sentence.split():
        number = WORDS.index(word)
        state, step = follow(graph, state, number)
        chance *= step
    return chance * chances(graph, state)[END]


def follow(graph: Graph, state: int, number: int) -> tuple[int, float]:
    first = int(graph.counts[:state].sum())
    arcs = range(first, first + int(graph.counts[state]))
    for arc in arcs:
        if graph.labels[arc] == number:
            return int(graph.targets[arc]), math.exp(-float(graph.costs[arc]))
    back = next(arc for arc in arcs if graph.labels[arc] == BACK_OFF)
    goal, chance = follow(graph, int(graph.targets[back]), number)
    return goal, chance * math.exp(-float(graph.costs[back]))


@settings(deadline=None)
@given(SENTENCES)
def test_every_state_sums_to_one(sentences: list[str]) -> None:
    graph = build_graph(small_general(), [(sentence, 1.0) for sentence in sentences])
    for state in range(len(graph.finals)):
        assert sum(chances(graph, state).values()) == pytest.approx(1.0, abs=1e-4)


@settings(deadline=None)
@given(SENTENCES)
def test_arcs_are_sorted_and_lead_to_states(sentences: list[str]) -> None:
    graph = build_graph(small_general(), [(sentence, 1.0) for sentence in sentences])
    starts = np.cumsum(graph.counts) - graph.counts
    for start, count in zip(starts, graph.counts, strict=True):
        labels = graph.labels[start : start + count]
        assert (np.diff(labels) > 0).all()
    assert (graph.targets >= 0).all()
    assert (graph.targets < len(graph.finals)).all()


def test_sentence_of_the_domain_gets_likelier() -> None:
    asked = "can i see the code"
    without = build_graph(small_general(), [])
    with_it = build_graph(small_general(), [(asked, 1.0)])
    assert chance_of(with_it, asked) > 10 * chance_of(without, asked)


def test_sentence_that_was_never_seen_stays_possible() -> None:
    graph = build_graph(small_general(), [("can i see the code", 1.0)])
    assert chance_of(graph, "help the code i see") > 0


def test_heavier_sentence_is_likelier() -> None:
    graph = build_graph(small_general(), [("see the code", 1.0), ("see the help", 5.0)])
    assert chance_of(graph, "see the help") > chance_of(graph, "see the code")


def test_two_words_before_count_where_the_domain_knows_them() -> None:
    sentences = [("i see help", 1.0), ("the see code", 1.0)]
    graph = build_graph(small_general(), sentences)
    assert chance_of(graph, "i see help") > chance_of(graph, "i see code")


def test_unknown_word_cuts_a_sentence_in_two() -> None:
    cut = build_graph(small_general(), [("see zebra help", 1.0)])
    whole = build_graph(small_general(), [("see help", 1.0)])
    assert chance_of(cut, "see help") < chance_of(whole, "see help") / 2


@cache
def shipped() -> tuple[Graph, float]:
    began = time.perf_counter()
    general = read_general(paths.models_root() / "general-en.lm.xz")
    graph = build_graph(general, [("may i enter the code", 1.0), ("can i see my pin", 1.0)])
    return graph, time.perf_counter() - began


@pytest.mark.parametrize("place", [0.0, 0.001, 0.3, 0.7, 0.9999, 1.0])
def test_states_of_the_real_model_sum_to_one(place: float) -> None:
    graph, _ = shipped()
    state = round(place * (len(graph.finals) - 1))
    assert sum(chances(graph, state).values()) == pytest.approx(1.0, abs=1e-3)


def test_real_model_is_built_in_well_under_half_a_minute() -> None:
    _, seconds = shipped()
    assert seconds < 15
