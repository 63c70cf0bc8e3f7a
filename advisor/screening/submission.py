"""One file as it was handed in, and what screening made of it: plain data, a line of JSON each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from advisor.canvas import BlockId, Language

# read: checked · unread: no canvas, or refused, with a reason · older: the team handed in a newer
Status = Literal["read", "unread", "older"]


class Plain(BaseModel):
    """Base of what is kept as JSON: frozen, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Submission(Plain):
    """A file before it is read.

    `path` is its place in what was given (`batch.zip/team-3/canvas.docx`), a label and never
    opened. `team` is empty until something tells it; `handed_in` are seconds since 1970.
    """

    path: str
    data: bytes
    team: str = ""
    email: str = ""
    handed_in: float = 0.0

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.data).hexdigest()


class Lead(Plain):
    """A finding that counts, as the cohort's table needs it."""

    id: str
    rule: str
    severity: Literal["contradiction", "risk", "hint", "open"]
    blocks: tuple[BlockId, ...]
    title: str
    message: str


class Source(Plain):
    """Where the notes of one block stood, and how sure that is (see `formats.imported`)."""

    block: BlockId
    origin: tuple[str, int, int] | None
    confidence: Literal["exact", "similar", "position"]
    set_aside: tuple[str, ...] = ()


class Screened(Plain):
    """What one submission came to; `canvas` is the text of a canvas file, empty when unread.

    `reason` is a code of the texts under `imports.reasons`, `screening.reasons` or `problems`,
    `details` fill it.
    `coverage` is the share (0 to 1) of rules that could decide; `scores` are those that could be
    given. `rulebook` and `rule_set` say with which rules it was checked. Of several canvases in
    the file (`candidates`) this is the one at the place `chosen`, from 0.
    """

    path: str
    sha256: str
    status: Status
    team: str = ""
    email: str = ""
    handed_in: float = 0.0
    kind: str = ""
    reason: str = ""
    details: Mapping[str, str | int] = Field(default_factory=dict)
    notices: tuple[str, ...] = ()
    canvas: str = ""
    name: str = ""
    language: Language | None = None
    filled: int = 0
    candidates: int = 0
    chosen: int = 0
    sources: tuple[Source, ...] = ()
    leads: tuple[Lead, ...] = ()
    questions: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    coverage: Annotated[float, Field(ge=0, le=1)] | None = None
    scores: Mapping[str, int] = Field(default_factory=dict)
    rulebook: str = ""
    rule_set: str = ""

    def count(self, severity: str) -> int:
        """Give how many leads weigh that much."""
        return sum(lead.severity == severity for lead in self.leads)
