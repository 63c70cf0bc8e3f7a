"""OpenDocument files: Writer (odt), Calc (ods) and Impress (odp)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from advisor import limits
from advisor.formats.extract import Area, Box, Extract, Origin
from advisor.formats.flow import Cell, Table, areas_of, text_of
from advisor.formats.grid import Grid
from advisor.formats.open_text import OpenText, place_of
from advisor.formats.package import Package, extract_from, open_package
from advisor.formats.xml_part import child, refuse, value

_CONTENT = "content.xml"


def read_open_text(data: bytes) -> Extract:
    """Give what stands in the body of an odt file.

    Raises:
        SourceError: it is refused (broken, encrypted, too large …).
    """
    package, root, body = _open(data, "text")
    return extract_from(package, areas_of(OpenText(root).blocks(body)))


def read_open_sheets(data: bytes) -> Extract:
    """Give the visible sheets of an ods file; formulas count as the value they were saved with.

    Raises:
        SourceError: it is refused (broken, encrypted, too large …).
    """
    package, root, body = _open(data, "spreadsheet")
    hidden = {
        one.get("name")
        for one in root.iterfind("automatic-styles/style")
        if value(one, "table-properties", key="display") == "false"
    }
    text = OpenText(root)
    listed = list(enumerate(body.iterfind("table"), start=1))
    visible = [(n, one) for n, one in listed if one.get("style-name") not in hidden]
    areas, cut = [], False
    for number, one in visible[: limits.SHEETS]:
        grid = Grid()
        _fill(grid, text.table(one, limits.SHEET_ROWS + 1, limits.SHEET_COLUMNS + 1))
        areas.append(grid.area(number, one.get("name", "")))
        cut |= grid.cut
    told = {
        "hidden_sheets": len(visible) < len(listed),
        "more_sheets": len(visible) > limits.SHEETS,
        "sheet_cut": cut,
    }
    return extract_from(package, areas, [code for code, true in told.items() if true])


def read_open_slides(data: bytes) -> Extract:
    """Give the texts of each slide of an odp file, in points; speaker notes are not read.

    Raises:
        SourceError: it is refused (broken, encrypted, too large …).
    """
    package, root, body = _open(data, "presentation")
    text = OpenText(root)
    pages = body.findall("page")
    areas = [
        Area("slide", number, page.get("name", ""), tuple(_slide_boxes(page, text, number)))
        for number, page in enumerate(islice(pages, limits.SLIDES), start=1)
    ]
    notices = ["more_slides"] if len(pages) > limits.SLIDES else []
    return extract_from(package, areas, notices)


def _open(data: bytes, kind: str) -> tuple[Package, Element, Element]:
    package = open_package(data)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and manifest.find("file-entry/encryption-data") is not None:
        refuse("package_encrypted")
    root = package.xml(_CONTENT)
    body = child(root, "body", kind)
    if root is None or body is None:
        refuse("package_part", part=_CONTENT)
    return package, root, body


def _fill(grid: Grid, table: Table) -> None:
    for cell in table.cells:
        grid.put(cell.x0, cell.y0, text_of(cell.content))
        if cell.x1 - cell.x0 > 1 or cell.y1 - cell.y0 > 1:
            grid.merge(cell.x0, cell.y0, cell.x1 - cell.x0, cell.y1 - cell.y0)


def _slide_boxes(parent: Element, text: OpenText, slide: int) -> Iterator[Box]:
    for one in parent:
        table = child(one, "table")
        if one.tag == "g":
            yield from _slide_boxes(one, text, slide)
        elif one.tag == "notes" or one.get("placeholder") == "true":
            continue
        elif table is not None:
            cells = text.table(table, limits.SHEET_ROWS, limits.SHEET_COLUMNS).cells
            yield from _cell_boxes(cells, place_of(one), slide)
        else:
            inside = child(one, "text-box") if one.tag == "frame" else one
            found = "" if inside is None else text_of(text.blocks(inside))
            if found:
                yield Box(found, *place_of(one), Origin("slide", slide))


def _cell_boxes(
    cells: tuple[Cell, ...], place: tuple[float, float, float, float], slide: int
) -> Iterator[Box]:
    """Give the cells of a table on a slide, as if all columns and all rows were of one size."""
    columns = max((cell.x1 for cell in cells), default=1)
    rows = max((cell.y1 for cell in cells), default=1)
    x0, y0, x1, y1 = place
    wide, high = (x1 - x0) / columns, (y1 - y0) / rows
    for cell in cells:
        left, right = x0 + cell.x0 * wide, x0 + cell.x1 * wide
        top, bottom = y0 + cell.y0 * high, y0 + cell.y1 * high
        yield Box(text_of(cell.content), left, top, right, bottom, Origin("slide", slide))
