"""Numbers of an Excel sheet as people see them: dates and percentages are only formats there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

from advisor.formats.xml_part import child, whole

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built in
_PERCENTAGES = {9, 10}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY_ZERO = datetime(1899, 12, 30)
_LARGEST = 1e15
_LAST_DAY = 2_958_466  # the year 10000


@dataclass(frozen=True, slots=True)
class CellFormats:
    """Which styles of cells show dates, and which percentages, by number."""

    dates: frozenset[int]
    percentages: frozenset[int]

    def show(self, text: str, style: int) -> str:
        """Give a number as it is shown; a date is written as 2024-05-31, with the time if any."""
        try:
            number = float(text)
        except ValueError:
            return text
        if abs(number) > _LARGEST or number != number:  # neither a date nor worth rounding
            return text
        if style in self.dates and 0 < number < _LAST_DAY:
            moment = _DAY_ZERO + timedelta(seconds=round(number * 86_400))
            return moment.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M:%S")
        if style in self.percentages:
            return f"{round(number * 100, 2):g} %"
        return str(int(number)) if number == int(number) else f"{number:.12g}"


def read_cell_formats(root: Element | None) -> CellFormats:
    """Give the formats of a workbook, none where it has no such part."""
    own = {
        whole(one.get("numFmtId")): _QUOTED.sub("", one.get("formatCode", "")).lower()
        for one in (root.iterfind("numFmts/numFmt") if root is not None else ())
    }
    dates, percentages = set(), set()
    for number, style in enumerate(child(root, "cellXfs") or ()):
        kind = whole(style.get("numFmtId"))
        code = own.get(kind, "")
        if kind in _DATES or (code != "general" and re.search("[dmyhs]", code)):
            dates.add(number)
        elif kind in _PERCENTAGES or code.endswith("%"):
            percentages.add(number)
    return CellFormats(frozenset(dates), frozenset(percentages))
