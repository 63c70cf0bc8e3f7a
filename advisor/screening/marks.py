"""Points of one's own rubric as the grades a worksheet of Moodle takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advisor.screening.worksheet import Mark, Worksheet

PLACES = 2


def scale_grades(marks: Mapping[str, Mark], most: float, sheet: Worksheet) -> dict[str, Mark]:
    """Give marks by participants' numbers with grades out of `most` as the assignment has them.

    In proportion to its best grade, rounded to two places. Where that is the same, or none is
    named, points stay as they are; where the assignment has a scale of words there is no grade.
    """
    return {
        number: replace(mark, grade=_scaled(mark.grade, most, sheet, number))
        for number, mark in marks.items()
    }


def _scaled(
    grade: float | str | None, most: float, sheet: Worksheet, number: str
) -> float | str | None:
    entry = sheet.by_number[number]
    if entry.scale:
        return None
    if isinstance(grade, str) or grade is None or entry.best in (None, most):
        return grade
    return round(grade / most * (entry.best or 0), PLACES)
