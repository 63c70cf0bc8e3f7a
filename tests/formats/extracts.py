"""Builders of what a reader would have read: tables, slides, pages and lines."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.canvas import BLOCKS, BlockId
from advisor.formats.candidates import find_canvases
from advisor.formats.extract import Area, AreaKind, Box, Extract, Line, Origin
from advisor.formats.imported import Candidate

Cell = tuple[float, float, float, float, str]  # left, top, right, bottom, text

GERMAN: dict[BlockId, str] = {
    "key_partners": "Schlüsselpartner",
    "key_activities": "Schlüsselaktivitäten",
    "key_resources": "Schlüsselressourcen",
    "value_propositions": "Wertversprechen",
    "customer_relationships": "Kundenbeziehungen",
    "channels": "Marktkanäle",
    "customer_segments": "Kundensegmente",
    "cost_structure": "Kosten",
    "revenue_streams": "Einnahmen",
}
ENGLISH: dict[BlockId, str] = {block: block.replace("_", " ").title() for block in BLOCKS}
SAID: dict[BlockId, str] = {
    "key_partners": "Bäckerei Hofer",
    "key_activities": "Touren fahren\nRäder warten",
    "key_resources": "Drei Lastenräder",
    "value_propositions": "In zehn Minuten am Ziel",
    "customer_relationships": "Feste Ansprechpartnerin",
    "channels": "Aushang am Bahnhof, Instagram",
    "customer_segments": "Pendler ohne Auto",
    "cost_structure": "Reparaturen",
    "revenue_streams": "Monatskarte zu 39 €",
}
# column and row of the heading, column behind, row behind the answer: the poster in ten columns
PLACES: dict[BlockId, tuple[float, float, float, float]] = {
    "key_partners": (0, 0, 2, 4),
    "key_activities": (2, 0, 4, 2),
    "key_resources": (2, 2, 4, 4),
    "value_propositions": (4, 0, 6, 4),
    "customer_relationships": (6, 0, 8, 2),
    "channels": (6, 2, 8, 4),
    "customer_segments": (8, 0, 10, 4),
    "cost_structure": (0, 4, 5, 6),
    "revenue_streams": (5, 4, 10, 6),
}


def area(cells: Iterable[Cell], kind: AreaKind = "table", number: int = 1, name: str = "") -> Area:
    """An area of boxes; rows of tables and sheets are their origins."""
    origin = {"table": "cell", "sheet": "sheet", "slide": "slide", "pages": "page"}[kind]
    boxes = tuple(
        Box(text, x0, y0, x1, y1, Origin(origin, number, int(y0) + 1 if kind in ("table", "sheet") else 0))  # type: ignore[arg-type]
        for x0, y0, x1, y1, text in cells
    )  # fmt: skip
    return Area(kind, number, name, boxes)


def text(lines: Sequence[str], styled: Iterable[str] = ()) -> Area:
    """Running text; `styled` lines are headings."""
    marked = set(styled)
    return Area(
        "text",
        1,
        lines=tuple(
            Line(line, Origin("line", 1, number), line in marked)
            for number, line in enumerate(lines, 1)
        ),
    )


def poster(
    said: Mapping[BlockId, str] = SAID, names: Mapping[BlockId, str] = GERMAN, down: float = 0
) -> list[Cell]:
    """The cells of a canvas, heading above answer."""
    cells = []
    for block, (x0, y0, x1, y1) in PLACES.items():
        if names:
            cells.append((x0, y0 + down, x1, y0 + 1 + down, names[block]))
        cells.append((x0, y0 + 1 + down, x1, y1 + down, said.get(block, "")))
    return cells


def best(*areas: Area) -> Candidate:
    """The likeliest canvas of a file with these areas."""
    return find_canvases(Extract(areas), "docx").candidates[0]


def told(candidate: Candidate) -> dict[BlockId, str]:
    """The notes of each block, a line each."""
    return {
        block: "\n".join(note.text for note in candidate.canvas.block(block).notes)
        for block in BLOCKS
        if candidate.canvas.block(block).notes
    }
