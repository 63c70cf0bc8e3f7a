"""Canvases drawn as boxes: tables, slides, sheets and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from advisor import limits
from advisor.canvas import BlockId
from advisor.formats.extract import Area, Box
from advisor.formats.found import ENOUGH, Find, Piece, blocks_named, certainty, copies, is_lean
from advisor.formats.headings import find_heading, key_of, load_names, split_heading
from advisor.formats.placing import Mark, home_of

_LISTED = 0.6  # of a column's cells name blocks: one block a row
_REPEATED = 3  # pages a line stands on to be a running title
_DIGITS = re.compile(r"\d+")
_CENTRED = 0.2  # of a line's height: lines with their middles so near are one sticky note
_TOUCHING = 0.35  # of a line's height between them, at most
_LOOKED_BACK = 50  # notes a line may go on
_CLASS = 0.5  # of a column's cells at most are different: it sorts, it says nothing


def finds_in_boxes(area: Area) -> list[Find]:
    """Give the canvases whose blocks are named in an area of boxes, from the top."""
    running = _running_titles(area)
    written = (
        replace(box, text="\n".join(box.text.splitlines()))
        for box in area.boxes
        if box.text.strip() and box not in running
    )
    boxes = sorted(written, key=_reading_order)
    if len(boxes) > limits.CANVAS_BOXES:
        return []
    finds = _finds(area, boxes)
    for find in finds[:1]:
        find.outside += dict.fromkeys(box.text for box in area.boxes if box in running)
    return finds


def _finds(area: Area, boxes: Sequence[Box]) -> list[Find]:
    listed = _listed(area, boxes)
    if listed:
        return [listed]
    marks, plain = _marks(boxes)
    lean = is_lean(mark.heading for mark in marks)
    if not lean:
        plain += [mark.box for mark in marks if mark.heading.lean >= 0]
        marks = [mark for mark in marks if mark.heading.lean < 0]
    return [
        find
        for group, members in _copies(marks, plain)
        if (find := _assigned(area, group, members, lean)).enough
    ]


def _reading_order(box: Box) -> tuple[float, float, str]:
    return box.y0, box.x0, box.text


def _running_titles(area: Area) -> set[Box]:
    """Give what stands on so many pages that it answers nothing; numbers in it may differ."""
    if area.kind != "pages":
        return set()
    pages: dict[str, set[int]] = {}
    for box in area.boxes:
        pages.setdefault(_DIGITS.sub("", box.text), set()).add(box.origin.area)
    return {box for box in area.boxes if len(pages[_DIGITS.sub("", box.text)]) >= _REPEATED}


def _marks(boxes: Iterable[Box]) -> tuple[list[Mark], list[Box]]:
    """Give the headings with what follows them in their cells, and the text without one."""
    split = {box: split_heading(box.text) for box in boxes}
    named = blocks_named(found[0] for found in split.values() if found)
    marks: list[Mark] = []
    plain: list[Box] = []
    for box, found in split.items():
        rest = found[1] if found else box.text
        head = box.text[: len(box.text) - len(rest)] if found else ""
        lines = rest.splitlines()
        cuts = [(0, found[0] if found else None)]
        for number, line in enumerate(lines):
            other = find_heading(line)
            if other and other.strong and other.block not in named:  # several blocks in one cell
                cuts.append((number, other))
        for number, ((start, heading), (end, _)) in enumerate(
            pairwise([*cuts, (len(lines), None)])
        ):
            said = "\n".join(lines[start + (number > 0) : end])
            text = "\n".join(lines[start:end]) if number else head + said
            part = replace(
                box, text=text, y0=box.y0 + (box.y1 - box.y0) * start / len(lines or " ")
            )
            if heading:
                name = text[: len(text) - len(said)]
                marks.append(Mark(heading, part, said, name))
            elif text.strip():
                plain.append(part)
    plain += [mark.box for mark in marks[limits.CANVAS_HEADINGS :]]
    return marks[: limits.CANVAS_HEADINGS], plain


def _copies(marks: list[Mark], plain: list[Box]) -> Iterator[tuple[list[Mark], list[Box]]]:
    """Cut where the blocks begin again: a second canvas stands below the first."""
    marks = sorted(marks, key=lambda mark: (mark.box.y0, mark.box.x0))
    firm = [mark for mark in marks if mark.heading.strong]
    starts = copies([mark.heading.block for mark in firm])
    tops = [float("-inf"), *(firm[start].box.y0 for start in starts[1:]), float("inf")]
    for top, bottom in pairwise(tops):
        headings, words = _without_doubtful([one for one in marks if top <= one.box.y0 < bottom])
        members = [box for box in [*plain, *words] if top <= box.y0 < bottom]
        yield headings, sorted(members, key=_reading_order)


def _without_doubtful(marks: list[Mark]) -> tuple[list[Mark], list[Box]]:
    """Take ordinary words, and other names of a block that is named, for what they say."""
    first: dict[BlockId, Mark] = {}
    for mark in sorted(marks, key=lambda mark: (not mark.heading.strong, _is_inline(mark))):
        if mark.heading.block:
            first.setdefault(mark.heading.block, mark)
    kept: list[Mark] = []
    words: list[Box] = []
    for mark in marks:
        leader = first[mark.heading.block] if mark.heading.block else mark
        same = key_of(mark.name) == key_of(leader.name) and mark.heading.strong
        if mark is leader or same:
            kept.append(mark)
        else:
            words.append(mark.box)
    return kept, words


def _is_inline(mark: Mark) -> bool:
    """Say whether a heading may be the beginning of a note: "Channel: trade fairs"."""
    return bool(mark.rest.strip()) and "\n" not in mark.name


def _assigned(area: Area, marks: list[Mark], plain: Sequence[Box], lean: bool) -> Find:
    find = Find(area.name, lean, kind=area.kind)
    for mark in marks:
        if mark.heading.block:
            find.name_block(mark.heading.block, mark.box.origin, certainty(mark.heading))
            find.add(mark.heading.block, Piece(mark.rest, mark.box.origin))
        else:
            find.outside.append(mark.box.text)
    homes = list(zip(plain, home_of(plain, marks, area.rules), strict=True))
    find.outside += [box.text for box, home in homes if not (home and home.heading.block)]
    for block, several in _by_block(homes).items():
        for box in _sticky_notes(several) if area.kind == "pages" else several:
            find.add(block, Piece(box.text, box.origin))
    return find


def _by_block(homes: Iterable[tuple[Box, Mark | None]]) -> dict[BlockId, list[Box]]:
    found: dict[BlockId, list[Box]] = {}
    for box, home in homes:
        if home and home.heading.block:
            found.setdefault(home.heading.block, []).append(box)
    return found


def _sticky_notes(boxes: Iterable[Box]) -> list[Box]:
    """Give lines that touch and are centred on each other as one box."""
    notes: list[Box] = []
    for box in boxes:
        for number, note in list(enumerate(notes))[-_LOOKED_BACK:]:
            height = box.y1 - box.y0
            apart = abs(note.x0 + note.x1 - box.x0 - box.x1) / 2
            centred = apart < _CENTRED * height and abs(note.x0 - box.x0) > apart
            if centred and abs(box.y0 - note.y1) < _TOUCHING * height:
                x0, x1 = min(note.x0, box.x0), max(note.x1, box.x1)
                text = f"{note.text} {box.text}"
                notes[number] = replace(note, text=text, x0=x0, x1=x1, y1=box.y1)
                break
        else:
            notes.append(box)
    return notes


def _listed(area: Area, boxes: Sequence[Box]) -> Find | None:
    """Give a canvas told row by row: the block in one column, what is said of it beside it."""
    columns: dict[float, list[Box]] = {}
    for box in boxes:
        columns.setdefault(box.x0, []).append(box)
    for left, column in sorted(columns.items()):
        if len(column) < ENOUGH:
            continue
        named = {box: found for box in column if (found := find_heading(box.text)) and found.block}
        beside = [box for box in boxes if box.x0 > left]
        if len(blocks_named(named.values())) < ENOUGH or not beside:
            continue
        if len(named) < _LISTED * len(column):
            continue
        return _by_row(area, sorted(named, key=lambda box: box.y0), beside, boxes)
    return None


def _by_row(area: Area, names: Sequence[Box], beside: Sequence[Box], boxes: Sequence[Box]) -> Find:
    find = Find(area.name, kind=area.kind)
    used = set(names)
    sorts = _sorting_columns(beside)
    told = _explaining_columns(boxes, names[0].y0)
    tops = [*(box.y0 for box in names[1:]), float("inf")]
    for name, bottom in zip(names, tops, strict=True):
        heading = find_heading(name.text)
        if heading is None or heading.block is None:
            continue
        find.name_block(heading.block, name.origin, certainty(heading))
        rows: dict[float, list[Box]] = {}
        for box in beside:
            if name.y0 <= (box.y0 + box.y1) / 2 and box.y0 < bottom:
                rows.setdefault(box.y0, []).append(box)
                used.add(box)
        for row in rows.values():
            find.set_aside(heading.block, (box.text for box in row if box.x0 in told))
            row = [box for box in row if box.x0 not in told]
            said = [box for box in row if box.x0 not in sorts] or row
            more = "\n".join(box.text for box in row if box not in said)
            for place, box in enumerate(said):
                find.add(heading.block, Piece(box.text, box.origin, "" if place else more))
    find.outside += [box.text for box in boxes if box not in used]
    return find


def _explaining_columns(boxes: Sequence[Box], top: float) -> set[float]:
    """Give where columns stand that tell what to write, by their titles; others must be left."""
    titles = {box.x0: key_of(box.text) for box in boxes if box.y0 < top}
    known = {key_of(name) for name in load_names().explaining}
    told = {left for left, title in titles.items() if title in known}
    answering = {box.x0 for box in boxes if box.y0 >= top} - told
    return told if len(answering) > 1 else set()  # one of them names the blocks


def _sorting_columns(beside: Sequence[Box]) -> set[float]:
    """Give where columns stand that repeat a few words, while another does not."""
    columns: dict[float, list[str]] = {}
    for box in beside:
        columns.setdefault(box.x0, []).append(box.text)
    repeating = {
        left
        for left, texts in columns.items()
        if len(texts) >= ENOUGH and len(set(texts)) <= _CLASS * len(texts)
    }
    return repeating if len(repeating) < len(columns) else set()
