"""Read tables of text with separators: CSV as Excel and others write it."""

from __future__ import annotations

import csv
import io
import re

from advisor import limits
from advisor.formats.extract import Area, Box, Extract, Origin
from advisor.formats.headings import block_named
from advisor.source import Problem, SourceError

_SEPARATORS = ";,\t"
_NAMED = re.compile(r"\A\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_TRIED = 50  # rows looked at to tell the separator
_NAMED_CELLS = 3  # that make a table one of blocks
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r])")


def read_csv(text: str) -> Extract:
    """Give the cells of a table as boxes in columns and rows.

    Raises:
        SourceError: it has more cells than a file may have entries, or a cell is never closed.
    """
    boxes = [
        Box(cell, x, y, x + 1, y + 1, Origin("sheet", 1, y + 1))
        for y, row in enumerate(csv_rows(text))
        for x, cell in enumerate(row)
        if cell
    ]
    return Extract((Area("sheet", 1, boxes=tuple(boxes)),) if boxes else ())


def is_csv(text: str) -> bool:
    """Say whether a text is a table with separators: whole cells of it name blocks."""
    try:
        rows = csv_rows(text)
    except SourceError:
        return False
    named = {block_named(cell) for row in rows if len(row) > 1 for cell in row}
    return len(named - {None}) >= _NAMED_CELLS


def csv_rows(text: str) -> list[list[str]]:
    """Give the rows of a table, cells trimmed and without the sign that defuses formulas.

    Raises:
        SourceError: it has more cells than a file may have entries, or a cell is never closed.
    """
    named = _NAMED.match(text)
    text = text[named.end() :] if named else text.removeprefix("\ufeff")
    separator = named.group(1) if named else _separator(text)
    rows, cells = [], 0
    for row in _parsed(text, separator):
        cells += len(row)
        if cells > limits.SEPARATORS:
            raise SourceError([Problem("too_many_nodes", details={"limit": limits.SEPARATORS})])
        rows.append([_DEFUSED.sub("", cell.strip(), count=1) for cell in row])
    return rows


def _separator(text: str) -> str:
    """Give the sign that cuts most of the first rows into equally many cells."""
    head = "".join(text.splitlines(keepends=True)[:_TRIED])

    def agreement(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in _parsed(head, sign)]
        except SourceError:  # cut in the middle of a cell
            widths = [line.count(sign) + 1 for line in head.splitlines()]
        usual = max(set(widths), key=lambda width: (width > 1, widths.count(width)), default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(_SEPARATORS, key=agreement)


def _parsed(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(reader)
    except csv.Error:
        raise SourceError([Problem("broken_csv", details={"line": reader.line_num})]) from None
