"""The documentation of limits says what the code says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import advisor
from advisor import limits

PACKAGE = Path(advisor.__file__).parent
CONSTANTS = {name: value for name, value in vars(limits).items() if name.isupper()}
ROW = re.compile(r"\| `([A-Z_]+)` \| ([0-9,]+) \| ([^|]+) \| ([^|]+) \|")


def rows() -> list[tuple[str, str, str, str]]:
    text = (PACKAGE.parent / "docs" / "limits.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    matches = [ROW.fullmatch(line) for line in lines]
    assert None not in matches, lines
    return [match.groups() for match in matches if match]  # type: ignore[misc]


def test_the_table_lists_every_limit_with_its_value_in_the_order_of_the_code() -> None:
    documented = [(name, int(value.replace(",", ""))) for name, value, _, _ in rows()]
    assert documented == list(CONSTANTS.items())


def test_every_limit_has_a_meaning_and_a_place_where_it_bites() -> None:
    for name, _, meaning, place in rows():
        assert meaning.strip(), name
        assert place.strip(), name


def test_a_limit_bites_unless_the_table_says_nowhere() -> None:
    used = {
        node.attr
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    nowhere = {name for name, _, _, place in rows() if place.startswith("nowhere")}
    assert set(CONSTANTS) - used == nowhere


def test_no_limit_is_set_twice() -> None:
    tree = ast.parse((PACKAGE / "limits.py").read_text(encoding="utf-8"))
    names = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert sorted(names) == sorted(set(names))
