"""Comparisons of values and of ranges, three-valued."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from advisor.canvas import FactValue
from advisor.rulebook.words import Comparison, FactOperand, ThresholdOperand

Facts = Mapping[str, FactValue]
# (value, facts of the canvas) -> does it compare so?
ValueTest = Callable[[FactValue, Facts], bool | None]
# (least, most, facts of the canvas) -> does any number in between compare so?
RangeTest = Callable[[float, float, Facts], bool | None]
Thresholds = Mapping[str, float]
_NUMBER = (int, float)  # made once: `int | float` would be made for every value


def value_test(comparison: Comparison, thresholds: Thresholds) -> ValueTest:
    """Compile a comparison of one known value."""
    tests = [_one_value(word, operand, thresholds) for word, operand in comparison.operands()]
    if len(tests) == 1:
        return tests[0]
    return lambda value, facts: _both([test(value, facts) for test in tests])


def range_test(comparison: Comparison, thresholds: Thresholds) -> RangeTest:
    """Compile a comparison of a number known only to lie between two bounds."""
    tests = [_one_range(word, operand, thresholds) for word, operand in comparison.operands()]
    if len(tests) == 1:
        return tests[0]
    return lambda low, high, facts: _both([test(low, high, facts) for test in tests])


def thresholds_in(comparison: Comparison) -> set[str]:
    """Give the names of the thresholds a comparison uses."""
    names: set[str] = set()
    for _, operand in comparison.operands():
        for one in operand if isinstance(operand, tuple) else (operand,):
            if isinstance(one, ThresholdOperand):
                names.add(one.threshold)
    return names


def _both(verdicts: list[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _reader(operand: Any, thresholds: Thresholds) -> Callable[[Facts], FactValue | None]:
    if isinstance(operand, FactOperand):
        name = operand.fact
        return lambda facts: facts.get(name)
    value = thresholds[operand.threshold] if isinstance(operand, ThresholdOperand) else operand
    return lambda _: value


def _constant(operand: Any, thresholds: Thresholds) -> float | None:
    """Give the number an operand always is, None where that depends on the canvas."""
    if isinstance(operand, ThresholdOperand):
        operand = thresholds[operand.threshold]
    return operand if isinstance(operand, int | float) else None


def _bare(value: Any) -> Any:
    """Give a word as it counts: however its letters are written."""
    return value.strip().casefold() if isinstance(value, str) else value


def _one_value(word: str, operand: Any, thresholds: Thresholds) -> ValueTest:
    if word == "equals":
        if not any(isinstance(one, FactOperand | ThresholdOperand) for one in operand):
            legal = frozenset((type(one) is bool, _bare(one)) for one in operand)
            return lambda value, _: (type(value) is bool, _bare(value)) in legal
        reads = [_reader(one, thresholds) for one in operand]

        def equals(value: FactValue, facts: Facts) -> bool | None:
            others = [read(facts) for read in reads]
            if value in others:
                return True
            return None if None in others else False

        return equals
    order = _ORDERS[word]
    limit = _constant(operand, thresholds)
    if limit is not None:
        return lambda value, _: order(value, limit) if isinstance(value, _NUMBER) else None
    read = _reader(operand, thresholds)

    def compare(value: FactValue, facts: Facts) -> bool | None:
        other = read(facts)
        if not isinstance(value, _NUMBER) or not isinstance(other, _NUMBER):
            return None
        return order(value, other)

    return compare


def _one_range(word: str, operand: Any, thresholds: Thresholds) -> RangeTest:
    if word == "equals":
        numbers = [_constant(one, thresholds) for one in operand]
        if None not in numbers:

            def equals_number(low: float, high: float, _: Facts) -> bool | None:
                if low == high:
                    return low in numbers
                for number in numbers:
                    if number is not None and low <= number <= high:
                        return None
                return False

            return equals_number
        reads = [_reader(one, thresholds) for one in operand]

        def equals(low: float, high: float, facts: Facts) -> bool | None:
            others = [read(facts) for read in reads]
            if low == high and low in others:
                return True
            possible = (o is None or (isinstance(o, _NUMBER) and low <= o <= high)
                        for o in others)  # fmt: skip
            return None if any(possible) else False

        return equals
    order = _ORDERS[word]
    limit = _constant(operand, thresholds)
    if limit is not None:

        def compare_with_limit(low: float, high: float, _: Facts) -> bool | None:
            at_low = order(low, limit)
            return at_low if low == high or at_low == order(high, limit) else None

        return compare_with_limit
    read = _reader(operand, thresholds)

    def compare(low: float, high: float, facts: Facts) -> bool | None:
        other = read(facts)
        if not isinstance(other, _NUMBER):
            return None
        at_low, at_high = order(low, other), order(high, other)
        return at_low if at_low == at_high else None

    return compare


_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "less_than": operator.lt,
    "at_most": operator.le,
    "at_least": operator.ge,
    "more_than": operator.gt,
}
