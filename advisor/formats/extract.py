"""What a reader takes out of a file before anybody asks which of it is a canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AreaKind = Literal["table", "slide", "sheet", "pages", "text"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stood: the number of its table, slide, sheet or page, and a row; all from 1.

    Row 0 where there is none. A `line` counts the lines of the whole file.
    """

    kind: Literal["cell", "slide", "sheet", "page", "line"]
    area: int = 1
    row: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """Text in a rectangle: x to the right, y downwards, in units of its area.

    In a grid the units are columns and rows. Paragraphs are lines of `text`.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    origin: Origin


@dataclass(frozen=True, slots=True)
class Rule:
    """A vertical line drawn on a page, which parts what stands left and right of it."""

    x: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of running text; `heading` where the file styles it as one, `item` of a list.

    A `boxed` line is also in a box, in the table or on the page its origin names.
    """

    text: str
    origin: Origin
    heading: bool = False
    item: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a file that may hold one canvas: boxes side by side, or lines one below another.

    `number` counts the areas of one kind from 1, `name` is that of a sheet or the title of a slide.
    `rules` are the vertical lines of pages, in the units of the boxes.
    """

    kind: AreaKind
    number: int
    name: str = ""
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def boxed_lines(self) -> list[Line]:
        """The text of the boxes as lines that say where they stand."""
        return [
            Line(text, box.origin, boxed=True)
            for box in self.boxes
            for text in box.text.splitlines()
        ]

    @property
    def texts(self) -> list[str]:
        """All text of the area, each once."""
        return [box.text for box in self.boxes] + [
            line.text for line in self.lines if not line.boxed
        ]


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything read from a file.

    `notices` are codes of the texts under `imports.notices` (`macros_ignored`); `picture` is an
    image (PNG or JPEG) that shows what a file without text holds, empty where there is text.
    `margins` are headers, footers and footnotes: kept, but no place for a canvas.
    """

    areas: tuple[Area, ...]
    notices: tuple[str, ...] = ()
    picture: bytes = b""
    margins: tuple[str, ...] = ()
