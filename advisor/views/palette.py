"""Colours and geometry of the poster, as data.

Colour says one of two things: a hue of the region names the part of the poster, a hue of the
severity names the weight of a finding, and severity has its own shapes too. Nothing else is
coloured. A test holds every text to a contrast of 4.5:1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.canvas import BlockId

Theme = Literal["light", "dark"]
Region = Literal["infrastructure", "offer", "customers", "finance"]
BadgeKind = Literal["contradiction", "risk", "hint", "open", "tick"]
Column = Literal["full", "upper", "lower", "finance"]


@dataclass(frozen=True, slots=True)
class Hue:
    """A region: the tint its blocks are filled with, the strong colour of headings and rings."""

    tint: str
    strong: str
    icon: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge: its fill, the text on it, and the shape that tells it apart without colour."""

    fill: str
    text: str
    shape: str
    size: int


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of one theme."""

    page: str
    note: str
    line: str
    text: str
    muted: str
    regions: dict[Region, Hue]
    marks: dict[BadgeKind, Mark]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its region, left and right edge (0..1000), its row, its icon.

    `columns` is the number of notes side by side; icons are names of Material Symbols.
    """

    region: Region
    left: float
    right: float
    row: Column
    columns: int
    icon: str


# x stretches with the page, so it is counted in thousandths of the width; y is counted in pixels.
WIDTH = 1000.0
NARROWEST = 880  # px; texts are wrapped for this, wider pages get slack
GUTTER = 9.0
_COLUMN = (WIDTH - 4 * GUTTER) / 5
_HALF = (WIDTH - GUTTER) / 2


def _left(column: int) -> float:
    return column * (_COLUMN + GUTTER)


def _upper(region: Region, column: int, row: Column, icon: str) -> Place:
    return Place(region, _left(column), _left(column) + _COLUMN, row, 1, icon)


PLACES: dict[BlockId, Place] = {
    "key_partners": _upper("infrastructure", 0, "full", "handshake"),
    "key_activities": _upper("infrastructure", 1, "upper", "checklist"),
    "key_resources": _upper("infrastructure", 1, "lower", "inventory_2"),
    "value_propositions": _upper("offer", 2, "full", "diamond"),
    "customer_relationships": _upper("customers", 3, "upper", "favorite"),
    "channels": _upper("customers", 3, "lower", "local_shipping"),
    "customer_segments": _upper("customers", 4, "full", "groups"),
    "cost_structure": Place("finance", 0.0, _HALF, "finance", 2, "receipt_long"),
    "revenue_streams": Place("finance", _HALF + GUTTER, WIDTH, "finance", 2, "payments"),
}

LIGHT = Palette(
    page="#faf9f7",
    note="#ffffff",
    line="#dcd8d0",
    text="#23282d",
    muted="#5d6470",
    regions={
        "infrastructure": Hue("#eaf1f8", "#2f6299", "#c6d7e8"),
        "offer": Hue("#f2edfa", "#7148b4", "#dacdee"),
        "customers": Hue("#e6f4f1", "#0a6b61", "#bcdcd6"),
        "finance": Hue("#f7f0e5", "#8a5a1f", "#e5d5bd"),
    },
    marks={
        "contradiction": Mark("#c73636", "#ffffff", "octagon", 20),
        "risk": Mark("#b3600a", "#ffffff", "diamond", 18),
        "hint": Mark("#3a6fb5", "#ffffff", "circle", 19),
        "open": Mark("#6b7280", "#4b5563", "circle-open", 18),
        "tick": Mark("#25784b", "#ffffff", "circle", 19),
    },
)

DARK = Palette(
    page="#15191c",
    note="#262b30",
    line="#3a4147",
    text="#e8e6e1",
    muted="#a3aab2",
    regions={
        "infrastructure": Hue("#1b2733", "#8ab6e6", "#2e4258"),
        "offer": Hue("#262033", "#bfa3ee", "#43365c"),
        "customers": Hue("#172b29", "#6fd0c3", "#274b47"),
        "finance": Hue("#2c251b", "#e0b77f", "#4d4030"),
    },
    marks={
        "contradiction": Mark("#e5605f", "#15191c", "octagon", 20),
        "risk": Mark("#e9a93a", "#15191c", "diamond", 18),
        "hint": Mark("#6c9fe0", "#15191c", "circle", 19),
        "open": Mark("#8b939c", "#b9bfc6", "circle-open", 18),
        "tick": Mark("#5cbf8a", "#15191c", "circle", 19),
    },
)

PALETTES: dict[Theme, Palette] = {"light": LIGHT, "dark": DARK}
