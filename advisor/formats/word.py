"""Word documents (docx): tables as grids, text boxes where they lie, the rest line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from advisor import limits
from advisor.formats.drawing import Placing, Rectangle
from advisor.formats.extract import Extract
from advisor.formats.flow import Block, Cell, Paragraph, Table, TextBox, areas_of, text_of
from advisor.formats.package import extract_from, open_package
from advisor.formats.word_styles import Styles, read_styles
from advisor.formats.xml_part import child, refuse, tidy, value, whole

_LINE = 180_000  # EMU a line of text takes, roughly: boxes may hang on different paragraphs
_POINT = 12_700  # EMU
_MARGINS = {"header", "footer", "footnotes", "endnotes"}
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "tcPr"}
_WRAPPERS = {"customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
_WRAPPERS |= {"footnote", "endnote"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LENGTH = re.compile(r"(margin-left|left|margin-top|top|width|height)\s*:\s*(-?[\d.]+)(pt|in)?")


def read_word(data: bytes) -> Extract:
    """Give what stands in the body of a docx file, in its margins and footnotes; no comments.

    Raises:
        SourceError: it is refused (broken, encrypted, too large …).
    """
    package = open_package(data)
    main, document = package.main("word/document.xml", "document")
    body = child(document, "body")
    if body is None:
        refuse("package_part", part=main)
    _blank_prompts(body)
    parts = list(package.relations(main).values())
    styles = [one.target for one in parts if one.kind == "styles"]
    style_sheet = read_styles(package.xml(styles[0]) if styles else None)
    areas = areas_of(_Document(style_sheet).blocks(body))
    margins = (
        text_of(_Document(style_sheet).blocks(other))
        for one in parts
        if one.kind in _MARGINS and (other := package.xml(one.target)) is not None
    )
    return extract_from(package, areas, margins=dict.fromkeys(filter(None, margins)))


def _blank_prompts(body: Element) -> None:
    """Empty the form fields that still show their prompt: nobody has written that text."""
    for field in body.iter("sdt"):
        if child(field, "sdtPr", "showingPlcHdr") is not None:
            for text in field.iter("t"):
                text.text = ""


class _Document:
    """Walks a body once; counts its pages and lines as far as the file tells."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._page = 1
        self._line = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for element in _flat(parent):
            if element.tag == "p":
                yield from self._paragraph(element)
            elif element.tag == "tbl":
                yield self._table(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        style = value(element, "pPr", "pStyle") or ""
        self._line += 1
        if self._styles.is_contents(style):
            return
        level = whole(value(element, "pPr", "outlineLvl"), 9)
        text = tidy("".join(self._characters(element)))
        heading = level < 9 or self._styles.is_heading(style)
        for content, rectangle in _text_boxes(element, Placing(y=self._line * _LINE)):
            yield TextBox(self._page, *rectangle, tuple(self.blocks(content)))
        yield Paragraph(text, heading, child(element, "pPr", "numPr") is not None)

    def _characters(self, element: Element) -> Iterator[str]:
        for one in element:
            if one.tag == "t":
                yield one.text or ""
            elif one.tag == "lastRenderedPageBreak" or one.get("type") == "page":
                self._page += 1
            elif one.tag in _CHARACTERS:
                yield _CHARACTERS[one.tag]
            elif one.tag not in _SKIPPED and one.tag != "txbxContent":
                yield from self._characters(one)

    def _table(self, element: Element) -> Table:
        cells: list[Cell] = []
        above: dict[int, int] = {}  # where the cell that a merged one continues stands in `cells`
        rows = [one for one in _flat(element) if one.tag == "tr" and not _is_deleted(one)]
        for y, row in enumerate(rows):
            x = whole(value(row, "trPr", "gridBefore"), 0, limits.SHEET_COLUMNS)
            for cell in _flat(row):
                if cell.tag != "tc":
                    continue
                span = max(1, whole(value(cell, "tcPr", "gridSpan"), 1, limits.SHEET_COLUMNS))
                content = tuple(self.blocks(cell))
                merge = child(cell, "tcPr", "vMerge")
                goes_on = merge is not None and merge.get("val", "continue") == "continue"
                if goes_on and x in above:
                    first = cells[above[x]]
                    cells[above[x]] = Cell(
                        first.x0, first.y0, first.x1, y + 1, first.content + content
                    )
                else:
                    above[x] = len(cells)
                    cells.append(Cell(x, y, x + span, y + 1, content))
                x += span
        return Table(tuple(cells))


def _flat(parent: Element) -> Iterator[Element]:
    """Give the children, those of wrappers in their place; no table of contents."""
    for one in parent:
        if one.tag == "sdt":
            gallery = value(one, "sdtPr", "docPartObj", "docPartGallery") or ""
            content = child(one, "sdtContent")
            if content is not None and gallery != "Table of Contents":
                yield from _flat(content)
        elif one.tag in _WRAPPERS:
            yield from _flat(one)
        else:
            yield one


def _is_deleted(row: Element) -> bool:
    """Say whether a row is only kept so that its deletion can be undone."""
    return child(row, "trPr", "del") is not None


def _text_boxes(element: Element, placing: Placing) -> Iterator[tuple[Element, Rectangle]]:
    """Give the content of each text box below `element` and where it lies, inner ones left out."""
    for one in element:
        if one.tag == "anchor":
            x = whole(getattr(child(one, "positionH", "posOffset"), "text", None))
            vertical = child(one, "positionV")
            y = whole(getattr(child(vertical, "posOffset"), "text", None))
            hangs = vertical is not None and vertical.get("relativeFrom") in ("paragraph", "line")
            yield from _text_boxes(one, Placing(x, y + (placing.y if hangs else 0)))
        elif one.tag in ("wgp", "grpSp"):
            yield from _text_boxes(one, placing.inside(child(one, "grpSpPr", "xfrm")))
        elif one.tag == "wsp":
            content = child(one, "txbx", "txbxContent")
            if content is not None:
                yield content, placing.place(child(one, "spPr", "xfrm"))
        elif one.tag in ("shape", "rect", "roundrect"):
            content = child(one, "textbox", "txbxContent")
            if content is not None:
                yield content, _vml_place(one.get("style", ""), placing)
        elif one.tag not in _SKIPPED and one.tag != "txbxContent":
            yield from _text_boxes(one, placing)


def _vml_place(style: str, placing: Placing) -> Rectangle:
    length = {
        name.removeprefix("margin-"): float(number) * (_POINT * 72 if unit == "in" else _POINT)
        for name, number, unit in _LENGTH.findall(style)
        if number.count(".") <= 1 and number.strip("-.")
    }
    left = placing.x + length.get("left", 0)
    top = placing.y + length.get("top", 0)
    return left, top, left + length.get("width", 0), top + length.get("height", 0)
