"""The cohort's table: one row per submission, as the coach's reviews have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.findings import Severity
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.grading import assess, total, with_review
from advisor.screening.rechecking import recheck
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.submission import Screened
from advisor.texts import Words
from advisor.views.cohort_table import CohortRow, CohortTable
from advisor.views.wording import tell

TALK_RISKS = 3  # without a contradiction, so many risks call for a talk


def tabulate(
    batch: Iterable[tuple[Screened, Review]],
    rulebook: Rulebook,
    words: Words,
    rubric: Rubric | None = None,
    name: str = "",
) -> CohortTable:
    """Give the table in the order of `batch`; what was set aside counts nowhere.

    Raises:
        SourceError: a canvas is none of this program's.
    """
    criteria = [
        (one.id, one.label.say(words.language), float(one.points))
        for one in (rubric.criteria if rubric else ())
    ]
    rows = [_row(screened, review, rulebook, words, rubric) for screened, review in batch]
    return CohortTable(name or words("cohort.title"), tuple(rows), tuple(criteria))


def needs_talk(counts: dict[str, int]) -> bool:
    """Say whether findings of these severities call for a talk: a contradiction, or many risks."""
    return counts["contradiction"] > 0 or counts["risk"] >= TALK_RISKS


def _row(
    screened: Screened, review: Review, rulebook: Rulebook, words: Words, rubric: Rubric | None
) -> CohortRow:
    row = CohortRow(
        team=screened.team,
        email=screened.email,
        file=screened.path,
        read=bool(screened.canvas),
        talk=True,
        rule_set=rulebook.rule_set,
        rulebook=f"{rulebook.version} ({rulebook.sha256[:12]})",
    )
    seen = recheck(screened, rulebook, review)
    if seen is None:
        return row
    levels = [lead.severity for lead in seen.report.leads]
    counts = {severity.value: levels.count(severity) for severity in Severity}
    graded = assess(rubric, seen.canvas, seen.report, rulebook, words) if rubric else ()
    graded = with_review(graded, review)
    return replace(
        row,
        talk=needs_talk(counts),
        counts=counts,
        findings=tuple(tell(lead, seen.canvas, rulebook, words).title for lead in seen.first()),
        points={one.criterion: one.points for one in graded},
        total=total(graded) if graded else None,
    )
