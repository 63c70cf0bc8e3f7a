"""What a cohort is made of, as it is kept: rows, what lies beside them, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class StaleReviewError(RuntimeError):
    """Somebody else saved a newer review; `current` is what stands there now."""

    def __init__(self, current: Review) -> None:
        super().__init__(f"revision {current.revision} is newer")
        self.current = current


class TooManyError(RuntimeError):
    """A cohort keeps a bounded number of submissions and of earlier cohorts; nothing was added."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort as it stands; `revision` grows with every change of its rows.

    `unfinished` is how many of how many are done of a batch that did not come to its end.
    """

    name: str
    revision: int
    rule_set: str
    rulebook: str
    made: float
    updated: float
    unfinished: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What is kept beside a row: a `picture` (PNG or JPEG), or another `candidate` (a canvas)."""

    kind: str
    data: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row before it is kept: one `Screened` as JSON, and what lies beside it."""

    screened: str
    enclosures: Sequence[Enclosure] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One submission of a cohort; numbers count from 1 in the order of adding and stay."""

    number: int
    screened: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a coach noted on a submission, or keeps for the cohort; revisions count from 1."""

    revision: int
    text: str
