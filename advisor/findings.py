"""What a check says about a canvas: facts without wording."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advisor.canvas import Answer, BlockId, FactValue

# What a placeholder stands for: a number, a word, or words of the canvas to be quoted.
Datum = float | str | tuple[str, ...]


class Severity(StrEnum):
    """How much weight a finding has; the heaviest first."""

    CONTRADICTION = "contradiction"
    RISK = "risk"
    HINT = "hint"
    OPEN = "open"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


class Basis(StrEnum):
    """What a finding rests on: what people set, or what was read or implied."""

    STATED = "stated"
    READ = "read"


class Outcome(StrEnum):
    """What became of a rule; of a rule with several outcomes the first in this order counts."""

    FIRED = "fired"
    UNKNOWN = "unknown"
    PASSED = "passed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Reading:
    """A tag read out of a note: the words, where they stand in its text, the term they met."""

    block: BlockId
    note: str
    start: int
    end: int
    words: str
    tag: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class LinkReading:
    """A link read out of a note: its words name the note `other` of another block."""

    block: BlockId
    note: str
    start: int
    end: int
    words: str
    other: str


@dataclass(frozen=True, slots=True)
class FactReading:
    """A fact read out of a note, with the words that say it."""

    block: BlockId
    note: str
    start: int
    end: int
    words: str
    fact: str
    value: FactValue


AnyReading = Reading | LinkReading | FactReading


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule says about this canvas.

    `blocks` are those whose statements are set against each other, `notes` carry them;
    `related` notes only changed the severity. `tags` were found, `missing` were not.
    `case` is the number of the case that set the severity. `numbers` fill placeholders.
    """

    rule: str
    severity: Severity
    basis: Basis
    blocks: tuple[BlockId, ...]
    notes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    about: str = ""
    case: int | None = None
    root_cause: str = ""
    numbers: Mapping[str, Datum] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    under: str = ""
    answer: Answer | None = None

    @property
    def id(self) -> str:
        """Made of rule, main notes (or blocks) and tags, never of texts."""
        return finding_id(self.rule, self.notes or self.blocks, (*self.tags, *self.missing))

    @property
    def digest(self) -> str:
        """The end of the id: tells the findings of one canvas apart in few letters."""
        return self.id.rpartition("-")[2]

    @property
    def leads(self) -> bool:
        """Whether the finding counts: neither folded under a heavier one nor answered."""
        return not self.under and self.answer is None


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the person whose answer would let `rules` decide.

    `asks` is the group that is asked for, if it is one. `suspects` is the finding there would
    be if the notes told everything.
    """

    blocks: tuple[BlockId, ...]
    asks: str
    rules: tuple[str, ...]
    suspects: Finding | None = None


@dataclass(frozen=True, slots=True)
class Strength:
    """Something that is already in tune, and where."""

    rule: str
    blocks: tuple[BlockId, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A known business model the canvas follows.

    `matched` is the share of its parts that are there, for display only; `missing` are the
    numbers of the parts that are not.
    """

    pattern: str
    matched: float
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerState:
    """An answer kept with the canvas, and whether a finding of today still matches it."""

    answer: Answer
    applies: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one check says about one canvas."""

    findings: tuple[Finding, ...]
    outcomes: Mapping[str, Outcome]
    questions: tuple[Question, ...] = ()
    answers: tuple[AnswerState, ...] = ()
    heard: tuple[AnyReading, ...] = ()
    strengths: tuple[Strength, ...] = ()
    patterns: tuple[PatternMatch, ...] = ()

    @property
    def leads(self) -> tuple[Finding, ...]:
        """The findings that count, heaviest first."""
        return tuple(finding for finding in self.findings if finding.leads)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The tags that were read and count."""
        return tuple(one for one in self.heard if isinstance(one, Reading))

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rules had each outcome."""
        values = list(self.outcomes.values())
        return {outcome: values.count(outcome) for outcome in Outcome}

    @property
    def coverage(self) -> float | None:
        """Share of the applicable rules that could be decided; None where none applies."""
        counts = self.counts
        decided = counts[Outcome.FIRED] + counts[Outcome.PASSED]
        applicable = decided + counts[Outcome.UNKNOWN]
        return decided / applicable if applicable else None

    def folded(self, lead: Finding) -> tuple[Finding, ...]:
        """Give the findings folded under `lead`."""
        return tuple(finding for finding in self.findings if finding.under == lead.id)


def finding_id(rule: str, places: tuple[str, ...], tags: tuple[str, ...]) -> str:
    """Give a short stable id: the rule's name and a digest of where and what."""
    key = "\n".join([rule, *sorted(set(places)), "", *sorted(set(tags))])
    return f"{rule}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
