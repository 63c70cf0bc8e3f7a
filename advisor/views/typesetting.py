"""Set a page with typst: our own fonts, nothing fetched, the same bytes every time."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Literal

import font_source_sans_pro
import typst

_DOTS_PER_INCH = 144.0


def typeset(source: bytes, form: Literal["pdf", "png"], inputs: dict[str, str]) -> bytes:
    """Give the document of a template; words of users come as `inputs`, never in `source`."""
    made: Any = typst.compile(
        source, format=form, font_paths=_fonts(), sys_inputs=inputs, ppi=_DOTS_PER_INCH
    )
    return bytes(made[0] if isinstance(made, list) else made)


@functools.cache
def _fonts() -> typst.Fonts:
    """Our own fonts only: those of a machine would print differently on another."""
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
