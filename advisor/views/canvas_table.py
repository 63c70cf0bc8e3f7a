"""The canvas and its findings as a table: what the poster shows, for whoever reads line by line."""

from __future__ import annotations

import html

from advisor.texts import Words
from advisor.views.poster import Poster, PosterBlock


def canvas_table(poster: Poster, words: Words) -> str:
    """Give an HTML table of the nine blocks with their notes and the titles of their findings."""
    head = "".join(
        f'<th scope="col">{html.escape(words(f"page.table.{name}"))}</th>'
        for name in ("block", "notes", "findings")
    )
    rows = "".join(_row(block, words) for block in poster.blocks)
    caption = html.escape(poster.alt)
    return (
        f'<table class="canvas-table"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(block: PosterBlock, words: Words) -> str:
    notes = [note.text for note in block.notes] or [block.empty_hint]
    findings = list(block.hover[2:]) or [words("page.table.none")]
    cells = "".join(f"<td>{_listed(texts)}</td>" for texts in (notes, findings))
    return f'<tr><th scope="row">{html.escape(block.title)}</th>{cells}</tr>'


def _listed(texts: list[str]) -> str:
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts if text)
    return f"<ul>{items}</ul>" if items else ""
