"""Whatever a prompts file holds, it is read or refused in a sentence: nothing else may happen."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.walkthrough.tables import Tables, fault_of, sentence_of, tables_of
from voice_helper.prompts import Prompts

Path = tuple[str | int, ...]
words = st.text(max_size=30) | st.sampled_from(
    ["end", "own-phone/agree", "own-phone", "agree", "secret", "open", "yes", "dont-know", "pin"]
)
plain = (
    words
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.just(dt.date(2026, 11, 22))
    | st.just(" ".join(["word"] * 30))
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "say", "next", "same-as", "choices", "secret"]) | words,
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Give every place in a table, that of the whole left out."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, each in inner:
        yield (*path, key)
        yield from paths(each, (*path, key))


def holder(tables: Tables, path: Path) -> Any:
    found: Any = tables
    for key in path[:-1]:
        found = found[key]
    return found


def damage(tables: Tables, data: st.DataObject) -> None:
    """Delete, replace or double something, or put something in its place from elsewhere."""
    place = data.draw(st.sampled_from([path for path in paths(tables) if path[0] != "rules"]))
    where, key = holder(tables, place), place[-1]
    deed = data.draw(st.sampled_from(["delete", "replace", "double", "move", "add"]))
    if deed == "delete":
        del where[key]
    elif deed == "replace":
        where[key] = data.draw(values)
    elif deed == "double" and isinstance(where, list):
        where.append(copy.deepcopy(where[key]))  # type: ignore[index]
    elif deed == "move":
        other = data.draw(st.sampled_from(list(paths(tables))))
        where[key] = copy.deepcopy(holder(tables, other)[other[-1]])
    elif deed == "add" and isinstance(where, dict):
        where[data.draw(words)] = data.draw(values)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.data(), times=st.integers(1, 3))
def test_damage_is_read_or_refused_in_a_sentence(
    prompts: Prompts, data: st.DataObject, times: int
) -> None:
    tables = tables_of(prompts)
    for _ in range(times):
        damage(tables, data)
    fault = fault_of(tables)
    if fault is not None:
        assert fault.key in prompts.table("errors")
        assert ".toml" in sentence_of(prompts, fault)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(["secrets", "interview", "rules", "routes/own-phone"]), value=values)
def test_a_whole_file_may_hold_anything(prompts: Prompts, name: str, value: Any) -> None:
    tables = tables_of(prompts)
    tables[name] = value
    fault = fault_of(tables)
    assert fault is not None
    assert fault.key in prompts.table("errors")
    assert sentence_of(prompts, fault)
