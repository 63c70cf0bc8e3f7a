"""Date and time as forms write them, in seconds since 1970."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

_TIME = r"(?:[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?\.?[Mm]?)?"
_YEAR_FIRST = re.compile(rf"\s*(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"\s*(\d{{1,2}})([-/.])(\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}")
_CENTURY = 2000
_MONTHS = 12
_HALF_DAY = 12


def read_moments(cells: Sequence[str]) -> list[float]:
    """Give the moments of a column, 0 where a cell holds none; without a zone they are UTC.

    With slashes the month stands first, as forms write it, unless a cell of the column can only
    have the day there.
    """
    day_first = any(
        match and match[2] == "/" and int(match[1]) > _MONTHS
        for match in map(_YEAR_LAST.match, cells)
    )
    return [_moment(cell, day_first) for cell in cells]


def _moment(cell: str, day_first: bool) -> float:
    first, last = _YEAR_FIRST.match(cell), _YEAR_LAST.match(cell)
    if first:
        year, month, day = (int(part) for part in first.group(1, 2, 3))
        time = first.group(4, 5, 6, 7)
    elif last:
        day, month, year = (int(part) for part in last.group(1, 3, 4))
        if last[2] == "/" and not day_first:
            day, month = month, day
        time = last.group(5, 6, 7, 8)
    else:
        return 0.0
    hour, minute, second = (int(part or 0) for part in time[:3])
    half = (time[3] or "").lower()
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    year += _CENTURY if year < 100 else 0
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
