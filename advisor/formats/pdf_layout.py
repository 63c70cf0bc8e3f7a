"""From runs of letters on pages to boxes of text: what stands together is one box.

Sizes are multiples of the height of a line, so that they hold for any letter size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from advisor.canvas import BlockId
from advisor.formats.extract import Area, Box, Origin, Rule
from advisor.formats.headings import block_named

_WORD_GAP = 0.18  # a narrower gap parts letters, no words: ligatures and small capitals
_COLUMN_GAP = 0.7  # a wider one parts columns
_BULLET_GAP = 4.0  # a bullet stands further from its text
_LEADING = 0.6  # between lines that belong together
_NEIGHBOURS = 200  # looked at for each run: hostile pages must not take minutes
_DENSE = 40  # more lines of one direction are squared paper
_HEADED = 3  # fewer headings, and a document is read by its ruled cells
_CELLS = 5  # with text; fewer are a frame, no canvas
_NEAR = 4.0  # points: lines this near each other are one line
_FULL = 0.7  # a line filling less of its column was ended by hand

_BULLET = re.compile(r"(?:[•·▪●‣◦○■□➢✓–*o-]|\d{1,2}[.)])(?:\s+|$)")
_HYPHENS = "\ufffe\x02\xad"
_LETTERS = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "\xa0": " ", "\t": " ", "\x0b": " ", "\0": None,
    }
)  # fmt: skip
_OWN_SIGNS = re.compile("[\ue000-\uf8ff]")  # bullets of symbol fonts
_JOINERS = {"und", "oder", "bzw.", "and", "or", "sowie"}

_Cell = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Run:
    """Text on one line; `start` is where its words begin, after a bullet."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool | None
    start: float

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 1.0)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class _Ruled:
    """The straight lines of a page."""

    upright: tuple[Rule, ...]
    level: tuple[tuple[float, float, float], ...]  # y, x0, x1

    def parts(self, left: float, right: float, y: float) -> bool:
        """Say whether a line stands between two places at one height."""
        return any(left < rule.x < right and rule.y0 <= y <= rule.y1 for rule in self.upright)

    def divides(self, upper: float, lower: float, x: float) -> bool:
        """Say whether a line lies between two places one above the other."""
        return any(upper < y < lower and x0 <= x <= x1 for y, x0, x1 in self.level)

    def right_of(self, x: float, y: float) -> float | None:
        """Give the next upright line to the right."""
        return min((r.x for r in self.upright if r.x > x and r.y0 <= y <= r.y1), default=None)

    def cell(self, x: float, y: float) -> _Cell | None:
        """Give the ruled cell around a place: left, top, right, bottom."""
        beside = [rule.x for rule in self.upright if rule.y0 <= y <= rule.y1]
        about = [at for at, x0, x1 in self.level if x0 <= x <= x1]
        left = max((at for at in beside if at <= x), default=None)
        right = min((at for at in beside if at > x), default=None)
        top = max((at for at in about if at <= y), default=None)
        bottom = min((at for at in about if at > y), default=None)
        if left is None or right is None or top is None or bottom is None:
            return None
        return left, top, right, bottom


def lay_out(pages: Sequence[Mapping[str, Any]]) -> Area:
    """Give pages, as the child process tells them, as one area: one below another, in points.

    Headings are boxes of their own.
    """
    runs = [[_run(*run) for run in page["runs"]] for page in pages]
    ruled = [_ruled(page["rules"]) for page in pages]
    lines = [_lines(*both) for both in zip(runs, ruled, strict=True)]
    headings = {_heading(line.text) for page in lines for line in page} - {None}
    boxes: list[Box] = []
    rules: list[Rule] = []
    down = 0.0
    for index, page in enumerate(pages):
        found = _boxes(lines[index], ruled[index], Origin("page", index + 1))
        found += (
            Box(run.text, run.x0, run.y0, run.x1, run.y1, Origin("page", index + 1))
            for run in runs[index]
            if run.bold is None
        )
        if len(headings) < _HEADED:
            found = _by_cell(found, ruled[index])
        found.sort(key=lambda box: (box.y0, box.x0))
        boxes += (replace(box, y0=box.y0 + down, y1=box.y1 + down) for box in found)
        rules += (Rule(r.x, r.y0 + down, r.y1 + down) for r in ruled[index].upright)
        down += page["height"]
    return Area("pages", 1, boxes=tuple(boxes), rules=tuple(rules))


def _run(text: str, x0: float, y0: float, x1: float, y1: float, bold: bool | None) -> _Run:
    text = _OWN_SIGNS.sub("•", text.translate(_LETTERS)).strip()
    return _Run(text, x0, y0, x1, y1, bold, x0)


def _ruled(lines: Iterable[Sequence[float]]) -> _Ruled:
    """Give the lines of a page, those drawn twice or in pieces as one."""
    upright: list[Rule] = []
    level = set()
    for x0, y0, x1, y1 in sorted(map(tuple, lines)):
        if x1 - x0 > y1 - y0:
            level.add((y0, x0 - 1, x1 + 1))
            continue
        last = next(
            (r for r in upright[-3:] if abs(r.x - x0) < 1 and y0 <= r.y1 + _NEAR and y1 >= r.y0),
            None,
        )
        if last:
            upright.remove(last)
            upright.append(Rule(last.x, min(last.y0, y0), max(last.y1, y1)))
        else:
            upright.append(Rule(x0, y0, y1))
    return _Ruled(
        tuple(upright) if len({round(rule.x) for rule in upright}) <= _DENSE else (),
        tuple(sorted(level)) if len({round(y) for y, _, _ in level}) <= _DENSE else (),
    )


