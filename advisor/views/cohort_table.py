"""The table of a cohort, one row per submission, as CSV and as a workbook."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from advisor import limits
from advisor.texts import Words
from advisor.views.escaping import spreadsheet, undirected
from advisor.views.terminal import visible
from advisor.views.workbook import Cell, workbook

COUNTED = ("contradiction", "risk", "hint", "open")


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One submission; `counts` by severity, None of it where it could not be read.

    `state` says how much was read, or why nothing was. `points` by criterion, None where a
    criterion has none yet.
    """

    team: str
    email: str
    file: str
    read: bool
    talk: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    points: Mapping[str, float | None] = field(default_factory=dict)
    total: float | None = None
    rule_set: str = ""
    rulebook: str = ""
    state: str = ""


# Id, label and most points of what a rubric asks for.
Criteria = Sequence[tuple[str, str, float]]


@dataclass(frozen=True, slots=True)
class CohortTable:
    """All rows."""

    name: str
    rows: tuple[CohortRow, ...]
    criteria: Criteria = ()


def cohort_csv(table: CohortTable, words: Words) -> bytes:
    """Give the table as a spreadsheet of this language opens it with a double click."""
    return b"".join(cohort_lines(table.rows, words, table.criteria))


def cohort_lines(
    rows: Iterable[CohortRow], words: Words, criteria: Criteria = ()
) -> Iterator[bytes]:
    """Give header and rows of the CSV one after the other, each when it is asked for.

    UTF-8 with a mark; German has semicolons and decimal commas.
    """
    out = io.StringIO()
    german = words.language == "de"
    writer = csv.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")

    def line(cells: Iterable[Cell]) -> bytes:
        out.seek(0)
        out.truncate()
        writer.writerow(_text(cell, german) for cell in cells)
        return out.getvalue().encode("utf-8", "replace")

    yield codecs.BOM_UTF8 + line(_header(criteria, words))
    for row in rows:
        yield line(_cells(row, criteria, words))


def cohort_xlsx(table: CohortTable, words: Words) -> bytes:
    """Give the table as a workbook."""
    rows = [list(_cells(row, table.criteria, words)) for row in table.rows]
    return workbook(table.name, list(_header(table.criteria, words)), rows)


def _header(criteria: Criteria, words: Words) -> Iterator[str]:
    yield from (words(f"feedback.table.{name}") for name in ("team", "email", "file"))
    yield from (words(f"feedback.table.{name}") for name in COUNTED)
    yield from (words(f"feedback.table.{name}") for name in ("talk", "read"))
    for number in range(1, limits.LEADS_FIRST + 1):
        yield words("feedback.table.finding", number=number)
    for _, label, most in criteria:
        yield words("feedback.table.points", label=label, most=words.number(most))
    if criteria:
        whole = sum(most for _, _, most in criteria)
        yield words("feedback.table.total", most=words.number(whole))
    yield from (words(f"feedback.table.{name}") for name in ("rule_set", "rulebook"))


def _cells(row: CohortRow, criteria: Criteria, words: Words) -> Iterator[Cell]:
    yield from (row.team, row.email, row.file)
    yield from (row.counts.get(name, 0) if row.read else None for name in COUNTED)
    yield words("flag.yes" if row.talk else "flag.no")
    yield row.state or words("flag.yes" if row.read else "flag.no")
    yield from (*row.findings, *[""] * limits.LEADS_FIRST)[: limits.LEADS_FIRST]
    yield from (row.points.get(criterion) for criterion, _, _ in criteria)
    if criteria:
        yield row.total
    yield from (row.rule_set, row.rulebook)


def _text(cell: Cell, german: bool) -> str:
    if isinstance(cell, str):
        return spreadsheet(visible(undirected(cell)))
    if cell is None:
        return ""
    return f"{cell:g}".replace(".", ",") if german else f"{cell:g}"
