"""What stands on the pages of a PDF: run as a process of its own, with limits on time and memory.

The PDF comes over standard input. Out go a line of JSON and, where the pages hold no text, the
first as PNG. Nothing here imports the package: a child starts quickly and holds no secrets.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import struct
import sys
import zlib
from collections.abc import Iterator
from typing import Any

Matrix = tuple[float, float, float, float, float, float]

SHORT = 18.0  # points: a shorter line is a tick, an underscore or a piece of a letter
SLANT = 1.5  # points a line may lean to and be upright still
DEPTH = 4  # forms in forms
SEGMENTS = 400  # of one path; more is a drawing
WIDE = 1.2  # gap in line heights: the text goes on in another column
LETTERS = 20  # fewer, and a file is a picture


def main() -> None:
    """Read standard input, write the result; what went wrong is a word in it."""
    settings = json.loads(sys.argv[1])
    restrict(settings)
    import pypdfium2

    data = sys.stdin.buffer.read()
    picture = b""
    try:
        document = pypdfium2.PdfDocument(data)
        result, picture = read(document, settings)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        result = {"problem": "encrypted" if code in (4, 5) else "broken"}
    except MemoryError:
        result = {"problem": "heavy"}
    sys.stdout.buffer.write(json.dumps(result).encode() + b"\n" + picture)


def restrict(settings: dict[str, int]) -> None:
    """Set limits that this process cannot lift again."""
    with contextlib.suppress(ImportError):  # Windows has none; the clock outside still counts
        import resource

        seconds, size = settings["seconds"], settings["memory"]
        for what, limit in (
            (resource.RLIMIT_AS, size),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, settings["output"]),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (limit, limit))


def read(document: Any, settings: dict[str, int]) -> tuple[dict[str, Any], bytes]:
    """Give what stands on the first pages, and a picture where that is hardly any text."""
    import pypdfium2.raw as raw

    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    pages, left = [], settings["characters"]
    for number in range(min(len(document), settings["pages"])):
        page = document[number]
        space = Space(page)
        runs, used = texts(page, space, left)
        left -= used
        runs += answers(document, page, space)
        pages.append(
            {
                "width": space.width,
                "height": space.height,
                "runs": runs,
                "rules": list(rules(page, space, settings["paths"])),
            }
        )
    written = sum(len(run[0]) for page in pages for run in page["runs"])
    shown = picture(document[0], settings) if pages and written < LETTERS else b""
    return {"pages": pages, "count": len(document), "cut": left <= 0}, shown


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
        return 0 <= x <= self.width and 0 <= y <= self.height

    def _point(self, x: float, y: float) -> tuple[float, float]:
        import pypdfium2.raw as raw

        across, down = ctypes.c_int(), ctypes.c_int()
        tenths = (int(self.width * 10), int(self.height * 10))
        raw.FPDF_PageToDevice(self._page.raw, 0, 0, *tenths, 0, x, y, across, down)
        return across.value / 10, down.value / 10


def texts(page: Any, space: Space, most: int) -> tuple[list[list[Any]], int]:
    """Give runs of letters on one line, each with box and weight, and how many letters were read."""
    import pypdfium2.raw as raw

    whole = page.get_textpage()
    count = min(whole.count_chars(), max(most, 0))
    found: list[list[Any]] = []
    run: list[Any] = []  # text, left, bottom, right, top, bold
    edge = raw.FS_RECTF()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(whole.raw, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if letter in "\r\n":
            run = []
            continue
        raw.FPDFText_GetLooseCharBox(whole.raw, index, edge)
        box = (edge.left, edge.bottom, edge.right, edge.top)
        if letter.isspace():
            if run and not run[0].endswith(" "):
                run[0] += " "
            continue
        turned = math.sin(raw.FPDFText_GetCharAngle(whole.raw, index)) ** 2 > 0.01
        if not run or not (turned or follows(run, box)):
            run = ["", *box, raw.FPDFText_GetFontWeight(whole.raw, index) >= 600]
            found.append(run)
        run[0] += letter
        run[1:5] = [*map(min, run[1:3], box[:2]), *map(max, run[3:5], box[2:])]
    placed = [[text.strip(), *space.box(*box), bold] for text, *box, bold in found]
    return [run for run in placed if run[0] and space.shows(run[1:5])], count


def follows(run: list[Any], box: tuple[float, float, float, float]) -> bool:
    """Say whether a letter goes on where the run ends."""
    left, bottom, _, top = box
    height = max(min(top - bottom, run[4] - run[2]), 0.1)
    shared = min(top, run[4]) - max(bottom, run[2])
    return shared >= 0.5 * height and -0.7 * height < left - run[3] < WIDE * height


def answers(document: Any, page: Any, space: Space) -> Iterator[list[Any]] | list[list[Any]]:
    """Give text laid over the page: free text and what was filled into a form."""
    import pypdfium2.raw as raw

    found = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 2_000)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        text = ""
        if raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN == 0:
            if kind == raw.FPDF_ANNOT_FREETEXT:
                text = said(
                    lambda *to, note=note: raw.FPDFAnnot_GetStringValue(note, b"Contents", *to)
                )
            elif kind == raw.FPDF_ANNOT_WIDGET and document.formenv:
                form = document.formenv.raw
                if raw.FPDFAnnot_GetFormFieldType(form, note) in (
                    raw.FPDF_FORMFIELD_TEXTFIELD,
                    raw.FPDF_FORMFIELD_COMBOBOX,
                    raw.FPDF_FORMFIELD_LISTBOX,
                ):
                    text = said(
                        lambda *to, note=note: raw.FPDFAnnot_GetFormFieldValue(form, note, *to)
                    )
        edge = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(note, edge)
        raw.FPDFPage_CloseAnnot(note)
        box = space.box(edge.left, edge.bottom, edge.right, edge.top)
        if text.strip() and space.shows(box):
            found.append([text.strip(), *box, None])  # no weight: a box of its own, lines and all
    return found


def said(ask: Any) -> str:
    """Give a text that is asked for twice: how long it is, then what it is."""
    import pypdfium2.raw as raw

    size = min(ask(None, 0), 100_000)
    room = ctypes.create_string_buffer(size + 2)
    ask(ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return room.raw[:size].decode("utf-16-le", "ignore").rstrip("\0").replace("\r", "\n")


def rules(page: Any, space: Space, most: int) -> Iterator[list[float]]:
    """Give the straight lines drawn on the page, as boxes; sides of outlined boxes are lines."""
    import pypdfium2.raw as raw

    def walk(
        container: Any, count: Any, get: Any, outer: Matrix, depth: int
    ) -> Iterator[tuple[Any, Matrix]]:
        nonlocal most
        for index in range(count(container)):
            most -= 1
            if most < 0:
                return
            thing = get(container, index)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
                continue
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, own)
            inner = times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                yield thing, inner
            elif depth < DEPTH:
                counted, got = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
                yield from walk(thing, counted, got, inner, depth + 1)

    start = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for path, matrix in walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, start, 0):
        for (ax, ay), (bx, by) in sides(path, matrix):
            box = space.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            width, height = box[2] - box[0], box[3] - box[1]
            if min(width, height) <= SLANT and max(width, height) >= SHORT and space.shows(box):
                yield box


def sides(path: Any, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Give the straight pieces of a path; of one that is only filled, where it is thin itself."""
    import pypdfium2.raw as raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    if not (mode.value or stroke.value):
        return
    points: list[tuple[float, float]] = []
    pieces = []
    for index in range(min(raw.FPDFPath_CountSegments(path), SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            points = []
        points.append(moved(x.value, y.value, matrix))
        if kind == raw.FPDF_SEGMENT_LINETO and len(points) > 1:
            pieces.append((points[-2], points[-1]))
            if raw.FPDFPathSegment_GetClose(segment):
                pieces.append((points[-1], points[0]))
    if stroke.value:
        yield from pieces
    elif pieces:
        across = [point[0] for piece in pieces for point in piece]
        down = [point[1] for piece in pieces for point in piece]
        if min(max(across) - min(across), max(down) - min(down)) <= 2 * SLANT:
            yield from pieces


def times(one: Matrix, other: Matrix) -> Matrix:
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


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Give a point under a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def picture(page: Any, settings: dict[str, int]) -> bytes:
    """Give a page as PNG, smaller where the file would be too large."""
    side = settings["side"]
    while side >= 200:
        drawn = page.render(scale=side / max(*page.get_size(), 1), rev_byteorder=True)
        width, height, stride = drawn.width, drawn.height, drawn.stride
        rows = bytes(drawn.buffer)
        step = 3 * width
        lines = b"".join(b"\0" + rows[y * stride : y * stride + step] for y in range(height))
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
        whole = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in parts
        )
        if len(whole) <= settings["picture"]:
            return whole
        side //= 2
    return b""


if __name__ == "__main__":
    main()
