"""A file in whatever format it came: the canvases it holds, or why it holds none."""

from __future__ import annotations

from advisor.canvas_file import read_canvas
from advisor.formats.imported import Candidate, Imported


def import_file(data: bytes, name: str = "") -> Imported:
    """Give what a file holds; its content decides what it is, the name is a label only.

    Raises:
        SourceError: it is refused (too large, broken, encrypted …), with reason and remedy.
    """
    canvas = read_canvas(data, name).canvas
    return Imported("canvas", (Candidate(canvas.name, canvas),))
