"""Points by a rubric, each loss with what it was lost to; a person may give others, and say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from advisor import limits
from advisor.canvas import BLOCKS, Canvas
from advisor.findings import Finding, Outcome, Report
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scores import Loss, score
from advisor.screening.review import Review
from advisor.screening.rubric import ByRules, Criterion, Rubric
from advisor.screening.submission import Plain
from advisor.texts import Words
from advisor.views.wording import shorten, tell


class LostPoints(Plain):
    """Points lost, in words, to what: a finding (with the notes it quotes) or a gap."""

    points: float
    to: str
    quotes: tuple[str, ...] = ()
    finding: str = ""


class Graded(Plain):
    """One criterion: `computed` is None where too little is known; `points` are those that count.

    `reason` says why a person gave other points than were computed.
    """

    criterion: str
    label: str
    most: float
    computed: Annotated[float, Field(ge=0)] | None
    points: Annotated[float, Field(ge=0)] | None
    losses: tuple[LostPoints, ...] = ()
    reason: str = ""
    editable: bool = True


def assess(
    rubric: Rubric, canvas: Canvas, report: Report, rulebook: Rulebook, words: Words
) -> tuple[Graded, ...]:
    """Give the points of every criterion with what was lost, the heaviest loss first."""
    sayer = _Sayer(canvas, report, rulebook, words)
    graded = []
    for one in rubric.criteria:
        losses = _losses(one, sayer)
        computed = None
        if losses is not None:
            computed = max(0.0, _rounded(one.points - sum(map(_points, losses)), rubric.step))
        graded.append(
            Graded(
                criterion=one.id,
                label=one.label.say(words.language),
                most=one.points,
                computed=computed,
                points=computed,
                losses=tuple(sorted(_together(losses or ()), key=_points, reverse=True)),
                editable=one.editable,
            )
        )
    return tuple(graded)


def with_review(graded: Iterable[Graded], review: Review) -> tuple[Graded, ...]:
    """Give the points as the review has them; never more than a criterion is worth."""
    return tuple(_with_edit(one, review) for one in graded)


def total(graded: Iterable[Graded]) -> float | None:
    """Give all points together; None while one criterion has none."""
    points = [one.points for one in graded]
    known = [one for one in points if one is not None]
    return sum(known) if len(known) == len(points) else None


def _with_edit(one: Graded, review: Review) -> Graded:
    edit = review.points.get(one.criterion)
    if edit is None or not one.editable:
        return one
    return one.model_copy(update={"points": min(edit.points, one.most), "reason": edit.reason})


def _together(losses: Iterable[LostPoints]) -> Iterator[LostPoints]:
    """Give each reason once, with all it costs."""
    alike: dict[tuple[str, str], list[LostPoints]] = {}
    for loss in losses:
        alike.setdefault((loss.to, loss.finding), []).append(loss)
    for group in alike.values():
        yield group[0].model_copy(update={"points": sum(map(_points, group))})


def _points(loss: LostPoints) -> float:
    return loss.points


def _rounded(points: float, step: float) -> float:
    unit = Decimal(str(step))
    times = (Decimal(str(round(points, 6))) / unit).quantize(Decimal(1), ROUND_HALF_UP)
    return float(times * unit)


class _Sayer:
    """Says what points were lost to, about one canvas."""

    def __init__(self, canvas: Canvas, report: Report, rulebook: Rulebook, words: Words) -> None:
        self.canvas, self.report, self.rulebook, self.words = canvas, report, rulebook, words
        self.findings = {finding.id: finding for finding in report.findings}
        self.texts = {note.id: note.text for _, note in canvas.notes()}

    def finding(self, finding: Finding, points: float) -> LostPoints:
        told = tell(finding, self.canvas, self.rulebook, self.words)
        notes = finding.notes[: limits.QUOTED_NOTES]
        return LostPoints(
            points=points,
            to=self.words(
                "rubric.lost.finding", severity=told.severity, title=self.words.quote(told.title)
            ),
            quotes=tuple(self.words.quote(shorten(self.texts[note])) for note in notes),
            finding=finding.id,
        )

    def loss(self, loss: Loss, points: float, *, weak: bool) -> LostPoints:
        if loss.finding:
            return self.finding(self.findings[loss.finding], points)
        vocabulary, language = self.rulebook.vocabulary, self.words.language
        block, about = self.block(loss.block), loss.about
        if weak:  # stated, but it rests on little
            said = self.words("rubric.lost.weak", block=block)
        elif not about:
            said = self.words("rubric.lost.blank", block=block)
        elif about in vocabulary.blocks:
            said = self.words("rubric.lost.link", block=block, other=self.block(about))
        elif about in vocabulary.groups:
            label = self.words.quote(vocabulary.groups[about].label.say(language))
            said = self.words("rubric.lost.unsaid", block=block, what=label)
        else:
            label = self.words.quote(vocabulary.fact(about).label.say(language))
            said = self.words("rubric.lost.unsaid", block=block, what=label)
        return LostPoints(points=points, to=said)

    def block(self, block: str) -> str:
        labels = self.rulebook.vocabulary.blocks
        return self.words.quote(labels[block].label.say(self.words.language))  # type: ignore[index]


def _losses(criterion: Criterion, sayer: _Sayer) -> list[LostPoints] | None:
    """Give what was lost; None where too little is known to say."""
    if criterion.rules:
        known = _decided(criterion.rules, sayer)
        return list(_by_rules(criterion.rules, sayer)) if known else None
    if criterion.blocks:
        return list(_by_blocks(criterion.blocks, criterion.points, sayer))
    one = score(sayer.canvas, sayer.report, sayer.rulebook)[criterion.dimension or ""]
    if one.value is None:
        return None
    share = criterion.points / 100
    weak = criterion.dimension == "evidence"
    return [sayer.loss(loss, loss.points * share, weak=weak) for loss in one.losses]


def _decided(rules: ByRules, sayer: _Sayer) -> bool:
    """Say whether enough of the rules that count could decide: a blank canvas is not perfect."""
    outcomes = [sayer.report.outcomes[rule.id] for rule in _counting(rules, sayer.rulebook)]
    decided = sum(one in (Outcome.FIRED, Outcome.PASSED) for one in outcomes)
    applicable = decided + outcomes.count(Outcome.UNKNOWN)
    filled = sum(sayer.canvas.block(block).filled for block in BLOCKS) / len(BLOCKS)
    return bool(decided) and decided / applicable * filled >= rules.coverage


def _counting(rules: ByRules, rulebook: Rulebook) -> list[Rule]:
    return [
        rule
        for rule in rulebook.rules
        if rule.id in rules.each or not rules.themes or rule.theme in rules.themes
    ]


def _by_rules(rules: ByRules, sayer: _Sayer) -> Iterator[LostPoints]:
    counting = {rule.id for rule in _counting(rules, sayer.rulebook)}
    for lead in sayer.report.leads:
        if lead.rule in counting:
            points = rules.each.get(lead.rule, getattr(rules.lost, lead.severity.value))
            if points:
                yield sayer.finding(lead, points)


def _by_blocks(blocks: dict[str, int], most: float, sayer: _Sayer) -> Iterator[LostPoints]:
    """Each block is worth the same; one that was confirmed empty has everything it needs."""
    for name, wanted in blocks.items():
        block = sayer.canvas.block(name)  # type: ignore[arg-type]  # checked when it was read
        found = wanted if block.empty else min(wanted, len(block.notes))
        if found < wanted:
            said = sayer.words(
                "rubric.lost.notes", block=sayer.block(name), found=found, wanted=wanted
            )
            if not found:
                said = sayer.words("rubric.lost.blank", block=sayer.block(name))
            yield LostPoints(points=most / len(blocks) * (wanted - found) / wanted, to=said)
