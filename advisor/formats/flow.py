"""A document that flows, from Word or OpenDocument: its paragraphs, tables and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from advisor import limits
from advisor.formats.extract import Area, Box, Line, Origin
from advisor.formats.headings import find_heading

FRAME_CELLS = 2  # a table of so few filled cells is a frame around what stands in it
NESTED = 3  # a table deeper in tables than this is only text of its cell


_HEADING = re.compile(
    r"(heading|title|\u00fcberschrift|titel|titre|t\u00edtulo|titolo|encabezado|kop)\s*\d*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `heading` where its style makes it one, `item` of a list."""

    text: str
    heading: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in columns and rows of its table, and what stands in it."""

    x0: int
    y0: int
    x1: int
    y1: int
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; merged cells are one."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box drawn on a page, in any unit its neighbours share."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    content: tuple[Block, ...]


Block: TypeAlias = Paragraph | Table | TextBox


def names_heading(style: str) -> bool:
    """Say whether a style of this name is for headings, in any language people submit in."""
    return _HEADING.fullmatch(style) is not None


def areas_of(blocks: Iterable[Block]) -> tuple[Area, ...]:
    """Give the tables, the pages with text boxes, and all that stands outside of boxes as lines.

    Lines in tables and boxes stand among them, in the order of the document. A table in a cell is a
    table of its own, and its text also belongs to that cell. A frame
    (at most two filled cells) is no table: what stands in it counts as standing outside.
    """
    gathered = _Gathered()
    gathered.take(blocks, None)
    pages = [
        Area("pages", page, boxes=tuple(boxes)) for page, boxes in sorted(gathered.boxes.items())
    ]
    outside = any(not line.boxed for line in gathered.lines)
    text = [Area("text", 1, lines=tuple(gathered.lines))] if outside else []
    return (*gathered.tables, *pages, *text)


class _Gathered:
    def __init__(self) -> None:
        self.tables: list[Area] = []
        self.boxes: dict[int, list[Box]] = {}
        self.lines: list[Line] = []
        self._tables = 0  # all of them, frames too: people count what they see
        self._lines = 0
        self._title = ""  # the line before a table may say what it is

    def take(self, blocks: Iterable[Block], frame: Origin | None) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._line(block, frame)
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._text_box(block)

    def _line(self, paragraph: Paragraph, frame: Origin | None) -> None:
        if paragraph.text.strip():
            self._lines += 1
            origin = frame or Origin("line", 1, self._lines)
            self.lines += (
                Line(text.strip(), origin, paragraph.heading, paragraph.item)
                for text in self._broken(paragraph)
                if text.strip()
            )
            self._title = self.lines[-1].text

    @staticmethod
    def _broken(paragraph: Paragraph) -> list[str]:
        """Give the lines of a paragraph that its author broke; a heading stays whole."""
        whole = paragraph.heading or find_heading(paragraph.text) is not None
        return [paragraph.text] if whole else paragraph.text.splitlines()

    def _table(self, table: Table, depth: int = 0) -> None:
        self._tables += 1
        number = self._tables
        texts = [text_of(cell.content) for cell in table.cells]
        if sum(map(bool, texts)) <= FRAME_CELLS:
            for cell in table.cells:
                self.take(cell.content, Origin("cell", number, cell.y0 + 1))
            return
        boxes = tuple(
            Box(text, cell.x0, cell.y0, cell.x1, cell.y1, Origin("cell", number, cell.y0 + 1))
            for cell, text in zip(table.cells, texts, strict=True)
        )
        name = self._title if len(self._title) <= limits.HEADING_CHARACTERS and not depth else ""
        self._title = ""
        area = Area("table", number, name, boxes)
        self.tables.append(area)
        if not depth:
            self.lines += area.boxed_lines
        for nested in _tables_in(table):
            if depth < NESTED:
                self._table(nested, depth + 1)

    def _text_box(self, box: TextBox) -> None:
        text = text_of(box.content)
        if text:
            place = (box.x0, box.y0, box.x1, box.y1)
            page = self.boxes.setdefault(box.page, [])
            origin = Origin("page", box.page)
            page.append(Box(text, *place, origin))
            self.lines += (Line(line, origin, boxed=True) for line in text.splitlines())
        for block in box.content:
            if isinstance(block, Table):
                self._table(block)


def text_of(blocks: Iterable[Block]) -> str:
    """Give all text of some blocks, a line for each paragraph; blank ones are left out."""
    return "\n".join(text for block in blocks for text in _texts(block) if text)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text.strip()
    elif isinstance(block, Table):
        for cell in block.cells:
            yield text_of(cell.content)
    else:
        yield text_of(block.content)


def _tables_in(table: Table) -> Iterator[Table]:
    for cell in table.cells:
        for block in cell.content:
            if isinstance(block, Table):
                yield block
