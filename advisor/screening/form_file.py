"""A file that may be the export of a form, one team per row: CSV or Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.formats.grid import rows_of
from advisor.formats.sheets import read_sheets
from advisor.screening.csv_table import TableError, read_table
from advisor.screening.form_table import ROLES, Column, find_header, guess_columns, read_form
from advisor.screening.found import Found, UnreadableError
from advisor.source import SourceError

FORMS = (".csv", ".xlsx")
FEWEST = 5
Rows = Sequence[Sequence[str]]


def read_form_file(file: Path, path: str, inner: str) -> Iterator[Found] | None:
    """Find a submission in every row of a form's export; None where the file is none.

    It is one if a row among the first ten names at least five of the nine blocks and, in a column
    of its own, who or when it was (team, project, person, e-mail, time), and a row follows. A
    canvas laid out in columns names nobody there.

    Raises:
        UnreadableError: it is one, and has more rows than are read.
        OSError: it cannot be opened.
    """
    if file.stat().st_size > limits.TABLE_BYTES:
        return None
    data = file.read_bytes()
    for rows in _csv(data) if file.suffix.lower() == ".csv" else _sheets(data):
        header = find_header(rows)
        if header is None:
            continue
        columns = guess_columns(rows[header])
        if is_form(columns) and any(any(map(str.strip, row)) for row in rows[header + 1 :]):
            return _found(rows, header, columns, path, inner, file.stat().st_mtime)
    return None


def _csv(data: bytes) -> Iterator[Rows]:
    try:
        yield [row.cells for row in read_table(data).rows]
    except TableError as error:
        if error.code == "too_many_rows":
            raise UnreadableError("form_rows", limit=limits.TABLE_ROWS) from None


def _sheets(data: bytes) -> Iterator[Rows]:
    try:
        extract = read_sheets(data)
    except SourceError:
        return  # whoever reads it as a canvas says what is wrong with it
    for area in extract.areas:
        rows = rows_of(area.boxes)
        if len(rows) >= limits.SHEET_ROWS and find_header(rows) is not None:
            raise UnreadableError("form_rows", limit=limits.SHEET_ROWS - 1)
        yield rows


def is_form(columns: Mapping[int, Column | None]) -> bool:
    """Say whether columns are those of a form: five blocks, and who or when it was."""
    named = set(columns.values())
    return len(named & set(BLOCKS)) >= FEWEST and not named.isdisjoint(ROLES)


def _found(
    rows: Rows,
    header: int,
    columns: dict[int, Column | None],
    path: str,
    inner: str,
    moment: float,
) -> Iterator[Found]:
    unplaced = tuple(
        " ".join(rows[header][index].split())
        for index, column in columns.items()
        if column is None and rows[header][index].strip()
    )
    for one in read_form(rows, "", columns):
        yield Found(
            f"{path}:{one.path}",
            f"{inner}:{one.path}",
            one.handed_in or moment,
            one.data.__bytes__,
            one.team,
            one.email,
            part=True,
            unplaced=unplaced,
        )
