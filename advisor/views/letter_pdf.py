"""Letters and sheets for talks as PDF: words come as data, typst parses none of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from advisor import limits
from advisor.source import Problem, SourceError
from advisor.views.escaping import undirected
from advisor.views.letter import Letter, Sheet
from advisor.views.terminal import visible
from advisor.views.typesetting import typeset

_LETTER = Path(__file__).with_name("letter.typ")
_SHEET = Path(__file__).with_name("sheet.typ")


def letter_pdf(letter: Letter) -> bytes:
    """Give the letter; the same letter gives the same bytes."""
    return _set(_LETTER, asdict(letter))


def sheets_pdf(sheets: Sequence[Sheet], title: str) -> bytes:
    """Give one page for each sheet, in one document of that title.

    Raises:
        SourceError: there are more sheets than one document may hold, or none.
    """
    if len(sheets) > limits.TALK_SHEETS:
        raise SourceError([Problem("too_many", details={"limit": limits.TALK_SHEETS})])
    language = sheets[0].language if sheets else "de"
    pages = [asdict(sheet) for sheet in sheets]
    return _set(_SHEET, {"language": language, "title": title, "sheets": pages})


def _set(template: Path, data: dict[str, Any]) -> bytes:
    inputs = {"data": json.dumps(_shown(data), ensure_ascii=False)}
    return typeset(template.read_bytes(), "pdf", inputs)


def _shown(data: Any) -> Any:
    """Give data with every text on one line, but for a poster, which is a picture."""
    if isinstance(data, str):
        return visible(undirected(" ".join(data.split())))
    if isinstance(data, dict):
        return {key: value if key == "poster" else _shown(value) for key, value in data.items()}
    return [_shown(value) for value in data] if isinstance(data, list | tuple) else data
