"""What lies under headings: pieces of text, each with its block, before answers are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from advisor.canvas import BlockId
from advisor.formats.extract import Area, AreaKind, Origin
from advisor.formats.headings import Heading
from advisor.formats.imported import Confidence

ENOUGH = 6  # blocks that make a canvas
LEAN_BOXES = 3  # boxes only the Lean Canvas has
LEAN_ENOUGH = 4  # blocks, where it is one


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one block; `more` belongs to it and is no note of its own."""

    text: str
    origin: Origin
    more: str = ""


@dataclass(slots=True)
class Find:
    """One canvas as it lies in a file: pieces per block, and text `outside` of all of them."""

    name: str = ""
    lean: bool = False
    pieces: dict[BlockId, list[Piece]] = field(default_factory=dict)
    confidence: dict[BlockId, Confidence] = field(default_factory=dict)
    origins: dict[BlockId, Origin] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    aside: dict[BlockId, list[str]] = field(default_factory=dict)
    kind: AreaKind = "table"  # of the area it lies in

    def name_block(self, block: BlockId, origin: Origin, confidence: Confidence) -> None:
        """Take down that a block was named, and where; the first time counts."""
        self.confidence.setdefault(block, confidence)
        self.origins.setdefault(block, origin)
        self.pieces.setdefault(block, [])

    def add(self, block: BlockId, piece: Piece) -> None:
        """Put text into a block that was named."""
        if piece.text.strip():
            self.pieces[block].append(piece)

    def set_aside(self, block: BlockId, texts: Iterable[str]) -> None:
        """Keep text of a block that tells what to write and is no answer."""
        self.aside.setdefault(block, []).extend(texts)

    @property
    def size(self) -> int:
        """How many characters lie under its headings."""
        return sum(len(piece.text) for pieces in self.pieces.values() for piece in pieces)

    @property
    def enough(self) -> bool:
        """Whether so many blocks were named that this is a canvas."""
        return len(self.pieces) >= (LEAN_ENOUGH if self.lean else ENOUGH)


def certainty(heading: Heading) -> Confidence:
    """Give how sure a block is whose heading this is."""
    return "similar" if heading.similar else "exact"


def is_lean(headings: Iterable[Heading]) -> bool:
    """Say whether enough boxes are named that only the Lean Canvas has."""
    return len({one.lean for one in headings if one.lean >= 0}) >= LEAN_BOXES


def blocks_named(headings: Iterable[Heading]) -> set[BlockId]:
    """Give the blocks that headings name."""
    return {one.block for one in headings if one.block}


def copies(blocks: Sequence[BlockId | None]) -> list[int]:
    """Give where canvases begin in a row of named blocks: 0, and wherever they begin again."""
    ahead: list[int] = []  # how many blocks are named from here on
    named: set[BlockId] = set()
    for block in reversed(blocks):
        named |= {block} if block else set()
        ahead.append(len(named))
    starts = [0]
    named = set()
    for place, block in enumerate(blocks):
        if block in named and len(named) >= ENOUGH and ahead[-place - 1] >= ENOUGH:
            starts.append(place)
            named = set()
        if block:
            named.add(block)
    return starts


def stacked(areas: Iterable[Area]) -> Iterator[Area]:
    """Give areas of one kind as one, in their order: a canvas may be dealt out over them."""
    by_kind: dict[str, list[Area]] = {}
    for area in areas:
        if area.boxes:
            by_kind.setdefault(area.kind, []).append(area)
    for several in by_kind.values():
        if len(several) == 1:
            continue
        boxes, down = [], 0.0
        for area in several:
            bottom = max(box.y1 for box in area.boxes)
            boxes += [replace(box, y0=box.y0 + down, y1=box.y1 + down) for box in area.boxes]
            down += bottom
        yield Area(several[0].kind, several[0].number, boxes=tuple(boxes))
