"""Moodle's grading worksheet: read it, fill in grades and comments, give it back as it came."""

from __future__ import annotations

import functools
import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.canvas import LANGUAGES
from advisor.screening.csv_table import Row, Table, TableError, read_table
from advisor.screening.moodle import name_key
from advisor.texts import words
from advisor.views.escaping import undirected

_COLUMNS = (
    "identifier",
    "name",
    "email",
    "status",
    "group",
    "grade",
    "best",
    "scale",
    "changeable",
    "comment",
)
_NUMBER = re.compile(r"([0-9]{1,18})\s*\Z")
_DECIMAL = re.compile(r"[0-9]+([.,])([0-9]+)\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEADER_WITHIN = 5  # rows: a line like "sep=;" may stand above the header


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant's row. `number` is what Moodle knows the participant by in this assignment.

    `scale` holds the words of a scale, in their order; `best` is None where there is no number.
    """

    row: int
    number: str
    name: str = ""
    email: str = ""
    status: str = ""
    group: str = ""
    grade: str = ""
    best: float | None = None
    scale: tuple[str, ...] = ()
    changeable: bool = True
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What goes back to one participant: a grade (a number, or a word of the scale) and a text."""

    grade: float | str | None = None
    comment: str = ""


@dataclass(frozen=True)
class Worksheet:
    """A worksheet as it came, and who is in it.

    `decimal` is the mark its numbers are written with, `places` how many digits follow.
    """

    table: Table
    columns: Mapping[str, int]
    entries: tuple[Entry, ...]
    decimal: str
    places: int

    @functools.cached_property
    def by_number(self) -> Mapping[str, Entry]:
        """Everyone by number."""
        return {entry.number: entry for entry in self.entries}

    @functools.cached_property
    def groups(self) -> Mapping[str, tuple[Entry, ...]]:
        """The members of each group, by the key of its name (`moodle.name_key`)."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.group:
                found.setdefault(name_key(entry.group), []).append(entry)
        return {name: tuple(members) for name, members in found.items()}


def read_worksheet(data: bytes) -> Worksheet:
    """Read the worksheet Moodle hands out, in German or English.

    Raises:
        TableError: it cannot be read, or is no worksheet.
    """
    table = read_table(data)
    for start, row in enumerate(table.rows[:_HEADER_WITHIN]):
        columns = _columns(row.cells)
        if {"identifier", "grade"} <= set(columns):
            return _worksheet(table, columns, start + 1)
    raise TableError("no_worksheet")


def fill_worksheet(
    sheet: Worksheet, marks: Mapping[str, Mark], *, replace_comments: bool = False
) -> bytes:
    """Give the file with grades and comments filled in, by the participants' numbers.

    Every other byte stays. A comment that was there keeps its place before ours unless it is to
    be replaced; ours is HTML, as Moodle keeps it, and never a formula.

    Raises:
        TableError: a number nobody has, a grade beyond the best or off the scale, or a comment
            without a column for it.
    """
    unknown = set(marks) - set(sheet.by_number)
    if unknown:
        raise TableError("unknown_participant", number=min(unknown))
    rows = list(sheet.table.rows)
    for entry in sheet.entries:
        mark = marks.get(entry.number)
        if mark:
            cells = _cells(sheet, entry, mark, replace_comments)
            rows[entry.row] = _with(rows[entry.row], cells)
    return sheet.table.write(rows)


def comment_html(text: str) -> str:
    """Give a text as HTML on one line: paragraphs at empty lines, all markup escaped."""
    clean = _CONTROL.sub("", undirected(text.replace("\r\n", "\n"))).strip()
    paragraphs = re.split(r"\n\s*\n", html.escape(clean, quote=False)) if clean else []
    return "".join(f"<p>{one.strip().replace(chr(10), '<br />')}</p>" for one in paragraphs)


@functools.cache
def _headings() -> dict[str, str]:
    """Give the column of each heading; variants are set off by a bar in the texts."""
    return {
        heading.strip().casefold(): column
        for language in LANGUAGES
        for column in _COLUMNS
        for heading in words(language)(f"moodle.columns.{column}").split("|")
    }


@functools.cache
def _refusals() -> set[str]:
    return {words(language)("moodle.columns.no").casefold() for language in LANGUAGES}


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        column = _headings().get(heading.strip().casefold())
        if column:
            found.setdefault(column, index)
    return found


def _worksheet(table: Table, columns: Mapping[str, int], start: int) -> Worksheet:
    entries = []
    numbers = []
    for index, row in enumerate(table.rows[start:], start):
        cells = row.cells
        found = {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
        number = _NUMBER.search(found.get("identifier", ""))
        if number:
            entries.append(_entry(index, number[1], found))
            numbers += [_DECIMAL.match(found.get(name, "")) for name in ("best", "grade")]
    written = [(one[1], len(one[2])) for one in numbers if one]
    german = words("de")("moodle.columns.grade").casefold()
    heading = table.rows[start - 1].cells[columns["grade"]].strip().casefold()
    usual = "," if heading in german.split("|") else "."
    decimal, places = written[0] if written else (usual, 0)
    return Worksheet(table, columns, tuple(entries), decimal, places)


def _entry(row: int, number: str, found: Mapping[str, str]) -> Entry:
    best = found.get("best", "").replace(",", ".")
    return Entry(
        row=row,
        number=number,
        best=float(best) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", best) else None,
        scale=tuple(one.strip() for one in found.get("scale", "").splitlines() if one.strip()),
        changeable=found.get("changeable", "").casefold() not in _refusals(),
        **{
            name: found.get(name, "")
            for name in ("name", "email", "status", "group", "grade", "comment")
        },
    )


def _cells(sheet: Worksheet, entry: Entry, mark: Mark, replace_comments: bool) -> dict[int, str]:
    cells = {}
    if mark.grade is not None:
        cells[sheet.columns["grade"]] = sheet.table.quote(_grade(sheet, entry, mark.grade))
    comment = comment_html(mark.comment)
    if comment:
        if "comment" not in sheet.columns:
            raise TableError("no_comments")
        if comment not in entry.comment or replace_comments:
            text = comment if replace_comments else entry.comment + comment
            cells[sheet.columns["comment"]] = sheet.table.quote(text)
    return cells


def _grade(sheet: Worksheet, entry: Entry, grade: float | str) -> str:
    if isinstance(grade, str):
        if grade not in entry.scale:
            raise TableError("off_the_scale", number=entry.number, grade=grade[:80])
        return grade
    best = math.inf if entry.best is None else entry.best
    if not (0 <= grade <= best and math.isfinite(grade)):
        raise TableError("grade_beyond", number=entry.number, grade=str(grade), best=str(best))
    whole, _, part = f"{grade:.5f}".partition(".")
    part = part.rstrip("0").ljust(sheet.places, "0")
    return f"{whole}{sheet.decimal}{part}" if part else whole


def _with(row: Row, cells: Mapping[int, str]) -> Row:
    raw = list(row.raw) + [""] * (max(cells, default=0) + 1 - len(row.raw))
    for index, cell in cells.items():
        raw[index] = cell
    return replace(row, raw=tuple(raw))