def _boxes(lines: list[_Run], ruled: _Ruled, origin: Origin) -> list[Box]:
    return [Box(_text(group, ruled), *_around(group), origin) for group in _groups(lines, ruled)]


def _lines(runs: list[_Run], ruled: _Ruled) -> list[_Run]:
    """Give the runs joined along their line as far as their column goes."""
    open_: list[_Run] = []
    written = [run for run in runs if run.bold is not None and run.text]
    for run in sorted(written, key=lambda run: (run.x0, run.y0)):
        before = None
        for line in reversed(open_[-_NEIGHBOURS:]):
            shared = min(line.y1, run.y1) - max(line.y0, run.y0)
            height = min(line.height, run.height)
            most = _BULLET_GAP if _BULLET.fullmatch(line.text) else _COLUMN_GAP
            near = -0.5 * height < run.x0 - line.x1 < most * height
            if near and shared >= 0.5 * height and (before is None or line.x1 > before.x1):
                before = line
        if before is None or ruled.parts(before.x1 - 1, run.x0 + 1, run.middle[1]):
            open_.append(run)
        else:
            open_.remove(before)
            open_.append(_joined(before, run))
    return sorted(open_, key=lambda line: (line.y0, line.x0))


def _joined(left: _Run, right: _Run) -> _Run:
    gap = right.x0 - left.x1
    bullet = _BULLET.fullmatch(left.text) is not None
    space = " " if bullet or gap >= _WORD_GAP * min(left.height, right.height) else ""
    return _Run(
        left.text + space + right.text,
        left.x0,
        min(left.y0, right.y0),
        max(left.x1, right.x1),
        max(left.y1, right.y1),
        right.bold if bullet else left.bold,
        right.x0 if bullet else left.start,
    )


def _groups(lines: list[_Run], ruled: _Ruled) -> list[list[_Run]]:
    """Give lines of one style close below each other, headings by themselves."""
    groups: list[list[_Run]] = []
    for line in lines:
        best, width = None, 0.0
        for group in reversed(groups[-_NEIGHBOURS:]):
            shared = min(group[-1].x1, line.x1) - max(group[-1].x0, line.x0)
            if shared > width and _goes_on(group, line, ruled):
                best, width = group, shared
        if best is None:
            groups.append([line])
        else:
            best.append(line)
    return groups


def _goes_on(group: list[_Run], line: _Run, ruled: _Ruled) -> bool:
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


def _text(group: list[_Run], ruled: _Ruled) -> str:
    """Give the lines of a box as paragraphs: what was only wrapped is one again."""
    listed = any(_BULLET.match(line.text) for line in group)
    whole = group[0].text
    for last, line in pairwise(group):
        if whole[-1] in _HYPHENS or (whole[-1] == "-" and whole[-2:-1].isalpha()):
            word = line.text.split(" ", 1)[0]
            sign = "- " if word in _JOINERS else "" if word[:1].islower() else "-"
            whole = whole[:-1] + sign + line.text
        elif _is_wrapped(last, line, listed, ruled):
            whole += " " + line.text
        else:
            whole += "\n" + line.text
    for hyphen in _HYPHENS[:2]:
        whole = whole.replace(hyphen, "-")
    return whole.replace(_HYPHENS[2], "")


def _is_wrapped(last: _Run, line: _Run, listed: bool, ruled: _Ruled) -> bool:
    """Say whether a line only goes on because the column was too narrow for the one before."""
    if _BULLET.match(line.text):
        return False
    if line.text.lstrip('(„“"')[:1].islower() or (listed and line.x0 >= last.start - 2):
        return True
    edge = ruled.right_of(last.x1, last.middle[1])
    if edge is None or last.text[-1] in ".:!?;":
        return False
    word = line.text.split(" ", 1)[0]
    needed = (line.x1 - line.x0) * len(word) / len(line.text) + 0.3 * line.height
    full = last.x1 - last.x0 >= _FULL * (edge - last.x0)
    return full and last.x1 + needed > edge - 0.3 * line.height


def _around(group: list[_Run]) -> tuple[float, float, float, float]:
    return (
        min(line.x0 for line in group),
        min(line.y0 for line in group),
        max(line.x1 for line in group),
        max(line.y1 for line in group),
    )


def _by_cell(boxes: list[Box], ruled: _Ruled) -> list[Box]:
    """Give one box for each ruled cell, as large as the cell: all a page without headings tells."""
    cells: list[tuple[_Cell, list[Box]]] = []
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


def _same(one: _Cell, other: _Cell) -> bool:
    return all(abs(a - b) < _NEAR for a, b in zip(one, other, strict=True))


def _heading(text: str) -> BlockId | None:
    """Give the block a line is the name of; “activities.” ends a sentence."""
    return None if text[:1].islower() or text[-1:] in ".,;" else block_named(text)
