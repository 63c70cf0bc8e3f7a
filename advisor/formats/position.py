"""Nine boxes without headings, where the nine blocks of a canvas lie."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from advisor.canvas import BLOCKS, BlockId
from advisor.formats.boilerplate import is_mark
from advisor.formats.extract import Area, Box
from advisor.formats.found import Find, Piece

_COLUMNS: tuple[tuple[BlockId, ...], ...] = (
    ("key_partners",),
    ("key_activities", "key_resources"),
    ("value_propositions",),
    ("customer_relationships", "channels"),
    ("customer_segments",),
)
_BOTTOM: tuple[BlockId, BlockId] = ("cost_structure", "revenue_streams")
_TITLE = 0.45  # of the whole width: what is as wide and not at the bottom is no block
_INSIDE = 0.9  # of the boxes keep within their column, more or less
_SLACK = 0.25  # of a column that a box may stick out
_MOST = {"table": 9, "sheet": 9, "pages": 12, "slide": 80, "text": 0}  # boxes; more are no canvas


def find_by_position(area: Area) -> Find | None:
    """Give the canvas nine or more boxes make by where they lie, if they fill all nine places."""
    boxes = [box for box in area.boxes if not all(is_mark(line) for line in box.text.splitlines())]
    if not len(BLOCKS) <= len(boxes) <= _MOST[area.kind]:
        return None
    if len({box.origin.area for box in boxes}) > 1:
        return None
    found: list[tuple[float, Find]] = []
    for top in {box.y0 for box in boxes}:
        upper = [box for box in boxes if box.y0 < top]
        lower = [box for box in boxes if box.y0 >= top]
        placed = _placed(area, upper, lower)
        if placed:
            found.append((top - max(box.y1 for box in upper), placed))
    return max(found, key=itemgetter(0))[1] if found else None


def _placed(area: Area, upper: Sequence[Box], lower: Sequence[Box]) -> Find | None:
    left = min(box.x0 for box in [*upper, *lower])
    width = max(box.x1 for box in [*upper, *lower]) - left
    upper = [box for box in upper if box.x1 - box.x0 < _TITLE * width]
    homes: dict[BlockId, list[Box]] = {block: [] for block in BLOCKS}
    for number, blocks in enumerate(_COLUMNS):
        start = left + width * number / len(_COLUMNS)
        end = left + width * (number + 1) / len(_COLUMNS)
        column = [box for box in upper if start <= (box.x0 + box.x1) / 2 < end]
        slack = _SLACK * (end - start)
        keep = [box for box in column if box.x0 >= start - slack and box.x1 <= end + slack]
        if not column or len(keep) < _INSIDE * len(column):
            return None
        halves = _halves(column) if len(blocks) > 1 else [column]
        homes.update(zip(blocks, halves, strict=True))
    middle = left + width / 2
    homes[_BOTTOM[0]] = [box for box in lower if (box.x0 + box.x1) / 2 < middle]
    homes[_BOTTOM[1]] = [box for box in lower if (box.x0 + box.x1) / 2 >= middle]
    if not all(homes.values()):
        return None
    find = Find(area.name, kind=area.kind)
    placed = {box for boxes in homes.values() for box in boxes}
    find.outside += [box.text for box in area.boxes if box not in placed]
    for block, boxes in homes.items():
        find.name_block(block, boxes[0].origin, "position")
        for box in sorted(boxes, key=lambda box: (box.y0, box.x0)):
            find.add(block, Piece(box.text, box.origin))
    return find


def _halves(column: Sequence[Box]) -> list[list[Box]]:
    """Cut a column where the gap between two boxes is the widest."""
    ordered = sorted(column, key=lambda box: (box.y0, box.y1))
    gaps = [ordered[n].y0 - ordered[n - 1].y1 for n in range(1, len(ordered))]
    if not gaps:
        return [list(ordered), []]
    cut = max(range(len(gaps)), key=gaps.__getitem__) + 1
    return [ordered[:cut], ordered[cut:]]
