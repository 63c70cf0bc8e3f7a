"""Shares of revenue or cost: what the notes say of them, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.canvas import BlockId, Canvas
from advisor.findings import AnyReading, FactReading

FACT = "share"
BLOCKS_WITH_SHARES: tuple[BlockId, ...] = ("revenue_streams", "cost_structure")
WHOLE = 100.0
_SLACK = 0.5  # shares are rounded


@dataclass(frozen=True, slots=True)
class Share:
    """One note's share in percent; `read` where its words say it, nobody set it."""

    note: str
    text: str
    percent: float
    read: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """All shares of a block; `without` counts its notes that name none."""

    parts: tuple[Share, ...]
    without: int

    @property
    def total(self) -> float:
        """What the shares come to, in percent."""
        return sum(part.percent for part in self.parts)

    @property
    def missing(self) -> float:
        """What is missing to the whole; negative where it is too much, 0 where it fits."""
        gap = WHOLE - self.total
        return 0.0 if abs(gap) <= _SLACK else gap


def shares_of(canvas: Canvas, block: BlockId, heard: Iterable[AnyReading] = ()) -> Shares:
    """Give the shares of a block's notes, those that were set before those that were read."""
    told = {
        one.note: one.value
        for one in heard
        if isinstance(one, FactReading) and one.fact == FACT and one.block == block
    }
    parts = []
    notes = canvas.block(block).notes
    for note in notes:
        value = note.facts.get(FACT, told.get(note.id))
        if isinstance(value, int | float) and not isinstance(value, bool):
            parts.append(Share(note.id, note.text, float(value), FACT not in note.facts))
    return Shares(tuple(parts), len(notes) - len(parts))
