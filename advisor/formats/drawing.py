"""Where shapes lie that are drawn in groups: absolute EMU, the unit of Office drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from advisor.formats.xml_part import child, whole

Rectangle: TypeAlias = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Placing:
    """How coordinates inside a group become absolute ones."""

    x: float = 0
    y: float = 0
    scale_x: float = 1
    scale_y: float = 1

    def place(self, xfrm: Element | None) -> Rectangle:
        """Give the absolute rectangle of an `xfrm` (offset and extent)."""
        x, y = _pair(xfrm, "off", "x", "y")
        width, height = _pair(xfrm, "ext", "cx", "cy")
        left, top = self.x + x * self.scale_x, self.y + y * self.scale_y
        return left, top, left + width * self.scale_x, top + height * self.scale_y

    def inside(self, xfrm: Element | None) -> Placing:
        """Give the placing within a group that has this `xfrm`."""
        left, top, right, bottom = self.place(xfrm)
        x, y = _pair(xfrm, "chOff", "x", "y")
        width, height = _pair(xfrm, "chExt", "cx", "cy")
        scale_x = (right - left) / width if width else self.scale_x
        scale_y = (bottom - top) / height if height else self.scale_y
        return Placing(left - x * scale_x, top - y * scale_y, scale_x, scale_y)


def _pair(xfrm: Element | None, tag: str, first: str, second: str) -> tuple[int, int]:
    found = child(xfrm, tag)
    if found is None:
        return 0, 0
    return whole(found.get(first)), whole(found.get(second))
