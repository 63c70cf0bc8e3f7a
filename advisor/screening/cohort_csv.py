"""The cohort as a table for a spreadsheet, a row per submission."""

from __future__ import annotations

import csv
import io

from advisor.screening.cohort import by_weight, wants_talk
from advisor.screening.submission import Screened
from advisor.source import Problem
from advisor.texts import Words
from advisor.views.escaping import spreadsheet

COHORT = "cohort.csv"
COLUMNS = ("team", "path", "contradictions", "risks", "open", "talk", "read", "findings")
FINDINGS = 3


def cohort_head(words: Words) -> str:
    """Give the row of headings, with the mark by which spreadsheets know UTF-8."""
    return "\ufeff" + _line([words(f"screening.columns.{column}") for column in COLUMNS])


def cohort_row(screened: Screened, words: Words) -> str:
    """Give one row; no cell is taken for a formula."""
    titles = list(dict.fromkeys(lead.title for lead in by_weight(screened.leads)))
    more = len(titles) - FINDINGS
    return _line(
        [
            screened.team,
            screened.path,
            *(str(screened.count(kind)) for kind in ("contradiction", "risk", "open")),
            words("screening.yes" if wants_talk(screened) else "screening.no"),
            _read(screened, words),
            "; ".join([*titles[:FINDINGS], *([f"+{more}"] if more > 0 else [])]),
        ]
    )


def tell_reason(screened: Screened, words: Words) -> str:
    """Give the sentence that says why a submission was not read, "" for one that was."""
    if not screened.reason:
        return ""
    for section in ("imports.reasons", "screening.reasons"):
        key = f"{section}.{screened.reason}"
        if key in words.entries:
            numbers = {name: _said(value, words) for name, value in screened.details.items()}
            return words(key, **numbers)
    return words.problem(Problem(screened.reason, details=screened.details))


def _read(screened: Screened, words: Words) -> str:
    if screened.status == "unread":
        return tell_reason(screened, words)
    key = "screening.older" if screened.status == "older" else "screening.filled"
    return words(key, count=screened.filled)


def _said(value: str | int, words: Words) -> str:
    return words.number(value) if isinstance(value, int) else value


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([spreadsheet(cell) for cell in cells])
    return out.getvalue()
