"""Make text of users harmless where it meets a markup language."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Invisible marks that could turn the reading direction of everything after them.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def markdown(text: str) -> str:
    """Give `text` so that markdown shows it as it stands, on one line.

    Every ASCII punctuation mark is escaped, which CommonMark allows: no link, image, html,
    directive, formula or heading survives.
    """
    return _PUNCTUATION.sub(r"\\\1", undirected(" ".join(text.split())))


def undirected(text: str) -> str:
    """Give `text` without the marks that turn the direction of reading."""
    return _DIRECTION.sub("", text)


def spreadsheet(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
