"""A submission looked at once more: its canvas checked again, without what a coach set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor import limits
from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.findings import Finding, Report, Severity
from advisor.reading.reader import read
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.review import Review
from advisor.screening.submission import Screened


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A canvas and what is said about it after a coach's decisions; `confirmed` are findings."""

    canvas: Canvas
    report: Report
    rulebook: Rulebook
    confirmed: frozenset[str] = frozenset()

    def first(self, most: int = limits.LEADS_FIRST) -> tuple[Finding, ...]:
        """Give the findings to talk about first: one per root cause and rule, confirmed ones first.

        What is only open is none of them.
        """
        chosen: dict[str, Finding] = {}
        for lead in self._by_weight():
            chosen.setdefault(lead.root_cause or lead.rule, lead)
        return tuple(chosen.values())[:most]

    def later(self) -> tuple[Finding, ...]:
        """Give the findings that count and are not among the first; nothing that is only open."""
        first = {lead.id for lead in self.first()}
        return tuple(lead for lead in self._by_weight() if lead.id not in first)

    def open(self) -> tuple[Finding, ...]:
        """Give what is still to be answered."""
        return tuple(lead for lead in self.report.leads if lead.severity is Severity.OPEN)

    def _by_weight(self) -> list[Finding]:
        weights = {rule.id: rule.weight for rule in self.rulebook.rules}
        return sorted(
            (lead for lead in self.report.leads if lead.severity is not Severity.OPEN),
            key=lambda lead: (
                lead.id not in self.confirmed,
                lead.severity.rank,
                -weights[lead.rule],
            ),
        )


def recheck(screened: Screened, rulebook: Rulebook, review: Review) -> Rechecked | None:
    """Give the canvas with its findings; None where the submission holds no canvas.

    A finding folded under one that was set aside goes with it: they share a cause and a note.

    Raises:
        SourceError: the canvas is none of this program's.
    """
    if not screened.canvas:
        return None
    canvas = read_canvas(screened.canvas, "canvas.json").canvas
    report = check(canvas, rulebook, read(canvas))
    gone = review.set_aside
    kept = replace(
        report,
        findings=tuple(_without(report, gone)),
        questions=tuple(
            one for one in report.questions if not (one.suspects and one.suspects.id in gone)
        ),
    )
    confirmed = frozenset(
        finding for finding, one in review.decisions.items() if one.verdict == "confirmed"
    )
    return Rechecked(canvas, kept, rulebook, confirmed)


def _without(report: Report, gone: frozenset[str]) -> Iterator[Finding]:
    for finding in report.findings:
        if finding.id not in gone and finding.under not in gone:
            yield finding
