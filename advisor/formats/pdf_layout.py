"""From runs of letters on pages to boxes of text: what stands together is one box.

Sizes are multiples of the height of a line, so that they hold for any letter size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from advisor.canvas import BlockId
from advisor.formats.extract import Area, Box, Origin, Rule
from advisor.formats.headings import block_named
from advisor.formats.pdf_page import BULLET, Cell, Ruled, Run, ruled_of, run_of
from advisor.formats.pdf_paragraphs import paragraphs_of, words_in

_WORD_GAP = 0.18  # a narrower gap parts letters, no words: ligatures and small capitals
_COLUMN_GAP = 0.7  # a wider one parts columns
_BULLET_GAP = 4.0  # a bullet stands further from its text
_LEADING = 0.6  # between lines that belong together
_NEIGHBOURS = 200  # looked at for each run: hostile pages must not take minutes
_HEADED = 3  # fewer headings, and a document is read by its ruled cells
_CELLS = 5  # with text; fewer are a frame, no canvas
_NEAR = 4.0  # points: lines this near each other are one line
_MARGIN = 0.08  # of a page's height, at its top and its bottom
_APART = 1.2  # from the text to a header or footer that says it is one
_FAR = 6.0  # and to one that says nothing of the kind
_DIGITS = re.compile(r"\d+")
_FURNITURE = re.compile(
    r"\b(?:seite|page|s\.|stand:?|datum:?)\s*\d|\b\d{1,3}\s*(?:/|von|of)\s*\d{1,3}\b|^\W*\d{1,3}\W*$"
    r"|\b\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d]{3,9})\s?\d{2,4}\b|\bwww\.|https?:|\w@\w|©"
    r"|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def lay_out(pages: Sequence[Mapping[str, Any]]) -> tuple[Area, list[str]]:
    """Give pages, as the child process tells them, as one area: one below another, in points.

    Headings are boxes of their own. Headers and footers are texts beside the area.
    """
    runs = [[run_of(*run) for run in page["runs"]] for page in pages]
    ruled = [ruled_of(page["rules"], page.get("cards", ())) for page in pages]
    lines = [_lines(*both) for both in zip(runs, ruled, strict=True)]
    headings = {_heading(line.text) for page in lines for line in page} - {None}
    known = words_in(line for page in lines for line in page)
    found = []
    for index in range(len(pages)):
        origin = Origin("page", index + 1)
        on_page = _boxes(lines[index], ruled[index], origin, known)
        on_page += (
            Box(run.text, run.x0, run.y0, run.x1, run.y1, origin)
            for run in runs[index]
            if run.bold is None
        )
        if len(headings) < _HEADED:
            on_page = _by_cell(on_page, ruled[index])
        found.append(sorted(on_page, key=lambda box: (box.y0, box.x0)))
    repeated = Counter(stamp for page in found for stamp in set(map(_stamp, page)))
    boxes: list[Box] = []
    margins: list[str] = []
    rules: list[Rule] = []
    down = 0.0
    for index, page in enumerate(pages):
        for box in found[index]:
            again = repeated[_stamp(box)] > 1
            if _is_in_margin(box, found[index], page["height"], again):
                margins.append(box.text)
            else:
                boxes.append(replace(box, y0=box.y0 + down, y1=box.y1 + down))
        rules += (Rule(r.x, r.y0 + down, r.y1 + down) for r in ruled[index].upright)
        down += page["height"]
    return Area("pages", 1, boxes=tuple(boxes), rules=tuple(rules)), margins


def _stamp(box: Box) -> tuple[str, int]:
    """Give what headers and footers of two pages have in common: words and height, no numbers."""
    return _DIGITS.sub("", box.text), round(box.y0)


def _is_in_margin(box: Box, page: Sequence[Box], height: float, again: bool) -> bool:
    """Say whether a box is a header or footer: in a margin, apart from the text or on two pages."""
    if (_MARGIN * height <= box.y1 and box.y0 <= (1 - _MARGIN) * height) or _heading(box.text):
        return False
    line = (box.y1 - box.y0) / (box.text.count("\n") + 1)
    above = (box.y0 - other.y1 for other in page if other.y0 < box.y0 - line / 2)
    below = (other.y0 - box.y1 for other in page if other.y0 > box.y0 + line / 2)
    gaps = [*above, *below]
    apart = line * (_APART if _FURNITURE.search(box.text) else _FAR)
    return bool(gaps) and (again or min(gaps) > apart)


def _boxes(lines: list[Run], ruled: Ruled, origin: Origin, known: Counter[str]) -> list[Box]:
    groups = _groups(lines, ruled)
    cards = [ruled.card(*group[0].middle) for group in groups]
    groups_on = Counter(cards)
    boxes = []
    for group, card in zip(groups, cards, strict=True):
        x0, y0, x1, y1 = _around(group)
        if card and groups_on[card] == 1:  # cards in a row are read from the left, however full
            y0 = card[1]
        boxes.append(Box(paragraphs_of(group, ruled, known), x0, y0, x1, y1, origin))
    return boxes


def _lines(runs: list[Run], ruled: Ruled) -> list[Run]:
    """Give the runs joined along their line as far as their column goes."""
    open_: list[Run] = []
    written = [run for run in runs if run.bold is not None and run.text]
    for run in sorted(written, key=lambda run: (run.x0, run.y0)):
        before = None
        for line in reversed(open_[-_NEIGHBOURS:]):
            shared = min(line.y1, run.y1) - max(line.y0, run.y0)
            height = min(line.height, run.height)
            most = _BULLET_GAP if BULLET.fullmatch(line.text) else _COLUMN_GAP
            near = -0.5 * height < run.x0 - line.x1 < most * height
            if near and shared >= 0.5 * height and (before is None or line.x1 > before.x1):
                before = line
        parted = before and (
            ruled.parts(before.x1 - 1, run.x0 + 1, run.middle[1])
            or ruled.card(*before.middle) != ruled.card(*run.middle)
        )
        if before is None or parted:
            open_.append(run)
        else:
            open_.remove(before)
            open_.append(_joined(before, run))
    return sorted(open_, key=lambda line: (line.y0, line.x0))


def _joined(left: Run, right: Run) -> Run:
    gap = right.x0 - left.x1
    bullet = BULLET.fullmatch(left.text) is not None
    space = " " if bullet or gap >= _WORD_GAP * min(left.height, right.height) else ""
    return Run(
        left.text + space + right.text,
        left.x0,
        min(left.y0, right.y0),
        max(left.x1, right.x1),
        max(left.y1, right.y1),
        right.bold if bullet else left.bold,
        right.x0 if bullet else left.start,
    )


def _groups(lines: list[Run], ruled: Ruled) -> list[list[Run]]:
    """Give lines of one style close below each other, headings by themselves."""
    groups: list[list[Run]] = []
    cards = {line: ruled.card(*line.middle) for line in lines}
    for line in lines:
        best, width = None, 0.0
        for group in reversed(groups[-_NEIGHBOURS:]):
            shared = min(group[-1].x1, line.x1) - max(group[-1].x0, line.x0)
            on_one = cards[group[-1]] == cards[line]
            if shared > width and on_one and _goes_on(group, line, ruled):
                best, width = group, shared
        if best is None:
            groups.append([line])
        else:
            best.append(line)
    return groups


def _goes_on(group: list[Run], line: Run, ruled: Ruled) -> bool:
    last = group[-1]
    small, large = sorted((last.height, line.height))
    return (
        last.bold == line.bold
        and large <= 1.33 * small
        and -0.5 * small < line.y0 - last.y1 < _LEADING * small
        and not ruled.divides(last.middle[1], line.middle[1], line.middle[0])
        and not ruled.parts(min(last.x0, line.x0), max(last.x0, line.x0), line.middle[1])
        and not _heading(line.text)
        and not _heading(" ".join(one.text for one in group[:3]))
    )


def _around(group: list[Run]) -> tuple[float, float, float, float]:
    return (
        min(line.x0 for line in group),
        min(line.y0 for line in group),
        max(line.x1 for line in group),
        max(line.y1 for line in group),
    )


def _by_cell(boxes: list[Box], ruled: Ruled) -> list[Box]:
    """Give one box for each ruled cell, as large as the cell: all a page without headings tells."""
    cells: list[tuple[Cell, list[Box]]] = []
    loose = []
    for box in sorted(boxes, key=lambda box: (box.y0, box.x0)):
        cell = ruled.cell((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        content = next((inside for other, inside in cells if cell and _same(cell, other)), None)
        if cell is None:
            loose.append(box)
        elif content is None:
            cells.append((cell, [box]))
        else:
            content.append(box)
    if len(cells) < _CELLS:  # a frame around everything
        return boxes
    return loose + [
        Box("\n".join(box.text for box in content), *cell, content[0].origin)
        for cell, content in cells
    ]


def _same(one: Cell, other: Cell) -> bool:
    return all(abs(a - b) < _NEAR for a, b in zip(one, other, strict=True))


def _heading(text: str) -> BlockId | None:
    """Give the block a line is the name of; “activities.” ends a sentence."""
    return None if text[:1].islower() or text[-1:] in ".,;" else block_named(text)
