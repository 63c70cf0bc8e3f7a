"""Which of what was read from a file is a canvas: candidates, the likeliest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from advisor import limits
from advisor.canvas import BLOCKS, Block, BlockId, Canvas
from advisor.canvas_tree import INITIALS
from advisor.formats.boilerplate import Answers, answers
from advisor.formats.boxes import finds_in_boxes
from advisor.formats.extract import Area, Extract, Origin
from advisor.formats.found import Find, Piece, stacked
from advisor.formats.headings import find_heading, is_copy
from advisor.formats.imported import Candidate, Imported, Reason, Taken
from advisor.formats.notes import notes_of
from advisor.formats.position import find_by_position
from advisor.formats.running_text import finds_in_lines
from advisor.reading.reader import language_of

LEAN = "lean_canvas"


def find_canvases(extract: Extract, kind: str) -> Imported:
    """Give the canvases among what was read from a file of that kind, or why there is none.

    An empty canvas is a candidate only where no filled one is likelier: a template alone, or one
    beside nothing but instructions.
    """
    found, apart = _finds(extract.areas)
    apart = [*(text for find in found for text in find.outside), *apart, *extract.margins]
    outside = tuple(dict.fromkeys(text.strip() for text in apart if text.strip()))
    finds = sorted(found, key=lambda find: -find.size)[: limits.CANDIDATES]
    ranked = _ranked([(_candidate(find, outside), find) for find in finds])
    ranked = [one for place, one in enumerate(ranked) if one[0].filled or not place]
    candidates = tuple(candidate for candidate, _ in ranked)
    return Imported(
        kind,
        candidates,
        _reason(extract, candidates),
        (*extract.notices, *([LEAN] if any(find.lean for _, find in ranked) else [])),
        b"" if candidates else extract.picture,
    )


def _ranked(found: Sequence[tuple[Candidate, Find]]) -> list[tuple[Candidate, Find]]:
    """Sort by how likely a canvas is meant; the line above a table is less sure than a name."""
    own = any(candidate.filled and not is_copy(find.name) for candidate, find in found)

    def rank(one: tuple[Candidate, Find]) -> tuple[bool, int, bool, int]:
        candidate, find = one
        copy = is_copy(find.name) and (own or find.kind != "table")
        chapters = find.kind == "text"  # about each block: longer than the canvas itself
        return copy, -candidate.filled, chapters, -_size(candidate)

    return sorted(found, key=rank)


def _finds(areas: Sequence[Area]) -> tuple[list[Find], list[str]]:
    """Give the canvases, and the texts of the areas in which there is none."""
    in_boxes = [finds_in_boxes(area) for area in areas]
    canvases = {
        (box.origin.kind, box.origin.area)
        for area, found in zip(areas, in_boxes, strict=True)
        for box in area.boxes
        if any(find.size for find in found)
    }
    by_area = [
        [*found, *finds_in_lines(area, canvases)]
        for area, found in zip(areas, in_boxes, strict=True)
    ]
    single = [find for found in by_area for find in found]
    filled = [find for find in single if find.size]
    if not filled or (len(filled) == 1 and len(filled[0].pieces) < len(BLOCKS)):
        whole = [find for area in stacked(areas) for find in finds_in_boxes(area)]
        better = any(
            find.size and (not filled or len(find.pieces) == len(BLOCKS)) for find in whole
        )
        if better or (whole and not single):
            return whole, [text for area in areas if not area.boxes for text in area.texts]
    if not single:
        by_area = [finds_in_lines(area, boxed_heads=True) for area in areas]
    if not any(by_area):
        by_area = [[find] if (find := find_by_position(area)) else [] for area in areas]
    named = {
        piece.origin
        for found in by_area
        for find in found
        for pieces in find.pieces.values()
        for piece in pieces
    }
    apart = [area for area, found in zip(areas, by_area, strict=True) if not found]
    return (
        [find for found in by_area for find in found],
        [text for area in apart if not _holds(area, named) for text in area.texts],
    )


def _holds(area: Area, named: Collection[Origin]) -> bool:
    """Say whether lines of a canvas stand in boxes of this area."""
    return any(box.origin in named for box in area.boxes)


def _reason(extract: Extract, candidates: Sequence[Candidate]) -> Reason:
    if candidates:
        taken = candidates[0].taken
        blank: Reason = "template_only" if any(one.set_aside for one in taken) else "empty"
        return "" if candidates[0].filled else blank
    if extract.picture:
        return "picture_only"
    texts = (text for area in extract.areas for text in area.texts)
    return "no_canvas" if any(text.strip() for text in texts) else "empty"


def _size(candidate: Candidate) -> int:
    return sum(len(note.text) + len(note.details) for _, note in candidate.canvas.notes())


def _candidate(find: Find, outside: tuple[str, ...]) -> Candidate:
    named = [block for block in BLOCKS if block in find.pieces]
    sorted_out = answers({block: _text(find.pieces[block]) for block in named})
    blocks: dict[BlockId, Block] = {}
    taken = []
    for block in named:
        told = _without_names(block, sorted_out[block])
        said, unsaid = _with_more(told, find.pieces[block])
        notes, left = notes_of(INITIALS[block], said)
        blocks[block] = Block(notes=notes)
        taken.append(
            Taken(
                block,
                tuple(note.text for note in notes),
                find.origins[block],
                find.confidence[block],
                (*told.set_aside, *unsaid, *left, *find.aside.get(block, ())),
                told.open_questions,
            )
        )
    canvas = Canvas(blocks=blocks)
    canvas = canvas.model_copy(update={"language": language_of(canvas)})
    return Candidate(find.name, canvas, tuple(taken), outside)


def _without_names(block: BlockId, told: Answers) -> Answers:
    """Set lines aside that only say the block's name again, in another language perhaps."""
    names = [
        line
        for line in told.lines
        if (found := find_heading(line))
        and found.block == block
        and found.strong
        and not found.similar
    ]
    lines = tuple(line for line in told.lines if line not in names)
    return replace(told, lines=lines, set_aside=(*told.set_aside, *names))


def _text(pieces: Iterable[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def _with_more(told: Answers, pieces: Iterable[Piece]) -> tuple[list[tuple[str, str]], list[str]]:
    """Give each answer with what stood beside it in its row, and what stood beside no answer."""
    more: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.more:
            more.setdefault(piece.text.strip(), []).append(piece.more)
    said = [(line, more[line].pop(0) if more.get(line) else "") for line in told.lines]
    return said, [text for texts in more.values() for text in texts]
