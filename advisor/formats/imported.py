"""What became of a file: the canvases it may hold, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from advisor.canvas import BlockId, Canvas
from advisor.canvas_file import CanvasFile
from advisor.formats.extract import Origin

Confidence = Literal["exact", "similar", "position"]
Reason = Literal["", "no_canvas", "picture_only", "template_only", "empty"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One block as it was found.

    `confidence`: its heading by name, by a name much like it, or only by where the block lies.
    `set_aside` is text that was in the block and is no answer (of a template), word for word;
    `open_questions` are questions that may be the author's own and stay among the notes.
    """

    block: BlockId
    notes: tuple[str, ...]
    origin: Origin | None
    confidence: Confidence
    set_aside: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One canvas a file may hold; `title` tells it from the others (sheet, slide, table).

    `taken` is empty where the file was in our own format: nothing had to be found out. `outside`
    is what else the file says, in no block of any canvas: title, names, boxes of a Lean Canvas.
    """

    title: str
    canvas: Canvas
    taken: tuple[Taken, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def filled(self) -> int:
        """How many of the nine blocks hold a note."""
        return sum(bool(block.notes) for block in self.canvas.blocks.values())


@dataclass(frozen=True, slots=True)
class Imported:
    """A file's candidates, the likeliest first; without one, `reason` says why.

    `kind` is what the content is (`docx`, `pdf` …), whatever the name says. `notices` are codes of
    the texts under `imports.notices`. `picture` shows a file that is nothing but one.
    `file` is a canvas in our own form with the places of its parts.
    """

    kind: str
    candidates: tuple[Candidate, ...] = ()
    reason: Reason = ""
    notices: tuple[str, ...] = ()
    picture: bytes = b""
    file: CanvasFile | None = field(default=None, compare=False)
