"""How well a canvas is described, in five dimensions; every lost point says what it was lost to."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from advisor.canvas import BLOCKS, BlockId, Canvas
from advisor.findings import Finding, Report, Severity
from advisor.rulebook.board import Board
from advisor.rulebook.rulebook import Rulebook
from advisor.schema import Strict, validate
from advisor.source import read_source
from advisor.vocabulary import rules_folder

DIMENSIONS = ("completeness", "consistency", "specificity", "evidence", "focus")


class KeyFact(Strict):
    """A fact that every note of a block should state, from so many notes on."""

    block: BlockId
    fact: str
    since: Annotated[int, Field(alias="from")] = 1


class Completeness(Strict):
    """Shares of the whole, and which facts and links count."""

    blocks: float
    groups: float
    facts: float
    key_facts: list[KeyFact]
    key_links: list[Annotated[tuple[BlockId, BlockId], Field(strict=False)]]


class Consistency(Strict):
    """Points lost per severity, and the coverage below which nothing can be said."""

    of: int
    contradiction: int
    risk: int
    hint: int
    coverage: float


class Specificity(Strict):
    """Themes whose findings name notes that could stand on any canvas."""

    themes: list[str]


class EvidenceScale(Strict):
    """What a statement rests on, in points, and the aim of each stage."""

    blocks: list[BlockId]
    points: dict[str, float | int]
    target: dict[str, float | int]
    usual_target: float


class Focus(Strict):
    """Points lost per finding of a rule."""

    needs: list[BlockId]
    lost: dict[str, int]


class ScoreRules(Strict):
    """rules/scores.yaml."""

    completeness: Completeness
    consistency: Consistency
    specificity: Specificity
    evidence: EvidenceScale
    focus: Focus
    total: dict[str, float | int]


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost, and to what: a finding's id, or a block with a group, fact or other block."""

    points: float
    finding: str = ""
    block: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One dimension, 0 to 100; None where too little is known."""

    value: int | None
    losses: tuple[Loss, ...] = ()


@functools.cache
def score_rules() -> ScoreRules:
    """Read how points are given, once per process."""
    path = rules_folder() / "scores.yaml"
    return validate(ScoreRules, read_source(path.read_bytes(), path.name))


def score(canvas: Canvas, report: Report, rulebook: Rulebook) -> dict[str, Score]:
    """Give the five dimensions; a canvas of bare text gets none."""
    if not _says_more_than_text(canvas):
        return dict.fromkeys(DIMENSIONS, Score(None))
    rules = score_rules()
    board = Board(canvas, rulebook.vocabulary)
    themes = {rule.id: rule.theme for rule in rulebook.rules}
    weights = {rule.id: rule.weight for rule in rulebook.rules}
    return {
        "completeness": _completeness(canvas, board, rules.completeness),
        "consistency": _consistency(canvas, report, weights, rules.consistency),
        "specificity": _specificity(canvas, report, themes, rules.specificity),
        "evidence": _evidence(canvas, rules.evidence),
        "focus": _focus(canvas, report, rules.focus),
    }


def total(scores: dict[str, Score], report: Report) -> int | None:
    """Give the weighted total somebody asked for; an open contradiction caps it."""
    weights = score_rules().total
    values = {name: scores[name].value for name in DIMENSIONS}
    known = {name: value for name, value in values.items() if value is not None}
    if known.keys() != set(DIMENSIONS):
        return None
    whole = round(sum(weights[name] * value for name, value in known.items()))
    open_contradiction = any(one.severity is Severity.CONTRADICTION for one in report.leads)
    return min(whole, int(weights["cap"])) if open_contradiction else whole


def _says_more_than_text(canvas: Canvas) -> bool:
    return bool(canvas.facts) or any(
        block.tags
        or block.answered
        or any(note.tags or note.facts or note.links for note in block.notes)
        for block in canvas.blocks.values()
    )


def _scored(losses: Iterable[Loss]) -> Score:
    kept = tuple(loss for loss in losses if loss.points)
    return Score(max(0, round(100 - sum(loss.points for loss in kept))), kept)


def _completeness(canvas: Canvas, board: Board, rules: Completeness) -> Score:
    blank = {b for b in BLOCKS if not canvas.block(b).notes and not canvas.block(b).empty}
    losses = [Loss(100 * rules.blocks / len(BLOCKS), block=block) for block in sorted(blank)]
    vocabulary = board.vocabulary
    wanted = [group for group in vocabulary.groups.values() if not group.optional]
    for group in wanted:
        if group.id not in board.settled:
            home = vocabulary.block_of_group[group.id]
            losses.append(Loss(100 * rules.groups / len(wanted), block=home, about=group.id))
    open_facts = [
        (key.block, key.fact)
        for key in rules.key_facts
        if key.block in blank
        or (
            len(notes := canvas.block(key.block).notes) >= key.since
            and not all(key.fact in note.facts for note in notes)
        )
    ]
    open_links = [
        (left, right)
        for left, right in rules.key_links
        if blank & {left, right}
        or (
            canvas.block(left).notes
            and canvas.block(right).notes
            and board.link_state(left, right) is None
        )
    ]
    parts = len(rules.key_facts) + len(rules.key_links)
    for home, what in (*open_facts, *open_links):
        losses.append(Loss(100 * rules.facts / parts, block=home, about=what))
    return _scored(losses)


def _consistency(
    canvas: Canvas, report: Report, weights: dict[str, float | int], rules: Consistency
) -> Score:
    filled = sum(1 for b in BLOCKS if canvas.block(b).notes or canvas.block(b).empty) / len(BLOCKS)
    if (report.coverage or 0) * filled < rules.coverage:
        return Score(None)
    points = {
        Severity.CONTRADICTION: rules.contradiction,
        Severity.RISK: rules.risk,
        Severity.HINT: rules.hint,
        Severity.OPEN: 0,
    }
    heaviest: dict[str, Finding] = {}
    for lead in report.leads:  # heaviest first
        heaviest.setdefault(lead.root_cause or lead.id, lead)
    return _scored(
        Loss(100 * points[lead.severity] * weights[lead.rule] / rules.of, finding=lead.id)
        for lead in heaviest.values()
    )


def _specificity(
    canvas: Canvas, report: Report, themes: dict[str, str], rules: Specificity
) -> Score:
    notes = [note.id for _, note in canvas.notes()]
    if not notes:
        return Score(None)
    named: dict[str, str] = {}
    for finding in report.findings:
        if finding.answer is None and themes[finding.rule] in rules.themes:
            named.update(dict.fromkeys(finding.notes, finding.id))
    return _scored(Loss(100 / len(notes), finding=finding) for finding in named.values())


def _evidence(canvas: Canvas, rules: EvidenceScale) -> Score:
    given = [
        (block, rules.points[str(note.facts["evidence"])])
        for block in rules.blocks
        for note in canvas.block(block).notes
        if "evidence" in note.facts
    ]
    if not given:
        return Score(None)
    target = rules.target.get(str(canvas.facts.get("stage")), rules.usual_target)
    reached = sum(points for _, points in given) / len(given) / target
    if reached >= 1:
        return Score(100)
    short = [block for block, points in given if points < target]
    lost = 100 * (1 - reached) / len(short)
    return _scored(Loss(lost, block=block, about="evidence") for block in short)


def _focus(canvas: Canvas, report: Report, rules: Focus) -> Score:
    if not all(canvas.block(block).notes for block in rules.needs):
        return Score(None)
    return _scored(
        Loss(rules.lost.get(finding.rule, 0), finding=finding.id)
        for finding in report.findings
        if finding.answer is None
    )
