"""From lines that answer a block to its notes, within the limits; nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from advisor import limits
from advisor.canvas import Note

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_BLANK = re.compile(r"\s+")


def notes_of(prefix: str, said: Iterable[tuple[str, str]]) -> tuple[tuple[Note, ...], list[str]]:
    """Give notes from texts with their details, and what was more than a block may hold.

    A text too long for a note goes on in its details, the notes too many in those of the last.
    """
    parts = [part for text, more in said for part in _cut(text, more)]
    last = limits.NOTES_PER_BLOCK - 1
    kept, over = parts[:last], parts[last:]
    if len(over) == 1:
        kept.append(over[0])
        over = []
    elif over:
        whole = "\n".join(line for part in over for line in part if line)
        pieces = list(_cut("", whole))
        kept.append((over[0][0], _after(pieces[0][1], over[0][0])))
        over = pieces[1:]
    left = [details for _, details in over]
    notes: list[Note] = []
    size = 0
    for text, details in kept:
        size += len(text) + len(details)
        if size > limits.BLOCK_CHARACTERS:
            left.append("\n".join(one for one in (text, details) if one))
        else:
            notes.append(Note(id=f"{prefix}{len(notes) + 1}", text=text, details=details))
    return tuple(notes), left


def _after(whole: str, start: str) -> str:
    return whole[len(start) :].lstrip("\n") if whole.startswith(start) else whole


def _cut(text: str, more: str) -> Iterator[tuple[str, str]]:
    """Give a text as note and details, as several where it is longer than both."""
    head, rest = _split(text, limits.NOTE_CHARACTERS)
    details = "\n".join(part for part in (rest, more) if part)
    first, details = _split(details, limits.DETAILS_CHARACTERS)
    yield head, first
    while details:
        first, details = _split(details, limits.DETAILS_CHARACTERS)
        head, rest = _split(first, limits.NOTE_CHARACTERS)
        yield head, rest


def _split(text: str, limit: int) -> tuple[str, str]:
    """Cut at the last end of a sentence within the limit, else between words."""
    if len(text) <= limit:
        return text, ""
    for ends in (_SENTENCE, _BLANK):
        cuts = [match.start() for match in ends.finditer(text, 1, limit + 1)]
        if cuts and cuts[-1]:
            return text[: cuts[-1]].rstrip(), text[cuts[-1] :].lstrip()
    return text[:limit], text[limit:]
