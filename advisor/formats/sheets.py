"""Excel files (xlsx): the cells of each visible sheet as they were last calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from advisor import limits
from advisor.formats.cell_formats import CellFormats, read_cell_formats
from advisor.formats.extract import Area, Extract
from advisor.formats.grid import Grid
from advisor.formats.package import Package, Relation, extract_from, open_package
from advisor.formats.slides import body_text
from advisor.formats.xml_part import child, tidy, whole

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def read_sheets(data: bytes) -> Extract:
    """Give the visible sheets of an xlsx file; formulas count as the value they were saved with.

    Raises:
        SourceError: it is refused (broken, encrypted, too large …).
    """
    package = open_package(data)
    main, root = package.main("xl/workbook.xml", "workbook")
    relations = package.relations(main)
    listed = [
        one
        for one in root.iterfind("sheets/sheet")
        if relations.get(one.get("r:id", ""), Relation("", "")).kind == "worksheet"
    ]
    visible = [one for one in listed if one.get("state", "visible") == "visible"]
    reader = _Reader(package, list(relations.values()))
    areas = [
        reader.area(relations[one.get("r:id", "")].target, number, one.get("name", ""))
        for number, one in enumerate(listed, start=1)
        if one in visible[: limits.SHEETS]
    ]
    told = {
        "hidden_sheets": len(visible) < len(listed),
        "more_sheets": len(visible) > limits.SHEETS,
        "sheet_cut": reader.cut,
    }
    return extract_from(package, areas, [code for code, true in told.items() if true])


class _Reader:
    def __init__(self, package: Package, relations: Sequence[Relation]) -> None:
        parts = {one.kind: one.target for one in relations}
        shared = package.xml(parts.get("sharedStrings", ""))
        items = shared.iterfind("si") if shared is not None else ()
        self.cut = False
        self._package = package
        self._shared = [_string(one) for one in items]
        self._formats = read_cell_formats(package.xml(parts.get("styles", "")))

    def area(self, part: str, number: int, name: str) -> Area:
        root = self._package.xml(part)
        grid = Grid()
        if root is not None:
            for x, y, cell in _cells(root):
                grid.put(x, y, _text(cell, self._shared, self._formats))
            for merged in root.iterfind("mergeCells/mergeCell"):
                _merge(grid, merged.get("ref", ""))
            if child(root, "drawing") is not None:
                self._draw_shapes(grid, part)
        self.cut |= grid.cut
        return grid.area(number, name)

    def _draw_shapes(self, grid: Grid, part: str) -> None:
        """Lay the text of shapes over the cells they are drawn on."""
        for relation in self._package.relations(part).values():
            root = self._package.xml(relation.target) if relation.kind == "drawing" else None
            for anchor in root if root is not None else ():
                bodies = (child(shape, "txBody") for shape in anchor.iter("sp"))
                text = "\n".join(filter(None, map(body_text, bodies)))
                if text:
                    grid.draw(*_corner(anchor, "from"), *_corner(anchor, "to"), text)


def _corner(anchor: Element, tag: str) -> tuple[int, int]:
    column, row = child(anchor, tag, "col"), child(anchor, tag, "row")
    return (
        max(0, whole(None if column is None else column.text)),
        max(0, whole(None if row is None else row.text)),
    )


def _cells(root: Element) -> Iterator[tuple[int, int, Element]]:
    """Give column, row (from 0) and element of each cell; references may be left out."""
    y = -1
    for row in root.iterfind("sheetData/row"):
        y = whole(row.get("r"), y + 2) - 1
        x = -1
        for cell in row.iterfind("c"):
            place = _place(cell.get("r", ""))
            x, row_of_cell = place if place else (x + 1, y)
            yield x, row_of_cell, cell


def _place(reference: str) -> tuple[int, int] | None:
    """Give column and row (from 0) of a reference as `C7`, None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1, max(0, int(match[2]) - 1)


def _merge(grid: Grid, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start and end and end >= start:
        grid.merge(*start, end[0] - start[0] + 1, end[1] - start[1] + 1)


def _text(cell: Element, shared: Sequence[str], formats: CellFormats) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else _string(inline)
    found = child(cell, "v")
    text = (found.text or "") if found is not None else ""
    if kind == "s":
        index = whole(text, -1)
        return shared[index] if 0 <= index < len(shared) else ""
    if kind == "e":  # an error of a formula says nothing about a business
        return ""
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    return formats.show(text, whole(cell.get("s"))) if kind == "n" and text else tidy(text)


def _string(item: Element) -> str:
    """Give a string, rich or plain, without the pronunciation of Asian words."""
    runs = [item, *item.iterfind("r")]
    return tidy("".join(one.text or "" for run in runs for one in run.iterfind("t")))
