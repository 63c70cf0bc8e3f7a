"""Where each part of a source stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.positions import Place, json_places
from advisor.source import read_source

JSON = '{"a": 1,\n "b": [2, {"c": "x,}"},\n   []],\n "d\\"e": {"f": null}}'


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("a",), (1, 2)),
        (("b",), (2, 2)),
        (("b", 0), (2, 8)),
        (("b", 1), (2, 11)),
        (("b", 1, "c"), (2, 12)),
        (("b", 2), (3, 4)),
        (('d"e',), (4, 2)),
        (('d"e', "f"), (4, 11)),
    ],
)
def test_json_parts_stand_where_they_are_written(path: Any, place: Any) -> None:
    assert json_places(JSON)[path] == place
    assert read_source(JSON).place(path) == place


YAML = "a: 1\nb:\n  - 2\n  - c: x\n  - []\n'd': {e: 3}\n"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("a",), (1, 1)),
        (("b",), (2, 1)),
        (("b", 0), (3, 5)),
        (("b", 1), (4, 5)),
        (("b", 1, "c"), (4, 5)),
        (("b", 2), (5, 5)),
        (("d",), (6, 1)),
        (("d", "e"), (6, 7)),
    ],
)
def test_yaml_parts_stand_where_they_are_written(path: Any, place: Any) -> None:
    assert read_source(YAML).place(path) == place


@pytest.mark.parametrize("text", [JSON, YAML])
def test_what_is_not_there_stands_where_its_parent_does(text: str) -> None:
    source = read_source(text)
    assert source.place(("b", 1, "zz", 4)) == source.place(("b", 1))
    assert source.place(("zz",)) == Place(1, 1)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return [here, *(path for key, item in items for path in paths(item, (*here, key)))]


@given(values, st.sampled_from([None, 1]), st.booleans())
def test_every_part_of_any_json_has_a_place(value: Any, indent: Any, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    places = json_places(text)
    assert sorted(map(str, places)) == sorted(map(str, paths(value)))
    lines = text.split("\n")
    for path, (line, column) in places.items():
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        found, _ = json.JSONDecoder().raw_decode(rest)
        assert found == (path[-1] if path and isinstance(path[-1], str) else follow(value, path))


def follow(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value
