"""Where everything on the poster stands: x in thousandths of the width, y in pixels from the top.

Rows grow with their notes, so that no note is ever cut off or leaves its block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.views.palette import GUTTER, NARROWEST, PLACES, WIDTH, Column
from advisor.views.poster import Poster, PosterBlock, PosterNote
from advisor.views.wrapping import wrap

NOTE_SIZE = 12.5  # px, size of the text on notes
TITLE_SIZE = 13.5
TITLE_TOP = 19.0  # middle of a title of one line
PITCH = 16.0  # px from line to line
INSET = 12.0  # from a block's edge to its notes
PAD = 12.0  # from a note's edge to its text
STRIPE = 4.5
ICON = 40.0

_HEAD = 41.0
_SECOND_LINE = 5.0  # of a title needs only so much more: most of it lies in the head
_NOTE_PAD = 13.0  # above and below a note's text together
_NOTE_GAP = 7.0
_FOOT = 12.0
_BADGE_ROOM = 34.0
_LEAST: dict[Column, float] = {"upper": 240.0, "lower": 240.0, "finance": 170.0}
_MOST_NOTES = 20  # more are counted in one line, whose room they leave for the other blocks
_MOST_LINES = 4
_ALL_LINES = 400  # a note of the longest text there may be
_HINT_LINES = 8
_PX = NARROWEST / WIDTH
_BOLD = 1.05  # how much wider titles run than the text the width table is for


@dataclass(frozen=True, slots=True)
class NoteBox:
    """A note's rectangle and the lines in it."""

    note: PosterNote
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockBox:
    """A block's rectangle and what stands in it.

    `hint` are lines of grey text from `free` on: why there are no notes, or how many were left
    out. `icon` says whether there is room for one in the lower right corner.
    """

    block: PosterBlock
    left: float
    right: float
    top: float
    bottom: float
    title: tuple[str, ...]
    notes: tuple[NoteBox, ...]
    hint: tuple[str, ...]
    free: float

    @property
    def icon(self) -> bool:
        """Whether the corner is free."""
        corner = self.right - 2 * ICON
        notes = max([note.bottom for note in self.notes if note.right > corner], default=0.0)
        used = self.free + len(self.hint) * PITCH if self.hint else notes
        return used + 1.5 * ICON <= self.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole poster."""

    height: float
    blocks: tuple[BlockBox, ...]


def lay_out(poster: Poster, *, whole: bool = False) -> Layout:
    """Give every rectangle and line of the poster; `whole` leaves no note and no line out."""
    drafts = [_draft(block, whole) for block in poster.blocks]
    spans, height = _spans(drafts)
    return Layout(height, tuple(_moved(box, *spans[_row(box)]) for box in drafts))


def _row(box: BlockBox) -> Column:
    return PLACES[box.block.id].row


def _spans(drafts: list[BlockBox]) -> tuple[dict[Column, tuple[float, float]], float]:
    """Give top and bottom of each kind of row, high enough for the fullest block in it."""

    def need(row: Column) -> float:
        return max([_need(box) for box in drafts if _row(box) == row], default=0.0)

    high = {row: max(least, need(row)) for row, least in _LEAST.items()}
    lacking = max(0.0, need("full") - high["upper"] - GUTTER - high["lower"])
    upper = high["upper"] + lacking / 2
    middle = upper + GUTTER + high["lower"] + lacking / 2
    height = middle + GUTTER + high["finance"]
    spans: dict[Column, tuple[float, float]] = {
        "full": (0.0, middle),
        "upper": (0.0, upper),
        "lower": (upper + GUTTER, middle),
        "finance": (middle + GUTTER, height),
    }
    return spans, height


def _need(box: BlockBox) -> float:
    return box.free + len(box.hint) * PITCH + (_FOOT - _NOTE_GAP if not box.hint else _FOOT)


def _draft(block: PosterBlock, whole: bool) -> BlockBox:
    """Lay out a block as if it began at the top and ended nowhere."""
    place = PLACES[block.id]
    shown = block.notes if whole else block.notes[:_MOST_NOTES]
    badge_room = _BADGE_ROOM if block.badge else INSET
    title_room = (place.right - place.left - INSET - badge_room) * _PX / (TITLE_SIZE * _BOLD)
    title = wrap(block.title, title_room, 2)
    head = _HEAD + (len(title) - 1) * _SECOND_LINE
    lines = _ALL_LINES if whole else _MOST_LINES
    inner = (place.left + INSET, place.right - INSET)
    notes = tuple(_notes(shown, *inner, head, place.columns, lines))
    left_out = len(block.notes) - len(shown)
    hint_room = (place.right - place.left - 2 * INSET) * _PX / NOTE_SIZE
    hint = (f"+ {left_out} …",) if left_out else wrap(block.empty_hint, hint_room, _HINT_LINES)
    return BlockBox(
        block=block,
        left=place.left,
        right=place.right,
        top=0.0,
        bottom=0.0,
        title=title,
        notes=notes,
        hint=hint if left_out or block.empty_hint else (),
        free=max([head, *(box.bottom + _NOTE_GAP for box in notes)]),
    )


def _notes(
    notes: tuple[PosterNote, ...],
    left: float,
    right: float,
    top: float,
    columns: int,
    most_lines: int,
) -> Iterator[NoteBox]:
    """Stack the notes, those side by side at one height."""
    size = (right - left - (columns - 1) * GUTTER) / columns
    room = (size - 2 * PAD) * _PX / NOTE_SIZE
    for first in range(0, len(notes), columns):
        row = [(note, wrap(note.text, room, most_lines)) for note in notes[first : first + columns]]
        height = max(len(lines) for _, lines in row) * PITCH + _NOTE_PAD
        for column, (note, lines) in enumerate(row):
            start = left + column * (size + GUTTER)
            yield NoteBox(note, start, start + size, top, top + height, lines)
        top += height + _NOTE_GAP


def _moved(box: BlockBox, top: float, bottom: float) -> BlockBox:
    notes = tuple(
        NoteBox(n.note, n.left, n.right, n.top + top, n.bottom + top, n.lines) for n in box.notes
    )
    return BlockBox(
        box.block, box.left, box.right, top, bottom, box.title, notes, box.hint, box.free + top
    )
