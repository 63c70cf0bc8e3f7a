"""Boxes drawn with letters: +----+ and | |, or the lines made for it."""

from __future__ import annotations

import re
from itertools import pairwise

from advisor.formats.extract import Box, Origin

_DRAWN = str.maketrans(
    dict.fromkeys("│┃║", "|")
    | dict.fromkeys("─━═", "-")
    | dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╰╯", "+")
)
_EDGE = re.compile(r"\s*\+[-=+]{3,}")
_BORDER = re.compile(r"\||\+(?=[-=+])|(?<=[-=+])\+")
_LEVEL = re.compile(r"[\s+]*[-=]{2,}[-=+\s]*")
_SHORTEST = 3  # lines
_MOST = 100  # borders on one line; more are no canvas, and hostile

Rows = list[tuple[int, str]]  # each with its number in the file
Drawing = tuple[int, list[Box]]  # from the row it begins in
Open = dict[tuple[int, int], tuple[int, list[str]]]  # from borders to first row and lines


def find_boxes(rows: Rows) -> tuple[list[Drawing], Rows]:
    """Give the boxes of each drawing, in letters and lines, and the rows outside of drawings."""
    drawings: list[Drawing] = []
    rest: Rows = []
    index = 0
    while index < len(rows):
        end = index
        if _EDGE.match(rows[index][1].translate(_DRAWN)):
            while end < len(rows) and rows[end][1].translate(_DRAWN).lstrip()[:1] in ("+", "|"):
                end += 1
        drawing = [text.translate(_DRAWN) for _, text in rows[index:end]]
        if len(drawing) >= _SHORTEST and max(map(_borders, drawing)) <= _MOST:
            drawings.append((rows[index][0], _boxes(drawing)))
            index = end
        else:
            rest.append(rows[index])
            index += 1
    return drawings, rest


def _borders(line: str) -> int:
    return line.count("|") + line.count("+")


def _boxes(drawing: list[str]) -> list[Box]:
    found: list[Box] = []
    open_: Open = {}
    for row, line in enumerate(drawing):
        borders = [match.start() for match in _BORDER.finditer(line)]
        for left, right in pairwise(borders):
            part = line[left + 1 : right]
            if _LEVEL.fullmatch(part):
                _close(open_, left, right, row, found)
                continue
            if (left, right) not in open_:
                _close(open_, left, right, row, found)
                open_[left, right] = (row, [])
            open_[left, right][1].append(part.strip())
    _close(open_, 0, max(map(len, drawing)), len(drawing), found)
    return sorted(found, key=lambda box: (box.y0, box.x0))


def _close(open_: Open, left: int, right: int, row: int, found: list[Box]) -> None:
    """End the boxes that reach between two borders."""
    for x0, x1 in [edges for edges in open_ if edges[0] < right and edges[1] > left]:
        first, lines = open_.pop((x0, x1))
        text = "\n".join(line for line in lines if line)
        if text:
            found.append(Box(text, x0, first, x1, row, Origin("cell")))
