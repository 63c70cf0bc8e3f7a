"""Text somebody pastes: lines under headings become notes of blocks, nothing is guessed.

A line without a heading stays unsorted. Its words alone tell its block too seldom: on our own
notes the reader's terms named the right one for 13 % of the lines, a wrong one for as many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor import limits
from advisor.canvas import BLOCKS, BlockId
from advisor.vocabulary import Vocabulary

_LEAD = re.compile(r"^\s*(?:[-*•·–+o▪●‣]\s+|#{1,6}\s*|\(?\d{1,2}[.)]\s+)*")
_STRESS = re.compile(r"^[*_]{1,3}(.+?)[*_]{1,3}$")
_PARTS = re.compile(r"\s*[;•]\s*")
_LETTERS = re.compile(r"[^\w]+")
_SHORT = 48  # letters: a list of parts up to this length, cut at commas, is several notes
_FEWEST = 3  # lines that make a pasted text worth sorting


@dataclass(frozen=True, slots=True)
class Line:
    """A note to be, and the block it belongs to; None where no heading says.

    `left_out` is a question of the template that nobody answered in its place.
    """

    text: str
    block: BlockId | None = None
    left_out: bool = False


def looks_like_notes(text: str) -> bool:
    """Say whether a text is lines for people, not a file for machines."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < _FEWEST:
        return False
    return (
        not re.search(r"(?m)^\s*[\"']?(canvas|blocks)[\"']?\s*:", text) and text.lstrip()[:1] != "{"
    )


def sort_lines(text: str, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """Give the lines with their blocks, in their order; headings become no lines."""
    headings = _headings(vocabulary)
    asked = _questions(vocabulary)
    found: list[Line] = []
    block: BlockId | None = None
    for raw in text.splitlines():
        line = _bare(raw)
        if not line:
            continue
        home, rest = _heading(line, headings)
        if home:
            block = home
            line = rest
        parts = [part for part in _parts(line) if part] if home else [line]
        found += [Line(part, block, _key(part) in asked) for part in parts]
    return tuple(found[: limits.NOTES_PER_BLOCK * len(BLOCKS)])


def _bare(raw: str) -> str:
    line = _LEAD.sub("", raw).strip()
    return _STRESS.sub(r"\1", line).strip()


def _key(text: str) -> str:
    return _LETTERS.sub(" ", text).strip().casefold()


def _headings(vocabulary: Vocabulary) -> dict[str, BlockId]:
    found: dict[str, BlockId] = {}
    for block, about in vocabulary.blocks.items():
        names = (about.label.de, about.label.en, *about.aliases.de, *about.aliases.en)
        for name in names:
            found.setdefault(_key(name), block)
    return found


def _questions(vocabulary: Vocabulary) -> set[str]:
    found = set()
    for about in vocabulary.blocks.values():
        for question in about.questions:
            texts = (question.text.de, question.text.en)
            found |= {_key(one) for one in (*texts, *question.aliases.de, *question.aliases.en)}
    return found


def _heading(line: str, headings: dict[str, BlockId]) -> tuple[BlockId | None, str]:
    """Give the block a line is the heading of, and what follows on the same line."""
    whole = headings.get(_key(line))
    if whole:
        return whole, ""
    head, mark, rest = line.partition(":")
    home = headings.get(_key(_bare(head))) if mark else None
    return (home, rest.strip(" *_")) if home else (None, "")


def _parts(line: str) -> Iterator[str]:
    """Give what stands after a heading on its line as one note or several."""
    pieces: Iterable[str] = _PARTS.split(line)
    if line.count(",") and len(list(_PARTS.split(line))) == 1:
        cut = [piece.strip() for piece in line.split(",")]
        if all(0 < len(piece) <= _SHORT for piece in cut):
            pieces = cut
    for piece in pieces:
        yield piece.strip(" .")
