"""The cohort's table: one row per submission, as the coach's reviews have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from advisor import limits
from advisor.findings import Severity
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.cohort import wants_talk
from advisor.screening.grading import assess, total, with_review
from advisor.screening.reasons import tell_state
from advisor.screening.rechecking import recheck
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.submission import Lead, Screened
from advisor.texts import Words
from advisor.views.cohort_table import CohortRow, CohortTable, Criteria

Batch = Iterable[tuple[Screened, Review]]


def tabulate(
    batch: Batch, rulebook: Rulebook, words: Words, rubric: Rubric | None = None, name: str = ""
) -> CohortTable:
    """Give the table in the order of `batch`; what was set aside counts nowhere.

    Raises:
        SourceError: a canvas is none of this program's.
    """
    rows = tuple(tabulate_rows(batch, rulebook, words, rubric))
    return CohortTable(name or words("cohort.title"), rows, criteria_of(rubric, words))


def tabulate_rows(
    batch: Batch, rulebook: Rulebook, words: Words, rubric: Rubric | None = None
) -> Iterator[CohortRow]:
    """Give the rows one after the other; only points need a canvas to be checked again.

    Raises:
        SourceError: a canvas is none of this program's.
    """
    tabulator = _Tabulator(rulebook, words)
    for screened, review in batch:
        row = tabulator.tabulate(_as_reviewed(screened, review), review)
        seen = recheck(screened, rulebook, review) if rubric else None
        if rubric and seen:
            graded = assess(rubric, seen.canvas, seen.report, rulebook, words)
            graded = with_review(graded, review)
            points = {one.criterion: one.points for one in graded}
            row = replace(row, points=points, total=total(graded))
        yield row


def criteria_of(rubric: Rubric | None, words: Words) -> Criteria:
    """Give what the table needs to know of a rubric."""
    return tuple(
        (one.id, one.label.say(words.language), float(one.points))
        for one in (rubric.criteria if rubric else ())
    )


def _as_reviewed(screened: Screened, review: Review) -> Screened:
    """Give the result with the findings that are left."""
    left = tuple(lead for lead in screened.leads if lead.id not in review.set_aside)
    return screened.model_copy(update={"leads": left})


class _Tabulator:
    """Makes rows; which rule has which cause and weight is looked up once."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self.words = words
        self.rules = {rule.id: (rule.root_cause or rule.id, rule.weight) for rule in rulebook.rules}
        self.row = CohortRow(
            team="",
            email="",
            file="",
            read=False,
            talk=True,
            rule_set=rulebook.rule_set,
            rulebook=f"{rulebook.version} ({rulebook.sha256[:12]})",
        )

    def tabulate(self, screened: Screened, review: Review) -> CohortRow:
        read = bool(screened.canvas)
        counts = {level.value: screened.count(level.value) for level in Severity}
        return replace(
            self.row,
            team=screened.team,
            email=screened.email,
            file=screened.path,
            read=read,
            talk=wants_talk(screened),
            counts=counts if read else {},
            findings=tuple(lead.title for lead in self._first(screened.leads, review)),
            state=tell_state(screened, self.words),
        )

    def _first(self, leads: Iterable[Lead], review: Review) -> list[Lead]:
        """Give the findings to talk about first: one per cause; what is only open is none."""

        def order(lead: Lead) -> tuple[bool, int, float]:
            weight = self.rules.get(lead.rule, ("", 0))[1]
            return lead.id not in review.decisions, Severity(lead.severity).rank, -weight

        chosen: dict[str, Lead] = {}
        for lead in sorted(leads, key=order):
            if lead.severity != Severity.OPEN.value:
                chosen.setdefault(self.rules.get(lead.rule, (lead.rule, 0))[0], lead)
        return list(chosen.values())[: limits.LEADS_FIRST]
