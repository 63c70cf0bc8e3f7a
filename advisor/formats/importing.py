"""A file in whatever format it came: the canvases it holds, or why it holds none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.formats.candidates import find_canvases
from advisor.formats.extract import Extract
from advisor.formats.imported import Candidate, Imported
from advisor.formats.markup import read_markdown
from advisor.formats.markup_html import read_html
from advisor.formats.open_document import read_open_sheets, read_open_slides, read_open_text
from advisor.formats.package import open_package
from advisor.formats.pdf import read_pdf
from advisor.formats.sheets import read_sheets
from advisor.formats.slides import read_slides
from advisor.formats.sniffing import Kind, kind_of
from advisor.formats.word import read_word
from advisor.source import Problem, SourceError

_READERS: Mapping[Kind, Callable[[bytes], Extract]] = {
    "docx": read_word,
    "pptx": read_slides,
    "xlsx": read_sheets,
    "odt": read_open_text,
    "ods": read_open_sheets,
    "odp": read_open_slides,
    "pdf": read_pdf,
}
_OURS = re.compile(r"""(?m)^[\s{,]*["']?(canvas["']?\s*:\s*\d|blocks["']?\s*:)""")


def import_file(data: bytes, name: str = "") -> Imported:
    """Give what a file holds; its content decides what it is, the name is a label only.

    Raises:
        SourceError: it is refused (too large, broken, encrypted …), with reason and remedy.
    """
    kind = kind_of(data)
    try:
        if kind in _READERS:
            return find_canvases(_READERS[kind](data), kind)
        if kind in ("json", "html", "text"):
            return _import_text(data, name, kind)
        if kind in ("png", "jpeg"):
            return _import_picture(data, kind)
        if kind == "ole":
            open_package(data)  # says whether it is old or encrypted
    except SourceError as error:
        raise SourceError(error.problems, name) from None
    raise SourceError([Problem("kind_not_read")], name)


def _import_picture(data: bytes, kind: Kind) -> Imported:
    shown = data if len(data) <= limits.PICTURE_BYTES else b""
    return Imported(kind, reason="picture_only", picture=shown)


def _import_text(data: bytes, name: str, kind: Kind) -> Imported:
    """Give a canvas in our own format, else one in anybody's."""
    try:
        canvas = read_canvas(data, name).canvas
        return Imported("canvas", (Candidate(canvas.name, canvas),))
    except SourceError as error:
        text = data.decode("utf-8", "replace")
        if len(data) > limits.FILE_BYTES or _OURS.search(text):
            raise
        ours = error
    if kind == "json":
        raise ours
    return find_canvases((read_html if kind == "html" else read_markdown)(text), kind)
