"""Conditions that must all hold: what is cheap to ask is asked first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.rulebook import conditions as c
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import NOTHING_MORE, Verdict, join

Test = Callable[[Board], Verdict]
Part = tuple[int, Test]  # a condition, and its place among those that must hold with it

_DEAREST = 2
_COSTS: dict[type[Any], int] = {
    c.Has: 0,
    c.LacksAll: 0,
    c.Only: 0,
    c.Uncovered: 0,
    c.FactOf: 0,
    c.Empty: 0,
    c.Blank: 0,
    c.Unanswered: 0,
    c.CountOf: 1,
    c.Some: 1,
}


def cheapest_first(condition: c.AllOf) -> list[tuple[int, c.ConditionType]]:
    """Give the parts with their places: those that look at no notes before those that do."""
    return sorted(enumerate(condition.all), key=lambda p: _COSTS.get(type(p[1]), _DEAREST))


def every(tests: list[Part]) -> Test:
    """Give a closure that says whether all hold: false, unknown, or with their evidence."""

    def every(board: Board) -> Verdict:
        parts = [NOTHING_MORE] * len(tests)
        unknown = False
        for place, test in tests:
            verdict = test(board)
            if verdict:
                parts[place] = verdict
            elif verdict is None:
                unknown = True
            else:
                return False
        return None if unknown else join(parts)

    return every


def all_known(tests: list[Part]) -> Test:
    """Give a quicker closure: it stops at the first that is not known to hold."""

    def all_known(board: Board) -> Verdict:
        parts = [NOTHING_MORE] * len(tests)
        for place, test in tests:
            verdict = test(board)
            if not verdict:
                return verdict
            parts[place] = verdict
        return join(parts)

    return all_known
