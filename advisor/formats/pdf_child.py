"""What stands on the pages of a PDF: run as a process of its own, with limits on time and memory.

The PDF comes over standard input. Out go a line of JSON and, where the pages hold no text, the
first as PNG.
"""

from __future__ import annotations

import contextlib
import json
import struct
import sys
import zlib
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from advisor import limits
from advisor.formats.pdf_letters import Space, answers, texts
from advisor.formats.pdf_rules import drawn

_LETTERS = 20  # fewer, and a file is a picture
_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def main() -> None:
    """Read standard input, write the result; what went wrong is a word in it."""
    _restrict()
    picture = b""
    try:
        result, picture = _read(pypdfium2.PdfDocument(sys.stdin.buffer.read()))
    except MemoryError:
        result = {"problem": "pdf_heavy"}
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in _LOCKED
        result = {"problem": "pdf_encrypted" if locked else "pdf_broken"}
    sys.stdout.buffer.write(json.dumps(result).encode() + b"\n" + picture)


def _restrict() -> None:
    """Set limits that this process cannot lift again."""
    with contextlib.suppress(ImportError):  # Windows has none; the clock outside still counts
        import resource

        for what, limit in (
            (resource.RLIMIT_AS, limits.PDF_MEMORY),
            (resource.RLIMIT_CPU, limits.PDF_SECONDS),
            (resource.RLIMIT_FSIZE, limits.PDF_OUTPUT),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (limit, limit))


def _read(document: Any) -> tuple[dict[str, Any], bytes]:
    """Give what stands on the first pages, and a picture where that is hardly any text."""
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    pages, left = [], limits.PDF_CHARACTERS
    for number in range(min(len(document), limits.PDF_PAGES)):
        page = document[number]
        space = Space(page)
        runs, used = texts(page, space, left)
        left -= used
        runs += answers(document, page, space)
        size = {"width": space.width, "height": space.height}
        lines, cards = drawn(page, space, limits.PDF_PATHS)
        pages.append({**size, "runs": runs, "rules": lines, "cards": cards})
    written = sum(len(run[0]) for page in pages for run in page["runs"])
    shown = _picture(document[0]) if pages and written < _LETTERS else b""
    return {"pages": pages, "count": len(document), "cut": left <= 0}, shown


def _picture(page: Any) -> bytes:
    """Give a page as PNG, smaller where the file would be too large."""
    side = limits.PICTURE_SIDE
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
        if len(whole) <= limits.PAGE_PICTURE_BYTES:
            return whole
        side //= 2
    return b""


if __name__ == "__main__":
    main()
