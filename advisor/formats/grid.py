"""A sheet of cells, cut to what is read of one."""

from __future__ import annotations

from collections.abc import Iterable

from advisor import limits
from advisor.formats.extract import Area, Box, Origin


class Grid:
    """Gathers the cells of one sheet; `cut` says that some lay beyond the limits."""

    def __init__(self) -> None:
        self.cut = False
        self._texts: dict[tuple[int, int], str] = {}  # by row and column
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}  # rows and columns of merged ones
        self._merged = 0
        self._drawn: list[tuple[int, int, int, int, str]] = []

    def put(self, x: int, y: int, text: str) -> None:
        """Set the text of a cell; column and row from 0."""
        if not text.strip():
            return
        if self._is_within(x, y):
            self._texts[y, x] = text.strip()
        else:
            self.cut = True

    def merge(self, x: int, y: int, columns: int, rows: int) -> None:
        """Make one cell of several; of a range beyond the limits, what lies within."""
        if not self._is_within(x, y):
            return
        columns = min(columns, limits.SHEET_COLUMNS - x)
        rows = min(rows, limits.SHEET_ROWS - y)
        self._merged += columns * rows
        # no sheet has more merged cells than cells: they overlap, and only on purpose
        if self._merged <= limits.SHEET_COLUMNS * limits.SHEET_ROWS:
            self._spans[y, x] = rows, columns

    def draw(self, x: int, y: int, right: int, bottom: int, text: str) -> None:
        """Lay a text over the cells between two corners; they keep what they hold."""
        if self._is_within(x, y):
            self._drawn.append((x, y, max(right, x + 1), max(bottom, y + 1), text))
        else:
            self.cut = True

    def area(self, number: int, name: str) -> Area:
        """Give the sheet, row by row: cells with text and merged ones, which are drawn as boxes."""
        covered = {
            (y + down, x + right)
            for (y, x), (rows, columns) in self._spans.items()
            for down in range(rows)
            for right in range(columns)
        } - self._spans.keys()
        boxes = []
        for y, x in sorted((self._texts.keys() | self._spans.keys()) - covered):
            rows, columns = self._spans.get((y, x), (1, 1))
            text = self._texts.get((y, x), "")
            boxes.append(Box(text, x, y, x + columns, y + rows, Origin("sheet", number, y + 1)))
        for x, y, right, bottom, text in self._drawn:
            boxes.append(Box(text, x, y, right, bottom, Origin("sheet", number, y + 1)))
        return Area("sheet", number, name[: limits.NAME_CHARACTERS], tuple(boxes))

    @staticmethod
    def _is_within(x: int, y: int) -> bool:
        return 0 <= x < limits.SHEET_COLUMNS and 0 <= y < limits.SHEET_ROWS


def rows_of(boxes: Iterable[Box]) -> list[list[str]]:
    """Give the boxes of a grid as rows of one length, empty where there is no text.

    A merged cell has its text in its first row and column.
    """
    texts = {(int(box.y0), int(box.x0)): box.text for box in boxes if box.text}
    height = max((y for y, _ in texts), default=-1) + 1
    width = max((x for _, x in texts), default=-1) + 1
    return [[texts.get((y, x), "") for x in range(width)] for y in range(height)]
