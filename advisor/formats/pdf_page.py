"""What lies on a page of a PDF: runs of letters, straight lines, and cards in a colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from advisor.formats.extract import Rule

_DENSE = 40  # more lines of one direction are squared paper
_NEAR = 4.0  # points: lines this near each other are one line
_LETTERS = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "\xa0": " ", "\t": " ", "\x0b": " ", "\0": None,
    }
)  # fmt: skip
_OWN_SIGNS = re.compile("[\ue000-\uf8ff]")  # bullets of symbol fonts

BULLET = re.compile(r"(?:[•·▪●‣◦○■□➢✓–*o-]|\d{1,2}[.)])(?:\s+|$)")

Cell: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Run:
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
        """How high its letters are."""
        return max(self.y1 - self.y0, 1.0)

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle lies: x, y."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Ruled:
    """The straight lines of a page, and boxes filled with a colour."""

    upright: tuple[Rule, ...]
    level: tuple[tuple[float, float, float], ...]  # y, x0, x1
    cards: tuple[Cell, ...] = ()

    def card(self, x: float, y: float) -> Cell | None:
        """Give the smallest card a place lies on."""
        around = (one for one in self.cards if one[0] <= x <= one[2] and one[1] <= y <= one[3])
        return min(around, key=lambda one: (one[2] - one[0]) * (one[3] - one[1]), default=None)

    def parts(self, left: float, right: float, y: float) -> bool:
        """Say whether a line stands between two places at one height."""
        return any(left < rule.x < right and rule.y0 <= y <= rule.y1 for rule in self.upright)

    def divides(self, upper: float, lower: float, x: float) -> bool:
        """Say whether a line lies between two places one above the other."""
        return any(upper < y < lower and x0 <= x <= x1 for y, x0, x1 in self.level)

    def right_of(self, x: float, y: float) -> float | None:
        """Give the next upright line to the right."""
        return min((r.x for r in self.upright if r.x > x and r.y0 <= y <= r.y1), default=None)

    def cell(self, x: float, y: float) -> Cell | None:
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


def run_of(text: str, x0: float, y0: float, x1: float, y1: float, bold: bool | None) -> Run:
    """Give letters as the child process tells them, bold or not; None: laid over the page."""
    text = _OWN_SIGNS.sub("•", text.translate(_LETTERS)).strip()
    return Run(text, x0, y0, x1, y1, bold, x0)


def ruled_of(lines: Iterable[Sequence[float]], cards: Iterable[Sequence[float]]) -> Ruled:
    """Give the lines and cards of a page; lines drawn twice or in pieces are one."""
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
    return Ruled(
        tuple(upright) if len({round(rule.x) for rule in upright}) <= _DENSE else (),
        tuple(sorted(level)) if len({round(y) for y, _, _ in level}) <= _DENSE else (),
        tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in cards),
    )
