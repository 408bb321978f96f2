"""What leads where, as a plain graph: circles, what nothing leads to, the longest way."""

from __future__ import annotations

from collections.abc import Mapping

Ways = Mapping[str, tuple[str, ...]]
"""For each place those that may follow; one that is no key of it is an end."""


def circle(ways: Ways) -> tuple[str, ...]:
    """Give the places of a circle in order, the first one again at its end; empty if none is."""
    done: set[str] = set()
    for place in ways:
        if found := _circle_from(place, ways, (), done):
            return found
    return ()


def _circle_from(place: str, ways: Ways, path: tuple[str, ...], done: set[str]) -> tuple[str, ...]:
    if place in path:
        return (*path[path.index(place) :], place)
    if place in done:
        return ()
    for following in ways.get(place, ()):
        if found := _circle_from(following, ways, (*path, place), done):
            return found
    done.add(place)
    return ()


def reached(first: str, ways: Ways) -> frozenset[str]:
    """Give every place that ``first`` leads to, itself included."""
    found: set[str] = set()
    todo = [first]
    while todo:
        if (place := todo.pop()) not in found:
            found.add(place)
            todo += ways.get(place, ())
    return frozenset(found)


def longest(first: str, ways: Ways) -> int:
    """Count the places on the longest way from ``first``, ends left out; there is no circle."""
    if first not in ways:
        return 0
    return 1 + max((longest(following, ways) for following in ways[first]), default=0)
