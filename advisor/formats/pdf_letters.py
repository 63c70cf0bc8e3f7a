"""Text on a page of a PDF: runs of letters, and what is laid over them. For the child alone."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

from advisor import limits

_WIDE = 1.2  # gap in line heights: the text goes on in another column
_BOLD = 600  # weight
_LAID_OVER = 2_000  # notes of one page that are looked at
_FIELDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


class Space:
    """From the coordinates of a page to points from its upper left corner, as it is shown."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.width, self.height = (round(size, 1) for size in page.get_size())

    def box(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """Give x0, y0, x1, y1."""
        (x0, y0), (x1, y1) = self._point(left, top), self._point(right, bottom)
        return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]

    def shows(self, box: list[float]) -> bool:
        """Say whether the middle of a box lies on the page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return bool(0 <= x <= self.width and 0 <= y <= self.height)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        tenths = (int(self.width * 10), int(self.height * 10))
        raw.FPDF_PageToDevice(self._page.raw, 0, 0, *tenths, 0, x, y, across, down)
        return across.value / 10, down.value / 10


def texts(page: Any, space: Space, most: int) -> tuple[list[list[Any]], int]:
    """Give runs of letters, each with box and weight, and how many letters were read."""
    whole = page.get_textpage()
    count = min(whole.count_chars(), max(most, 0))
    found: list[list[Any]] = []
    run: list[Any] = []  # text, left, bottom, right, top, bold, left side of its last letter
    edge, high = raw.FS_RECTF(), 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(whole.raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of an emoji
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
        high = 0
        letter = chr(code) if 0 < code < 0x110000 else ""
        if not letter or letter in "\r\n":
            run = []
            continue
        raw.FPDFText_GetLooseCharBox(whole.raw, index, edge)
        box = (edge.left, edge.bottom, edge.right, edge.top)
        if letter.isspace():
            if run and not run[0].endswith(" "):
                run[0] += " "
            continue
        turned = math.sin(raw.FPDFText_GetCharAngle(whole.raw, index)) ** 2 > 0.01
        if not run or not (turned or _follows(run, box)):
            run = ["", *box, _is_bold(whole, index), box[0]]
            found.append(run)
        run[0] += letter
        run[1:5] = [*map(min, run[1:3], box[:2]), *map(max, run[3:5], box[2:])]
        run[6] = box[0]
    placed = [[text.strip(), *space.box(*box), bold] for text, *box, bold, _ in found]
    return [run for run in placed if run[0] and space.shows(run[1:5])], count


def _follows(run: list[Any], box: tuple[float, float, float, float]) -> bool:
    """Say whether a letter goes on where the run ends; those of a ligature share one box."""
    left, bottom, _, top = box
    height = max(min(top - bottom, run[4] - run[2]), 0.1)
    shared = min(top, run[4]) - max(bottom, run[2])
    onward = run[6] - 0.3 * height <= left < run[3] + _WIDE * height
    return bool(shared >= 0.5 * height and onward)


def _is_bold(whole: Any, index: int) -> bool:
    """Say whether a letter is bold; fonts that are not in the file only say so in their name."""
    if raw.FPDFText_GetFontWeight(whole.raw, index) >= _BOLD:
        return True
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    raw.FPDFText_GetFontInfo(whole.raw, index, name, len(name), flags)
    return b"bold" in name.value.lower()


def answers(document: Any, page: Any, space: Space) -> list[list[Any]]:
    """Give text laid over the page: free text and what was filled into a form."""
    found = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _LAID_OVER)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        text, edge = _answer(document, note).strip(), raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(note, edge)
        raw.FPDFPage_CloseAnnot(note)
        box = space.box(edge.left, edge.bottom, edge.right, edge.top)
        if text and space.shows(box):
            found.append([text, *box, None])  # no weight: a box of its own, lines and all
    return found


def _answer(document: Any, note: Any) -> str:
    kind = raw.FPDFAnnot_GetSubtype(note)
    if raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN:
        return ""
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _said(lambda *to: raw.FPDFAnnot_GetStringValue(note, b"Contents", *to))
    if kind != raw.FPDF_ANNOT_WIDGET or not document.formenv:
        return ""
    form = document.formenv.raw
    if raw.FPDFAnnot_GetFormFieldType(form, note) not in _FIELDS:
        return ""
    return _said(lambda *to: raw.FPDFAnnot_GetFormFieldValue(form, note, *to))


def _said(ask: Callable[..., int]) -> str:
    """Give a text that is asked for twice: how long it is, then what it is."""
    size = min(ask(None, 0), 2 * limits.PDF_CHARACTERS)
    room = ctypes.create_string_buffer(size + 2)
    ask(ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return room.raw[:size].decode("utf-16-le", "ignore").rstrip("\0").replace("\r", "\n")
