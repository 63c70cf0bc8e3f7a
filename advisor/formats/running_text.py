"""Canvases written as running text: lines below headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from advisor.canvas import BlockId
from advisor.formats.extract import Area, Line
from advisor.formats.found import ENOUGH, Find, Piece, blocks_named, certainty, copies, is_lean
from advisor.formats.headings import Heading, find_heading, key_of, split_heading

_SOME = 4  # blocks named by names that are no ordinary words; then ordinary ones may be names too


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading at a line, and what follows it there."""

    place: int
    heading: Heading
    name: str
    rest: str
    styled: bool
    item: bool


def finds_in_lines(
    area: Area, apart: Collection[tuple[str, int]] = (), boxed_heads: bool = False
) -> list[Find]:
    """Give the canvases whose blocks are named in running text, in their order.

    Where the file styles enough of the names as headings, only styled lines are headings. Boxed
    lines of the tables and pages `apart` (kind and number) are left out: those are canvases. With
    `boxed_heads`, cells of tables may begin with a heading, and most of them must say something.
    """
    kept = [
        line
        for line in area.lines
        if not (line.boxed and (line.origin.kind, line.origin.area) in apart)
    ]
    area = replace(area, lines=tuple(kept))
    heads = _heads(area.lines, boxed_heads)
    lean = is_lean(head.heading for head in heads)
    if not lean:
        heads = [head for head in heads if head.heading.lean < 0]
    starts = copies([head.heading.block for head in heads])
    ends = [*(heads[start].place for start in starts[1:]), len(area.lines)]
    finds = [
        _filled(area, heads[start:stop], end, lean)
        for (start, stop), end in zip(pairwise([*starts, len(heads)]), ends, strict=True)
        if heads
    ]
    finds = [find for find in finds if find.enough]
    if boxed_heads:
        finds = [find for find in finds if sum(map(bool, find.pieces.values())) >= ENOUGH]
    for find in finds[:1]:
        find.outside[:0] = [line.text for line in area.lines[: heads[0].place]]
    return finds


def _heads(lines: Sequence[Line], boxed: bool) -> list[_Head]:
    heads: list[_Head] = []
    for place, line in enumerate(lines):
        in_cell = line.boxed and line.origin.kind == "cell"
        found = None if in_cell and not boxed else _split(line)
        if found:
            name = line.text[: len(line.text) - len(found[1])]
            heads.append(_Head(place, found[0], name, found[1], line.heading, line.item))
    no_items = [head for head in heads if not (head.item and head.rest.strip())]
    if len(blocks_named(head.heading for head in no_items)) >= ENOUGH:
        heads = no_items  # "- Partner: Hofer" is a note where headings are none of a list
    styled = [head for head in heads if head.styled]
    if len(blocks_named(head.heading for head in styled)) >= ENOUGH:
        return styled
    firm = [head for head in heads if head.styled or head.heading.strong]
    strong = blocks_named(head.heading for head in firm)
    first: dict[BlockId | None, str] = {}
    for head in sorted(firm, key=lambda head: bool(head.rest.strip())):
        first.setdefault(head.heading.block, key_of(head.name))
    others = [head for head in firm if key_of(head.name) != first[head.heading.block]]
    again = len(blocks_named(head.heading for head in others)) >= ENOUGH

    def counts(head: _Head) -> bool:
        if head.heading.lean >= 0:
            return True
        if head.styled or head.heading.strong:  # another name of a block is one of its notes
            return again or key_of(head.name) == first[head.heading.block]
        return len(strong) >= _SOME and head.heading.block not in strong

    return [head for head in heads if counts(head)]


def _split(line: Line) -> tuple[Heading, str] | None:
    whole = find_heading(line.text)
    return (whole, "") if whole else split_heading(line.text)


def _filled(area: Area, heads: Sequence[_Head], end: int, lean: bool) -> Find:
    find = Find(area.name, lean, kind=area.kind)
    styled = sum(head.styled for head in heads) >= ENOUGH
    ends = [*(head.place for head in heads[1:]), end]
    for head, stop in zip(heads, ends, strict=True):
        block = head.heading.block
        if block is None:  # a box only the Lean Canvas has
            find.outside += [line.text for line in area.lines[head.place : stop]]
            continue
        origin = area.lines[head.place].origin
        find.name_block(block, origin, certainty(head.heading))
        find.add(block, Piece(head.rest, origin))
        section = area.lines[head.place + 1 : stop]
        for number, line in enumerate(section):
            if line.heading and styled:  # a heading of something else ends the section
                find.outside += [other.text for other in section[number:]]
                break
            find.add(block, Piece(line.text, line.origin))
    return find
