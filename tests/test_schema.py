"""Models against sources: every error with place, path and what would have been right."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, field_validator

from advisor.schema import Bilingual, Strict, broken, locate, unknown, validate
from advisor.source import Problem, SourceError, read_source


class Leaf(Strict):
    size: int = 0
    weight: float = 0.0
    ripe: bool = False
    kind: Literal["oak", "elm"] = "oak"
    name: Annotated[str, Field(max_length=5)] = ""


class Tree(Strict):
    leaves: Annotated[tuple[Leaf, ...], Field(strict=False, max_length=2)] = ()
    label: Bilingual | None = None
    home: str = "x"

    @field_validator("home")
    @classmethod
    def _known(cls, value: str) -> str:
        if value == "foret":
            raise unknown("block", value, ["forest", "field"])
        if value == "sea":
            raise broken("empty_note", word=value)
        return value


def problem(text: str) -> Problem:
    with pytest.raises(SourceError) as error:
        validate(Tree, read_source(text, "t.yaml"))
    assert error.value.source == "t.yaml"
    (only,) = error.value.problems
    return only


@pytest.mark.parametrize(
    ("text", "code", "place", "path", "details"),
    [
        ("leaves:\n  - size: x", "wrong_type", (2, 5), ("leaves", 0, "size"), {"expected": "whole_number"}),
        ("leaves:\n  - weight: x", "wrong_type", (2, 5), ("leaves", 0, "weight"), {"expected": "number"}),
        ("leaves:\n  - ripe: no", "wrong_type", (2, 5), ("leaves", 0, "ripe"), {"expected": "flag"}),
        ("leaves:\n  - ripe: 1", "wrong_type", (2, 5), ("leaves", 0, "ripe"), {"expected": "flag"}),
        ("home: 7", "wrong_type", (1, 1), ("home",), {"expected": "text"}),
        ("leaves: x", "wrong_type", (1, 1), ("leaves",), {"expected": "list"}),
        ("leaves: [x]", "wrong_type_item", (1, 10), ("leaves", 0), {"expected": "mapping"}),
        ("leaves:\n  - siez: 1", "unknown_word", (2, 5), ("leaves", 0, "siez"), {"kind": "key", "word": "siez", "closest": "size"}),
        ("leafs: []", "unknown_word", (1, 1), ("leafs",), {"kind": "key", "closest": "leaves"}),
        ("leaves:\n  - kind: aok", "unknown_word", (2, 5), ("leaves", 0, "kind"), {"kind": "value", "closest": "oak", "known": ["elm", "oak"]}),
        ("leaves:\n  - name: abcdef", "text_too_long", (2, 5), ("leaves", 0, "name"), {"limit": 5, "size": 6}),
        ("leaves: [{}, {}, {}]", "too_many", (1, 1), ("leaves",), {"limit": 2}),
        ("label:\n  de: a", "missing_key", (1, 1), ("label",), {"key": "en"}),
        ("home: foret", "unknown_word", (1, 1), ("home",), {"kind": "block", "closest": "forest"}),
        ("home: sea", "empty_note", (1, 1), ("home",), {"word": "sea"}),
    ],
)  # fmt: skip
def test_each_error_names_place_path_and_details(
    text: str, code: str, place: Any, path: Any, details: dict[str, Any]
) -> None:
    found = problem(text)
    assert (found.code, found.place, found.path) == (code, place, path)
    assert details.items() <= dict(found.details).items()


def test_all_errors_are_told_at_once() -> None:
    with pytest.raises(SourceError) as error:
        validate(Tree, read_source("home: 1\nleaves:\n  - {size: x}\n  - {kind: y, ripe: z}\n"))
    assert [p.place and p.place.line for p in error.value.problems] == [3, 4, 4, 1]


def test_a_rewritten_tree_is_checked_with_places_of_the_source() -> None:
    source = read_source("old:\n  - 1\n  - x\n")
    with pytest.raises(SourceError) as error:
        validate(
            Tree,
            source,
            tree={"leaves": [{"size": 1}, {"size": "x"}]},
            written=lambda path: ("old", *path[1:2]),
        )
    (found,) = error.value.problems
    assert (found.place, found.path) == ((3, 5), ("leaves", 1, "size"))


@pytest.mark.parametrize(
    ("loc", "path", "last"),
    [
        (("a", 1, "b"), ("a", 1, "b"), "b"),
        (("a", 1, "Union", "b"), ("a", 1, "b"), "b"),
        (("a", 7), ("a",), 7),
        (("a", 0, "[key]"), ("a", 0), "[key]"),
        ((), (), ""),
    ],
)
def test_steps_that_only_pydantic_knows_are_skipped(loc: Any, path: Any, last: Any) -> None:
    assert locate(loc, {"a": [{}, {"b": 1}]}) == (path, last)


@pytest.mark.parametrize(("language", "text"), [("de", "Haus"), ("en", "house")])
def test_a_bilingual_text_speaks_both_languages(language: str, text: str) -> None:
    assert Bilingual(de="Haus", en="house").say(language) == text
