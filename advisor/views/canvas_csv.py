"""A canvas as a table: one row per note."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from advisor.canvas import Canvas, FactValue
from advisor.views.escaping import spreadsheet

COLUMNS = ("block", "id", "text", "details", "tags", "facts", "links")


def canvas_csv(canvas: Canvas) -> str:
    """Give the notes as comma-separated rows; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for block, note in canvas.notes():
        tags, links = "; ".join(note.tags), "; ".join(note.links)
        row = (block, note.id, note.text, note.details, tags, _facts(note.facts), links)
        writer.writerow([spreadsheet(cell) for cell in row])
    return out.getvalue()


def _facts(facts: Mapping[str, FactValue]) -> str:
    return "; ".join(f"{name}={_value(value)}" for name, value in facts.items())


def _value(value: FactValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
