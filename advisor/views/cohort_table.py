"""The table of a cohort, one row per submission, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
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

    `points` by criterion, None where a criterion has none yet.
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


@dataclass(frozen=True, slots=True)
class CohortTable:
    """All rows; `criteria` are id, label and most points of those a rubric has."""

    name: str
    rows: tuple[CohortRow, ...]
    criteria: tuple[tuple[str, str, float], ...] = ()


def cohort_csv(table: CohortTable, words: Words) -> bytes:
    """Give the table as a spreadsheet of this language opens it with a double click.

    UTF-8 with a mark; German has semicolons and decimal commas.
    """
    out = io.StringIO()
    german = words.language == "de"
    writer = csv.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow(_text(cell, german) for cell in _header(table, words))
    for row in table.rows:
        writer.writerow(_text(cell, german) for cell in _cells(row, table, words))
    return out.getvalue().encode("utf-8-sig", "replace")


def cohort_xlsx(table: CohortTable, words: Words) -> bytes:
    """Give the table as a workbook."""
    rows = [list(_cells(row, table, words)) for row in table.rows]
    return workbook(table.name, list(_header(table, words)), rows)


def _header(table: CohortTable, words: Words) -> Iterator[str]:
    yield from (words(f"feedback.table.{name}") for name in ("team", "email", "file"))
    yield from (words(f"feedback.table.{name}") for name in COUNTED)
    yield from (words(f"feedback.table.{name}") for name in ("talk", "read"))
    for number in range(1, limits.LEADS_FIRST + 1):
        yield words("feedback.table.finding", number=number)
    for _, label, most in table.criteria:
        yield words("feedback.table.points", label=label, most=words.number(most))
    if table.criteria:
        whole = sum(most for _, _, most in table.criteria)
        yield words("feedback.table.total", most=words.number(whole))
    yield from (words(f"feedback.table.{name}") for name in ("rule_set", "rulebook"))


def _cells(row: CohortRow, table: CohortTable, words: Words) -> Iterator[Cell]:
    yield from (row.team, row.email, row.file)
    yield from (row.counts.get(name, 0) if row.read else None for name in COUNTED)
    yield from (words("flag.yes" if said else "flag.no") for said in (row.talk, row.read))
    yield from (*row.findings, *[""] * limits.LEADS_FIRST)[: limits.LEADS_FIRST]
    yield from (row.points.get(criterion) for criterion, _, _ in table.criteria)
    if table.criteria:
        yield row.total
    yield from (row.rule_set, row.rulebook)


def _text(cell: Cell, german: bool) -> str:
    if isinstance(cell, str):
        return spreadsheet(visible(undirected(cell)))
    if cell is None:
        return ""
    return f"{cell:g}".replace(".", ",") if german else f"{cell:g}"
