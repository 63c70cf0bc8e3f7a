"""A block as lines of text, one per note: what is typed there becomes notes again.

A line that is still the one it was, that stands elsewhere now or was only reworded keeps its note:
id, tags, facts, links and answers stay with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from advisor import editing
from advisor.canvas import BlockId, Canvas

ALIKE = 0.4  # share of letters two lines have in common when one is the other, reworded
COMPARED = 400  # pairs of lines compared letter by letter; of more, the order decides
LETTERS = 200  # of a line that are compared


def as_lines(canvas: Canvas, block: BlockId) -> list[str]:
    """Give the notes of a block, each on one line."""
    return [one_line(note.text) for note in canvas.block(block).notes]


def one_line(text: str) -> str:
    """Give a text with every run of white space as one blank."""
    return " ".join(text.split())


def set_lines(canvas: Canvas, block: BlockId, lines: Iterable[str]) -> Canvas:
    """Make the lines the notes of a block; blank lines are none.

    Raises:
        EditError: a line is too long, or there are too many.
    """
    new = [line for line in map(one_line, lines) if line]
    notes = canvas.block(block).notes
    old = as_lines(canvas, block)
    origins = _origins(old, new)
    kept = {origin for origin in origins if origin is not None}
    for number, note in enumerate(notes):
        if number not in kept:
            canvas = editing.remove_note(canvas, note.id)
    added = [line for line, origin in zip(new, origins, strict=True) if origin is None]
    canvas = editing.add_notes(canvas, block, added) if added else canvas
    fresh = iter([note.id for note in canvas.block(block).notes[len(kept) :]])
    order = []
    for line, origin in zip(new, origins, strict=True):
        if origin is None:
            order.append(next(fresh))
            continue
        order.append(notes[origin].id)
        if line != old[origin]:
            canvas = editing.reword(canvas, notes[origin].id, line)
    return editing.arrange(canvas, block, order)


def _origins(old: list[str], new: list[str]) -> list[int | None]:
    """Give, for each new line, the number of the old line it was."""
    origins: list[int | None] = [None] * len(new)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = set(range(len(old)))
    for kind, start, end, place, _ in changes:
        if kind == "equal":
            for step in range(end - start):
                origins[place + step] = start + step
                left.discard(start + step)
    for place, line in enumerate(new):  # the same line, elsewhere
        if origins[place] is None:
            same = next((number for number in sorted(left) if old[number] == line), None)
            if same is not None:
                origins[place] = same
                left.discard(same)
    for kind, start, end, place, stop in changes:
        if kind == "replace":
            numbers = [number for number in range(start, end) if number in left]
            places = [one for one in range(place, stop) if origins[one] is None]
            for number, one in _reworded(old, new, numbers, places):
                origins[one] = number
    return origins


def _reworded(
    old: list[str], new: list[str], numbers: list[int], places: list[int]
) -> Iterator[tuple[int, int]]:
    """Give pairs of an old and a new line that are alike, the likest first."""
    pairs = [(number, place) for number in numbers for place in places]
    if len(pairs) > COMPARED:
        pairs = list(zip(numbers, places, strict=False))
    scored = sorted(
        ((-_likeness(old[number], new[place]), number, place) for number, place in pairs)
    )
    used_numbers: set[int] = set()
    used_places: set[int] = set()
    for score, number, place in scored:
        if -score >= ALIKE and number not in used_numbers and place not in used_places:
            used_numbers.add(number)
            used_places.add(place)
            yield number, place


def _likeness(one: str, other: str) -> float:
    if one.startswith(other) or other.startswith(one):
        return 1.0  # somebody is typing at its end
    return SequenceMatcher(None, one[:LETTERS], other[:LETTERS], autojunk=False).ratio()
