"""Where a canvas came from, in words: its place in a file, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.texts import Words
from advisor.views.escaping import markdown


def source_line(origin: Sequence[str | int] | None, confidence: str, words: Words) -> str:
    """Give the place (kind, number of its area, row) and how the block was recognised there."""
    sure = words(f"imports.confidence.{confidence}")
    if origin is None:
        return sure
    kind, area, row = origin
    return f"{words(f'imports.origin.{kind}', area=area, row=row)} · {sure}"


def candidate_title(title: str, filled: int, words: Words) -> str:
    """Give what tells one canvas of a file from the others, as Markdown."""
    name = markdown(title) or words("report.unnamed")
    return words("imports.review.candidate", title=name, filled=filled)
