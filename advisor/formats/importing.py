"""A file in whatever format it came: the canvases it holds, or why it holds none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor import limits
from advisor.canvas_file import CanvasFile, canvas_in
from advisor.formats.candidates import find_canvases
from advisor.formats.extract import Extract
from advisor.formats.foreign_json import is_ours, read_foreign_json
from advisor.formats.imported import Candidate, Imported
from advisor.formats.markup_html import read_html
from advisor.formats.office import read_office
from advisor.formats.own_export import read_own_csv, read_own_markdown
from advisor.formats.pdf import read_pdf
from advisor.formats.plain_text import decode_text, read_text
from advisor.formats.sheet_text import is_csv, read_csv
from advisor.formats.sniffing import Kind, kind_of
from advisor.source import Source, SourceError, read_source

# A text that says one of these is meant as a file of ours, whatever else is wrong with it.
_OURS = re.compile(r"""(?m)^[\s{,]{0,20}["']?(canvas["']?\s{0,9}:\s{0,9}\d|blocks["']?\s{0,9}:)""")
_DATA = (".json", ".yaml", ".yml")


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
    if kind == "pdf":
        return find_canvases(read_pdf(data), kind)
    return find_canvases(read_office(data, kind), kind)


def _import_text(data: bytes, name: str, kind: Kind) -> Imported:
    text = decode_text(data)
    if kind == "html":
        return find_canvases(read_html(text), kind)
    source = _parsed(text, name, kind)
    value = source.value if source else None
    if source and is_ours(value):
        return _ours(canvas_in(source))
    own = read_own_markdown(text) or read_own_csv(text) if kind == "text" else None
    if own:
        return Imported("canvas", (Candidate(own.name, own),))
    if source and isinstance(value, Mapping | list):
        found = find_canvases(read_foreign_json(value), "json")
        if found.candidates:
            return found
        if kind == "json" or name.lower().endswith(_DATA):
            return _ours(canvas_in(source))  # says best what is missing
    return find_canvases(_lines_or_cells(data, text), kind)


def _parsed(text: str, name: str, kind: Kind) -> Source | None:
    """Give the data of a text, None where it is no data.

    Raises:
        SourceError: it is broken and meant as data.
    """
    try:
        return read_source(text, name)
    except SourceError:
        if kind == "json" or _OURS.search(text):
            raise
        return None


def _ours(file: CanvasFile) -> Imported:
    return Imported("canvas", (Candidate(file.canvas.name, file.canvas),), file=file)


def _lines_or_cells(data: bytes, text: str) -> Extract:
    return read_csv(text) if is_csv(text) else read_text(data)
