"""Read HTML: tables as grids, the rest as lines; scripts and styles are dropped unread.

Not by html.parser: 100 KB of unfinished tags keep that of Python 3.11 busy for minutes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from advisor import limits
from advisor.formats.extract import Area, Box, Extract, Line, Origin
from advisor.source import Problem, SourceError

_DROPPED = {"script", "style", "template", "noscript", "svg", "math", "select", "iframe", "object"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?![a-zA-Z0-9])([^<>]{0,4000})>")
_COMMENT_END = re.compile("-->")
_MARK_END = re.compile(">")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,4})\b", re.IGNORECASE)


@dataclass(slots=True)
class _Table:
    """A table while it is read; `taken` are places a cell of a row above reaches into."""

    number: int
    boxes: list[Box] = field(default_factory=list)
    taken: dict[tuple[int, int], bool] = field(default_factory=dict)
    row: int = -1
    column: int = 0
    spans: tuple[int, int] | None = None  # of the open cell: columns, rows
    text: list[str] = field(default_factory=list)


def read_html(text: str, first_table: int = 1, first_line: int = 0) -> Extract:
    """Give the tables of a page as grids, then its other text as lines.

    Numbers of tables go on from `first_table`, those of lines from `first_line`.

    Raises:
        SourceError: it has more cells or lines than a file may have entries.
    """
    reader = _Reader(first_table, first_line)
    for piece in _pieces(text):
        reader.take(*piece)
    reader.finish()
    areas = [
        Area("table", table.number, boxes=tuple(table.boxes))
        for table in sorted(reader.done, key=lambda table: table.number)
        if table.boxes
    ]
    if any(not line.boxed for line in reader.lines):
        areas.append(Area("text", 1, name=reader.title.strip(), lines=tuple(reader.lines)))
    return Extract(tuple(areas))


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Give text and tags in turn: kind, name or text, attributes; every letter is seen once."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start != at:
            yield "text", text[at : start if start >= 0 else len(text)], ""
        if start < 0:
            return
        tag = _TAG.match(text, start)
        if tag:
            name, at = tag.group(2).lower(), tag.end()
            if name in _DROPPED and not tag.group(1):
                at = _end(re.compile(rf"</{name}[^<>]{{0,200}}>", re.IGNORECASE), text, at)
            else:
                yield "end" if tag.group(1) else "start", name, tag.group(3)
        elif text.startswith("<!--", start):
            at = _end(_COMMENT_END, text, start + 4)
        elif text.startswith(("<!", "<?"), start):
            at = _end(_MARK_END, text, start)
        else:
            yield "text", "<", ""
            at = start + 1


def _end(mark: re.Pattern[str], text: str, at: int) -> int:
    """Give where something is over; what is never closed takes all the rest with it."""
    found = mark.search(text, at)
    return found.end() if found else len(text)


class _Reader:
    def __init__(self, first_table: int, first_line: int) -> None:
        self.lines: list[Line] = []
        self.done: list[_Table] = []
        self.title = ""
        self._open: list[_Table] = []
        self._heading = self._in_title = self._item = False
        self._paragraph: list[str] = []
        self._tables = first_table
        self._line = first_line + 1
        self._places = 0

    def take(self, kind: str, what: str, attributes: str) -> None:
        """Take in a piece of text or a tag."""
        if kind == "text":
            self._paragraph.append(what)
        elif what not in _INLINE:
            self._end_paragraph()
            if kind == "start":
                self._begin(what, attributes)
            else:
                self._finish(what)
        self._line += what.count("\n") + attributes.count("\n")

    def _begin(self, tag: str, attributes: str) -> None:
        if tag in _HEADINGS:
            self._heading = True
        elif tag == "li":
            self._item = True
        elif tag == "title":
            self._in_title = True
        elif tag == "table":
            self._count(1)
            self._open.append(_Table(self._tables))
            self._tables += 1
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].row += 1
            self._open[-1].column = 0
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            table = self._open[-1]
            table.row = max(table.row, 0)
            spans = {name.lower(): int(value) for name, value in _SPAN.findall(attributes)}
            table.spans = (_span(spans.get("colspan", 1)), _span(spans.get("rowspan", 1)))

    def _finish(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = False
        elif tag == "li":
            self._item = False
        elif tag == "title":
            self._in_title = False
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self._open and tag == "table":
            self._end_table()

    def finish(self) -> None:
        """Close what was left open."""
        self._end_paragraph()
        while self._open:
            self._end_table()

    def _end_paragraph(self) -> None:
        text = " ".join(html.unescape("".join(self._paragraph)).split())
        self._paragraph = []
        if not text:
            return
        if self._in_title:
            self.title += text
        elif self._open and self._open[-1].spans:
            self._open[-1].text.append(text)
        else:
            self._count(1)
            origin = Origin("line", 1, self._line)
            self.lines.append(Line(text, origin, self._heading, self._item))

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.spans is None:
            return
        while (table.row, table.column) in table.taken:
            table.column += 1
        across, down = table.spans
        self._count(across * down)
        for row in range(table.row, table.row + down):
            for column in range(table.column, table.column + across):
                table.taken[row, column] = True
        if table.text:
            x, y = table.column, table.row
            origin = Origin("cell", table.number, y + 1)
            table.boxes.append(Box("\n".join(table.text), x, y, x + across, y + down, origin))
            self.lines += (Line(line, origin, boxed=True) for line in table.text)
        table.column += across
        table.spans, table.text = None, []

    def _end_table(self) -> None:
        self._end_cell()
        self.done.append(self._open.pop())

    def _count(self, places: int) -> None:
        self._places += places
        if self._places > limits.NODES:
            raise SourceError([Problem("too_many_nodes", details={"limit": limits.NODES})])


def _span(number: int) -> int:
    """Give how far a cell reaches; what no canvas has is 1."""
    return number if 1 <= number <= limits.CELL_SPAN else 1
