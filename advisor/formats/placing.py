"""Which heading a box belongs to: by what is above it and how far the two overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from advisor.formats.extract import Box, Rule
from advisor.formats.headings import Heading

_OVERLAP = 0.3  # of the narrower of two boxes: less is a neighbour's
_WIDE = ("cost_structure", "revenue_streams")  # at the bottom, across the columns
_ROW = 0.8  # of a heading's height: nearer ones stand in one row


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading in its box, as it is written, with what follows it in the same box."""

    heading: Heading
    box: Box
    rest: str
    name: str


@dataclass(frozen=True, slots=True)
class _Strip:
    """How far to the left and right a heading reaches."""

    mark: Mark
    x0: float
    x1: float


def home_of(
    boxes: Sequence[Box], marks: Sequence[Mark], rules: Sequence[Rule]
) -> list[Mark | None]:
    """Give each box's heading; None where it stands above or beside all of them.

    A heading reaches from one vertical line to the next where there are lines.
    """
    strips = _strips(boxes, marks)
    ruled = _within_rules(marks, rules) if rules else []
    return [_home(box, marks, strips, ruled) for box in boxes]


def _home(
    box: Box, marks: Sequence[Mark], strips: Sequence[_Strip], ruled: Sequence[_Strip]
) -> Mark | None:
    around = [mark for mark in marks if _holds(mark.box, box)]
    if around:
        return min(around, key=lambda mark: _size(mark.box))
    inside = [mark for mark in marks if _holds(box, mark.box)]
    if len(inside) == 1:
        return inside[0]
    direct = [_Strip(mark, mark.box.x0, mark.box.x1) for mark in marks]
    for several in (ruled, strips, direct):
        above = [
            strip
            for strip in several
            if _is_above(strip.mark.box, box) and _overlap(box, strip) >= _OVERLAP
        ]
        if above:
            nearest = max(above, key=lambda strip: strip.mark.box.y0).mark.box
            row = [strip for strip in above if _in_a_row(strip.mark.box, nearest)]
            return max(row, key=lambda strip: (_overlap(box, strip), -strip.mark.box.x0)).mark
    return None


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1 and _size(inner) < _size(outer)


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _is_above(heading: Box, box: Box) -> bool:
    return heading.y0 <= box.y0 and heading.y0 < (box.y0 + box.y1) / 2 and heading is not box


def _overlap(box: Box, strip: _Strip) -> float:
    narrower = max(min(box.x1 - box.x0, strip.x1 - strip.x0), 1e-6)
    return (min(box.x1, strip.x1) - max(box.x0, strip.x0)) / narrower


def _within_rules(marks: Sequence[Mark], rules: Sequence[Rule]) -> list[_Strip]:
    strips = []
    for mark in marks:
        x, y = (mark.box.x0 + mark.box.x1) / 2, (mark.box.y0 + mark.box.y1) / 2
        beside = [rule.x for rule in rules if rule.y0 <= y <= rule.y1]
        left = max((at for at in beside if at <= x), default=None)
        right = min((at for at in beside if at > x), default=None)
        if left is None or right is None:
            return []
        strips.append(_Strip(mark, left, right))
    return strips


def _strips(boxes: Sequence[Box], marks: Sequence[Mark]) -> list[_Strip]:
    """Give columns between neighbouring headings, cut where the fewest boxes are cut through.

    Headings stand at the left of their column or in its middle.
    """
    middles = _columns(marks, boxes, centred=True)
    lefts = _columns(marks, boxes, centred=False)
    return min((lefts, middles), key=lambda strips: _cut_through(strips, boxes))


def _cut_through(strips: Sequence[_Strip], boxes: Sequence[Box]) -> int:
    edges = {edge for strip in strips for edge in (strip.x0, strip.x1)}
    return sum(
        any(box.x0 + slack < edge < box.x1 - slack for edge in edges)
        for box in boxes
        for slack in [0.1 * (box.x1 - box.x0)]
    )


def _columns(marks: Sequence[Mark], boxes: Sequence[Box], *, centred: bool) -> list[_Strip]:
    everything = [*boxes, *(mark.box for mark in marks)]
    left = min((box.x0 for box in everything), default=0.0)
    right = max((box.x1 for box in everything), default=0.0)
    strips = []
    for mark in marks:
        row = [other for other in marks if _in_a_row(other.box, mark.box)]
        if not any(other.heading.block in _WIDE for other in row):  # columns go on below
            row += [other for other in marks if other.box.y0 < mark.box.y0]
        beside = [other.box for other in row]
        before = [box for box in beside if box.x1 <= mark.box.x0]
        behind = [box for box in beside if box.x0 >= mark.box.x1]
        if centred:
            x0 = max(((box.x1 + mark.box.x0) / 2 for box in before), default=left)
            x1 = min(((box.x0 + mark.box.x1) / 2 for box in behind), default=right)
        else:
            x0 = mark.box.x0 if before else left
            x1 = min(map(attrgetter("x0"), behind), default=right)
        strips.append(_Strip(mark, x0, x1))
    return strips


def _in_a_row(one: Box, other: Box) -> bool:
    return abs(one.y0 - other.y0) < _ROW * max(other.y1 - other.y0, one.y1 - one.y0)
