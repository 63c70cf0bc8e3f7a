"""Text, tables and frames as OpenDocument writes them, the same in all its programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from advisor import limits
from advisor.formats.drawing import Rectangle
from advisor.formats.flow import Block, Cell, Paragraph, Table, TextBox, names_heading
from advisor.formats.xml_part import child, refuse, tidy, whole

_GROUPS = {"list", "list-item", "list-header", "section", "numbered-paragraph", "text-box", "g"}
_ROW_GROUPS = {"table-header-rows", "table-rows", "table-row-group"}
_DRAWN = {"frame", "custom-shape", "rect"}
_SKIPPED = {"annotation", "note", "tracked-changes", "ruby-text", "placeholder", *_DRAWN}
_LENGTH = re.compile(r"(-?[0-9]{0,9}\.?[0-9]{1,9})(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0}
_SPACES = re.compile(r"[ \t\r\n]+")
_SPACES_AT_ONCE = 100


class OpenText:
    """Walks a document once; knows its styles and counts its pages as far as the file tells."""

    def __init__(self, root: Element) -> None:
        self._parents = {
            one.get("name", ""): one.get("parent-style-name", "")
            for one in root.iterfind("automatic-styles/style")
        }
        self._page = 1
        self._filled = 0

    def blocks(self, parent: Element, item: bool = False) -> Iterator[Block]:
        """Give paragraphs, tables and text boxes in order; no table of contents, no comments."""
        for one in parent:
            if one.tag in ("p", "h"):
                yield from self._paragraph(one, item)
            elif one.tag == "table":
                yield self.table(one, limits.SHEET_ROWS, limits.SHEET_COLUMNS)
            elif one.tag in _GROUPS:
                yield from self.blocks(one, item or one.tag == "list-item")
            elif one.tag in _DRAWN:
                yield from self._text_box(one)

    def table(self, element: Element, most_rows: int, most_columns: int) -> Table:
        """Give a table; cells and rows that are repeated stand there as often, up to the limits."""
        cells: list[Cell] = []
        y = 0
        for row in _rows(element):
            repeated = max(1, whole(row.get("number-rows-repeated"), 1))
            found = list(self._cells(row, most_columns))
            filled = sum(1 for one in found if one.content)
            for again in range(repeated if filled else 1):
                if again and y + again >= most_rows:
                    break
                self._filled += filled
                if self._filled > limits.IMPORT_TEXTS:  # a few repeated rows could be millions
                    refuse("package_texts", limit=limits.IMPORT_TEXTS)
                cells += [
                    Cell(one.x0, y + again, one.x1, y + again + one.y1, one.content)
                    for one in found
                ]
            y += repeated
        return Table(tuple(cells))

    def _cells(self, row: Element, most: int) -> Iterator[Cell]:
        """Give the cells of a row as if it were the first; of repeated ones only what is filled."""
        x = 0
        for one in row:
            repeated = max(1, whole(one.get("number-columns-repeated"), 1))
            if one.tag == "table-cell":
                content = tuple(self.blocks(one))
                columns = max(1, whole(one.get("number-columns-spanned"), 1, limits.SHEET_COLUMNS))
                rows = max(1, whole(one.get("number-rows-spanned"), 1, limits.SHEET_ROWS))
                for again in range(min(repeated, max(1, most - x)) if content else 1):
                    yield Cell(x + again, 0, x + again + columns, rows, content)
            if one.tag in ("table-cell", "covered-table-cell"):
                x += repeated

    def _paragraph(self, element: Element, item: bool) -> Iterator[Block]:
        style = element.get("style-name", "")
        named = (style, self._parents.get(style, ""))
        heading = element.tag == "h" or any(names_heading(_plain(name)) for name in named)
        yield Paragraph(tidy("".join(self._characters(element)).strip(" ")), heading, item)
        yield from self._drawn_in(element)

    def _characters(self, element: Element) -> Iterator[str]:
        yield _SPACES.sub(" ", element.text or "")
        for one in element:
            if one.tag == "s":
                yield " " * max(1, whole(one.get("c"), 1, _SPACES_AT_ONCE))
            elif one.tag in ("tab", "line-break"):
                yield "\t" if one.tag == "tab" else "\n"
            elif one.tag == "soft-page-break":
                self._page += 1
            elif one.tag not in _SKIPPED:
                yield from self._characters(one)
            yield _SPACES.sub(" ", one.tail or "")

    def _drawn_in(self, element: Element) -> Iterator[Block]:
        for one in element:
            if one.tag in _DRAWN:
                yield from self._text_box(one)
            elif one.tag not in _SKIPPED:
                yield from self._drawn_in(one)

    def _text_box(self, element: Element) -> Iterator[Block]:
        inside = child(element, "text-box") if element.tag == "frame" else element
        if inside is not None:
            page = max(1, whole(element.get("anchor-page-number"), self._page))
            yield TextBox(page, *place_of(element), tuple(self.blocks(inside)))


def place_of(shape: Element) -> Rectangle:
    """Give where a shape lies, in points; 0 where the file does not say."""
    x, y, width, height = (_points(shape.get(key, "")) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _points(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _plain(style: str) -> str:
    """Give the name of a style as people see it: `Heading_20_1` is Heading 1."""
    return style.replace("_20_", " ")


def _rows(element: Element) -> Iterator[Element]:
    for one in element:
        if one.tag == "table-row":
            yield one
        elif one.tag in _ROW_GROUPS:
            yield from _rows(one)
