"""Files as people made them, where a folder of them is brought: every block as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from advisor.canvas import BLOCKS
from advisor.formats.importing import import_file


def test_a_real_file_gives_its_canvas_or_a_reason(real_file: tuple[Path, dict[str, Any]]) -> None:
    path, expected = real_file

    found = import_file(path.read_bytes(), path.name)

    if not expected["canvas"]:
        assert all(candidate.filled == 0 for candidate in found.candidates)
        assert found.reason
        return
    canvas = found.candidates[0].canvas
    for block in BLOCKS:
        said = "\n".join(f"{note.text}\n{note.details}" for note in canvas.block(block).notes)
        fragment = expected["expect"][block]
        assert fragment.casefold() in said.casefold()
        assert fragment or not said
