"""Writes small PDFs: text at places, lines, fields, pages; and those that mean harm."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

Place = tuple[float, float]


@dataclass
class Page:
    """A page in points; places count from the upper left corner."""

    width: float = 842
    height: float = 595
    drawn: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def write(self, text: str, at: Place, size: float = 10, bold: bool = False) -> Page:
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        told = shown.replace(b")", b"\\)").decode("latin-1")
        x, y = at
        font = "F2" if bold else "F1"
        self.drawn.append(f"BT /{font} {size} Tf {x} {self.height - y} Td ({told}) Tj ET")
        return self

    def lines(self, texts: Sequence[str], at: Place, size: float = 10) -> Page:
        for number, text in enumerate(texts):
            self.write(text, (at[0], at[1] + 1.2 * size * number), size)
        return self

    def line(self, start: Place, end: Place) -> Page:
        (x0, y0), (x1, y1) = start, end
        self.drawn.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, left: float, top: float, right: float, bottom: float) -> Page:
        self.drawn.append(f"{left} {self.height - bottom} {right - left} {bottom - top} re S")
        return self

    def free_text(self, text: str, at: Place) -> Page:
        self.notes.append(f"/Subtype /FreeText /Contents ({text}) {self._rect(at)}")
        return self

    def filled_in(self, text: str, at: Place, hidden: bool = False) -> Page:
        flag = "/F 2 " if hidden else ""
        self.notes.append(
            f"/Subtype /Widget /FT /Tx /T (f{len(self.notes)}) /V ({text}) {flag}{self._rect(at)}"
        )
        return self

    def _rect(self, at: Place) -> str:
        x, y = at
        return f"/Rect [{x} {self.height - y - 20} {x + 100} {self.height - y}]"


def pdf(*pages: Page) -> bytes:
    """Give a file of these pages."""
    objects = [b"", b"", _font("Helvetica"), _font("Helvetica-Bold")]
    kids, fields = [], []
    for page in pages:
        notes = []
        for note in page.notes:
            objects.append(f"<< /Type /Annot {note} >>".encode("latin-1"))
            notes.append(f"{len(objects)} 0 R")
            if "/Widget" in note:
                fields.append(notes[-1])
        objects.append(_stream("\n".join(page.drawn).encode("latin-1")))
        content = len(objects)
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}]"
                f" /Contents {content} 0 R /Annots [{' '.join(notes)}]"
                " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    form = f" /AcroForm << /Fields [{' '.join(fields)}] >>" if fields else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R{form} >>".encode()
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Give a file of numbered objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return bytes(out) + tail.encode() + b"startxref\n%d\n%%%%EOF\n" % start


def bomb(megabytes: int) -> bytes:
    """Give a page whose content is packed 1000 to 1, twice: it unpacks to so much."""
    once = zlib.compressobj(9)
    inner = b"".join(once.compress(b" " * 1_000_000) for _ in range(megabytes)) + once.flush()
    twice = zlib.compress(inner, 9)
    stream = (
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(twice)
        + twice
        + b"\nendstream"
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Contents 4 0 R >>"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            page,
            stream,
        ]
    )


def endless() -> bytes:
    """Give a page with forms that draw each other many times over: 20 ** 20 letters."""
    forms = [_form(b"/X Do " * 20, number + 1) for number in range(5, 25)]
    last = _stream(b"BT (x) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>"
    )
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            page,
            _stream(b"/X Do " * 20),
            *forms,
            last,
        ]
    )


def locked() -> bytes:
    """Give a file that nobody opens without its password."""
    content = pdf(Page().write("secret", (100, 100)))
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44"
        f" /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00> <00>]"
    )
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock.encode())


def _form(content: bytes, inner: int) -> bytes:
    return _stream(
        content,
        b"/Type /XObject /Subtype /Form /BBox [0 0 800 600]"
        b" /Resources << /XObject << /X %d 0 R >> >>" % inner,
    )


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def _font(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
    ).encode()
