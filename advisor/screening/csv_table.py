"""A CSV file read so that it can be written again byte for byte."""

from __future__ import annotations

import codecs
import contextlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor import limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ",;\t|"
_QUOTES = r'"(?:[^"]++|"")*+"'
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(.*)', re.DOTALL)
_LOOKED_AT = 200_000  # characters, and below rows, by which the delimiter is told
_ROWS_LOOKED_AT = 20


class TableError(Exception):
    """A file was refused: `code` is a key of the texts under `moodle`, `details` fill it."""

    def __init__(self, code: str, **details: str | int) -> None:
        self.code = code
        self.details: Mapping[str, str | int] = details
        super().__init__(f"{code} {details}")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells as they are written, quotes and all, and the line end after them."""

    raw: tuple[str, ...]
    end: str
    line: int

    @property
    def cells(self) -> list[str]:
        """What the cells say."""
        return [_plain(cell) for cell in self.raw]


@dataclass(frozen=True, slots=True)
class Table:
    """Every record of a file, and how the file is written."""

    rows: tuple[Row, ...]
    delimiter: str
    encoding: str
    mark: bytes

    def write(self, rows: Iterable[Row]) -> bytes:
        """Give the bytes of a file like this one with these rows.

        A character its encoding lacks becomes a reference (`&#8364;`).
        """
        text = "".join(self.delimiter.join(row.raw) + row.end for row in rows)
        return self.mark + text.encode(self.encoding, "xmlcharrefreplace")

    def quote(self, text: str) -> str:
        """Give a cell as it is written here: in quotes only where PHP, and so Moodle, sets them."""
        if not re.search(rf'[{re.escape(self.delimiter)}"\\\s]', text):
            return text
        return '"' + text.replace('"', '""') + '"'


def read_table(data: bytes) -> Table:
    """Read a CSV file: UTF-8, UTF-16 with its mark or Windows-1252; its delimiter is found out.

    Raises:
        TableError: it is too large, no text, or a quotation mark is never closed.
    """
    if len(data) > limits.TABLE_BYTES:
        raise TableError("table_too_large", limit=limits.TABLE_BYTES, size=len(data))
    text, encoding, mark = _decode(data)
    delimiter = _delimiter(text)
    rows = []
    for row in _scan(text, delimiter):
        rows.append(row)
        if len(rows) > limits.TABLE_ROWS:
            raise _too_many()
    return Table(tuple(rows), delimiter, encoding, mark)


def _decode(data: bytes) -> tuple[str, str, bytes]:
    marked = [(mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)]
    mark, tries = (marked[0][0], [marked[0][1]]) if marked else (b"", ["utf-8", "cp1252"])
    body = data[len(mark) :]
    for encoding in tries:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding, mark
    raise TableError("no_text")


def _delimiter(text: str) -> str:
    """Give the character that cuts the first rows into the most cells, equally many in each."""
    named = re.match(r'"?sep=([,;\t|])', text)
    if named:
        return named[1]
    return max(_DELIMITERS, key=lambda one: _evenness(text[:_LOOKED_AT], one))


def _evenness(text: str, delimiter: str) -> tuple[bool, float, int]:
    widths: list[int] = []
    # The text may be cut off in the middle of a cell, or this is not its delimiter.
    with contextlib.suppress(TableError):
        rows = itertools.islice(_scan(text, delimiter), _ROWS_LOOKED_AT)
        widths.extend(len(row.raw) for row in rows if any(row.raw))
    if not widths:
        return False, 0.0, 0
    return widths[0] > 1, widths.count(widths[0]) / len(widths), widths[0]


def _scan(text: str, delimiter: str) -> Iterator[Row]:
    ends = re.escape(delimiter)
    other = rf"[^{ends}\r\n]*+"
    # Possessive: no input makes the search try a place twice.
    cell = re.compile(rf"(?:({_QUOTES}{other})|({other}))({ends}|\r\n|\r|\n|\Z)")
    raw: list[str] = []
    place, line, first, cells = 0, 1, 1, 0
    while place < len(text) or raw:
        match = cell.match(text, place)
        quoted, bare, end = match.groups() if match else (None, '"', "")
        if quoted is None and bare[:1] == '"':
            raise TableError("unclosed_quote", line=line)
        written = bare if quoted is None else quoted
        raw.append(written)
        cells += 1
        if cells > limits.TABLE_CELLS:
            raise _too_many()
        line += written.count("\n") + (end not in (delimiter, ""))
        place += len(written) + len(end)
        if end != delimiter:
            yield Row(tuple(raw), end, first)
            raw, first = [], line


def _too_many() -> TableError:
    return TableError("too_many_rows", limit=limits.TABLE_ROWS, cells=limits.TABLE_CELLS)


def _plain(raw: str) -> str:
    match = _QUOTED.match(raw)
    return match[1].replace('""', '"') + match[2] if match else raw
