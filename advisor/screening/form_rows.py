"""The rows of a table somebody uploads: CSV, Excel or OpenDocument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.formats.grid import rows_of
from advisor.formats.open_document import read_open_sheets
from advisor.formats.sheets import read_sheets
from advisor.formats.sniffing import kind_of
from advisor.screening.csv_table import read_table
from advisor.screening.form_file import is_form
from advisor.screening.form_table import Column, find_header, guess_columns

_SHEETS = {"xlsx": read_sheets, "ods": read_open_sheets}


@dataclass(frozen=True, slots=True)
class FormRows:
    """All rows of a table; `header` is the place of the one that names the columns.

    `cut` says that the sheet has more than is read of one.
    """

    rows: tuple[tuple[str, ...], ...]
    header: int = 0
    cut: bool = False

    @property
    def columns(self) -> dict[int, Column | None]:
        """What each column holds by its heading, None where it is not certain."""
        return guess_columns(self.rows[self.header]) if self.rows else {}

    @property
    def below(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the header that hold something."""
        return tuple(row for row in self.rows[self.header + 1 :] if any(map(str.strip, row)))

    @property
    def is_likely(self) -> bool:
        """Whether it looks like the export of a form: five blocks, and who or when it was."""
        return is_form(self.columns) and bool(self.below)


def read_rows(data: bytes) -> FormRows | None:
    """Give the rows of a table, of several sheets the first that names blocks; None for no table.

    Raises:
        TableError: it is a text that cannot be read as a table, or too large.
        SourceError: it is a workbook that is refused.
    """
    kind = kind_of(data)
    if kind in _SHEETS:
        extract = _SHEETS[kind](data)
        sheets = [_even(rows_of(area.boxes)) for area in extract.areas]
        found = next((rows for rows in sheets if find_header(rows) is not None), None)
        rows = found or max(sheets, key=len, default=())
        return _told(rows, "sheet_cut" in extract.notices)
    if kind != "text":
        return None
    return _told(_even([row.cells for row in read_table(data).rows]), cut=False)


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Give the rows with as many cells each as the longest has."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _told(rows: tuple[tuple[str, ...], ...], cut: bool) -> FormRows | None:
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    return FormRows(rows, find_header(rows) or 0, cut)
