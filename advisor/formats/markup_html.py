"""Read HTML: tables as grids, the rest as lines; scripts and styles are dropped unread."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

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
    reader.feed(text)
    reader.close()
    reader.finish()
    areas = [
        Area("table", table.number, boxes=tuple(table.boxes))
        for table in sorted(reader.done, key=lambda table: table.number)
        if table.boxes
    ]
    if reader.lines:
        areas.append(Area("text", 1, name=reader.title.strip(), lines=tuple(reader.lines)))
    return Extract(tuple(areas))


class _Reader(HTMLParser):
    def __init__(self, first_table: int, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.done: list[_Table] = []
        self.title = ""
        self._open: list[_Table] = []
        self._dropped = 0
        self._heading = self._in_title = False
        self._paragraph: list[str] = []
        self._tables = first_table
        self._line = first_line
        self._places = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        if self._dropped or tag in _INLINE:
            return
        self._end_paragraph()
        if tag in _HEADINGS:
            self._heading = True
        elif tag == "title":
            self._in_title = True
        elif tag == "table":
            self._open.append(_Table(self._tables))
            self._tables += 1
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].row += 1
            self._open[-1].column = 0
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            spans = dict(attrs)
            table = self._open[-1]
            table.row = max(table.row, 0)
            table.spans = (_span(spans.get("colspan")), _span(spans.get("rowspan")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(self._dropped - 1, 0)
            return
        if self._dropped or tag in _INLINE:
            return
        self._end_paragraph()
        if tag in _HEADINGS:
            self._heading = False
        elif tag == "title":
            self._in_title = False
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self._open and tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._paragraph.append(data)

    def finish(self) -> None:
        """Close what was left open."""
        self._end_paragraph()
        while self._open:
            self._end_table()

    def _end_paragraph(self) -> None:
        text = " ".join("".join(self._paragraph).split())
        self._paragraph = []
        if not text:
            return
        if self._in_title:
            self.title += text
        elif self._open and self._open[-1].spans:
            self._open[-1].text.append(text)
        else:
            self._count(1)
            row = self._line + self.getpos()[0]
            self.lines.append(Line(text, Origin("line", 1, row), self._heading))

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
        table.column += across
        table.spans, table.text = None, []

    def _end_table(self) -> None:
        self._end_cell()
        self.done.append(self._open.pop())

    def _count(self, places: int) -> None:
        self._places += places
        if self._places > limits.NODES:
            raise SourceError([Problem("too_many_nodes", details={"limit": limits.NODES})])


def _span(written: str | None) -> int:
    """Give how far a cell reaches; what is no number, or none a canvas has, is 1."""
    number = int(written) if written and written.isascii() and written.strip().isdigit() else 1
    return number if 1 <= number <= limits.CELL_SPAN else 1
