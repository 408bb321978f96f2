from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from voice_helper.walkthrough.ways import circle, longest, reached

LINE = {"a": ("b",), "b": ("c",), "c": ("end",)}
FORK = {"a": ("b", "c"), "b": ("c",), "c": ("end",), "d": ("end",)}
places = st.sampled_from("abcdef")
graphs = st.dictionaries(places, st.lists(places, max_size=3).map(tuple))


def test_a_line_has_no_circle_and_is_as_long_as_its_places() -> None:
    assert circle(LINE) == ()
    assert longest("a", LINE) == 3


def test_a_circle_is_told_in_its_order() -> None:
    assert circle({"a": ("b",), "b": ("c",), "c": ("b",)}) == ("b", "c", "b")
    assert circle({"a": ("a",)}) == ("a", "a")


def test_the_longest_branch_counts() -> None:
    assert longest("a", FORK) == 3
    assert longest("nowhere", FORK) == 0


def test_what_nothing_leads_to_is_not_reached() -> None:
    assert reached("a", FORK) == {"a", "b", "c", "end"}


@given(graphs)
def test_a_circle_that_is_told_is_one(ways: dict[str, tuple[str, ...]]) -> None:
    found = circle(ways)
    assert all(after in ways[before] for before, after in pairwise(found))
    assert not found or found[0] == found[-1]


@given(graphs)
def test_without_a_circle_no_place_is_reached_from_what_follows_it(
    ways: dict[str, tuple[str, ...]],
) -> None:
    if not circle(ways):
        for place, following in ways.items():
            assert all(place not in reached(each, ways) for each in following)
