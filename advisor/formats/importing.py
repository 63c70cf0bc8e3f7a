"""A file in whatever format it came: the canvases it holds, or why it holds none."""

from __future__ import annotations

import re

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.formats.candidates import find_canvases
from advisor.formats.imported import Candidate, Imported
from advisor.formats.markup import read_markdown
from advisor.formats.markup_html import read_html
from advisor.formats.office import read_office
from advisor.formats.pdf import read_pdf
from advisor.formats.sniffing import Kind, kind_of
from advisor.source import SourceError

# A text that says one of these is meant as a file of ours, whatever else is wrong with it.
_OURS = re.compile(r"""(?m)^[\s{,]*["']?(canvas["']?\s*:\s*\d|blocks["']?\s*:)""")


def import_file(data: bytes, name: str = "") -> Imported:
    """Give what a file holds; its content decides what it is, the name is a label only.

    Raises:
        SourceError: it is refused (too large, broken, encrypted …), with reason and remedy.
    """
    kind = kind_of(data)
    try:
        return _import(data, name, kind)
    except SourceError as error:
        raise SourceError(error.problems, name) from None


def _import(data: bytes, name: str, kind: Kind) -> Imported:
    if kind in ("json", "html", "text"):
        return _import_text(data, name, kind)
    if kind in ("png", "jpeg"):
        shown = data if len(data) <= limits.PICTURE_BYTES else b""
        return Imported(kind, reason="picture_only", picture=shown)
    return find_canvases(read_pdf(data) if kind == "pdf" else read_office(data, kind), kind)


def _import_text(data: bytes, name: str, kind: Kind) -> Imported:
    """Give a canvas in our own format, else one in anybody's."""
    try:
        canvas = read_canvas(data, name).canvas
        return Imported("canvas", (Candidate(canvas.name, canvas),))
    except SourceError:
        text = data.decode("utf-8", "replace")
        if len(data) > limits.FILE_BYTES or _OURS.search(text) or kind == "json":
            raise
    return find_canvases((read_html if kind == "html" else read_markdown)(text), kind)
