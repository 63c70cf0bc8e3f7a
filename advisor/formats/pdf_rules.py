"""Straight lines and cards drawn on a page of a PDF. For the child process alone."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as raw

from advisor.formats.pdf_letters import Space

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Piece = tuple[Point, Point]

_SHORT = 18.0  # points: a shorter line is a tick, an underscore or a piece of a letter
_SLANT = 1.5  # points a line may lean to and be upright still
_CARD = 24.0  # points: a smaller one holds no two lines
_CARD_OF_PAGE = 1 / 3  # of its width and height; a larger one is a background
_CARDS = 500  # on a page
_DEPTH = 4  # forms in forms
_SEGMENTS = 400  # of one path; more is a drawing
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn(page: Any, space: Space, most: int) -> tuple[list[list[float]], list[list[float]]]:
    """Give lines and cards as boxes; sides of outlined boxes are lines; at most so many paths.

    A card is filled with a colour: a sticky note, no background.
    """
    lines: list[list[float]] = []
    cards: list[list[float]] = []
    for path, matrix in _paths(page, most):
        sides, filled = _shape(path, matrix)
        for piece in sides:
            box = _around(piece, space)
            width, height = box[2] - box[0], box[3] - box[1]
            if min(width, height) <= _SLANT and max(width, height) >= _SHORT and space.shows(box):
                lines.append(box)
        if filled and len(cards) < _CARDS:
            box = _around([point for piece in filled for point in piece], space)
            width, height = box[2] - box[0], box[3] - box[1]
            if (
                _CARD <= width <= _CARD_OF_PAGE * space.width
                and _CARD <= height <= _CARD_OF_PAGE * space.height
            ):
                cards.append(box)
    return lines, cards


def _around(points: Sequence[Point], space: Space) -> list[float]:
    across, down = [point[0] for point in points], [point[1] for point in points]
    return space.box(min(across), min(down), max(across), max(down))


def _paths(page: Any, most: int) -> Iterator[tuple[Any, Matrix]]:
    """Give the paths of a page, those inside forms too, and how each is moved."""
    count = raw.FPDFPage_CountObjects(page.raw)
    waiting = [
        (raw.FPDFPage_GetObject(page.raw, index), _AS_IT_IS, 0)
        for index in range(min(count, most) - 1, -1, -1)
    ]
    while waiting and most > 0:
        most -= 1
        thing, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            continue
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(thing, own)
        inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield thing, inner
        elif depth < _DEPTH:
            count = min(raw.FPDFFormObj_CountObjects(thing), most)
            parts = (raw.FPDFFormObj_GetObject(thing, index) for index in range(count))
            waiting += [(part, inner, depth + 1) for part in parts]


def _shape(path: Any, matrix: Matrix) -> tuple[list[Piece], list[Piece]]:
    """Give the straight pieces of a path that are lines, and those around what it fills.

    What is only filled is a line where it is thin itself.
    """
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    if not (mode.value or stroke.value):
        return [], []
    points: list[Point] = []
    pieces = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            points = []
        points.append(_moved(x.value, y.value, matrix))
        if kind == raw.FPDF_SEGMENT_LINETO and len(points) > 1:
            pieces.append((points[-2], points[-1]))
            if raw.FPDFPathSegment_GetClose(segment):
                pieces.append((points[-1], points[0]))
    filled = pieces if mode.value else []
    if stroke.value or not pieces:
        return pieces, filled
    across = [point[0] for piece in pieces for point in piece]
    down = [point[1] for piece in pieces for point in piece]
    thin = min(max(across) - min(across), max(down) - min(down)) <= 2 * _SLANT
    return (pieces, []) if thin else ([], filled)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Give the matrix that does `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(x: float, y: float, matrix: Matrix) -> Point:
    """Give a point under a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
