"""Run every rule over a canvas: pure, no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.asking import questions, suspect
from advisor.canvas import BLOCKS, Answer, Canvas
from advisor.deciding import run_rule
from advisor.findings import (
    AnswerState,
    AnyReading,
    Finding,
    Outcome,
    PatternMatch,
    Report,
    Strength,
)
from advisor.rulebook.board import Board
from advisor.rulebook.rulebook import Rulebook

_ORDER = {block: place for place, block in enumerate(BLOCKS)}


def check(canvas: Canvas, rulebook: Rulebook, readings: Iterable[AnyReading] = ()) -> Report:
    """Give everything the rulebook says about the canvas.

    `readings` are tags, links and facts read out of the notes; what people set wins over them. The
    same canvas, rulebook and readings give the same report.
    """
    readings = tuple(readings)
    board = Board(canvas, rulebook.vocabulary, readings)
    findings: list[Finding] = []
    outcomes: dict[str, Outcome] = {}
    for compiled in rulebook.compiled:
        outcomes[compiled.rule.id] = run_rule(compiled, board, findings)
    if canvas.answers:
        findings = [_answered(finding, canvas.answers) for finding in findings]
    findings.sort(key=_weight)
    suspected = suspect(rulebook, outcomes, board)
    if canvas.answers:
        suspected = [one for one in suspected if _answered(one, canvas.answers).answer is None]
    return Report(
        findings=tuple(_fold(findings)),
        outcomes=outcomes,
        questions=questions(rulebook, outcomes, board, _leads(suspected)),
        answers=_answer_states(canvas, findings),
        heard=readings,
        strengths=tuple(_strengths(rulebook, board)),
        patterns=tuple(_patterns(rulebook, board)),
    )


def _weight(finding: Finding) -> tuple[int, int]:
    """The heaviest first; of equals the one that sets more blocks against each other."""
    return finding.severity.rank, -len(finding.blocks)


def _answered(finding: Finding, answers: tuple[Answer, ...]) -> Finding:
    for answer in answers:
        if _matches(answer, finding):
            return replace(finding, answer=answer)
    return finding


def _matches(answer: Answer, finding: Finding) -> bool:
    """An answer holds for the notes it was given for, or fewer; never for new ones."""
    if answer.rule != finding.rule:
        return False
    if answer.notes and not (finding.notes and set(finding.notes) <= set(answer.notes)):
        return False
    tags = {*finding.tags, *finding.missing}
    return not answer.tags or tags <= set(answer.tags)


def _answer_states(canvas: Canvas, findings: list[Finding]) -> tuple[AnswerState, ...]:
    return tuple(
        AnswerState(answer, any(_matches(answer, finding) for finding in findings))
        for answer in canvas.answers
    )


def _fold(findings: list[Finding]) -> Iterable[Finding]:
    """Fold what shares root cause and a note (or the block, where none has notes)."""
    leads: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.answer is None and finding.root_cause:
            heads = leads.setdefault(finding.root_cause, [])
            head = next((lead for lead in heads if _same_place(lead, finding)), None)
            if head:
                yield replace(finding, under=head.id)
                continue
            heads.append(finding)
        yield finding


def _leads(findings: list[Finding]) -> Iterable[Finding]:
    return (finding for finding in _fold(findings) if finding.leads)


def _same_place(lead: Finding, finding: Finding) -> bool:
    if lead.notes and finding.notes:
        return not set(lead.notes).isdisjoint(finding.notes)
    if lead.notes or finding.notes:
        return False
    return not set(lead.blocks).isdisjoint(finding.blocks)


def _strengths(rulebook: Rulebook, board: Board) -> Iterable[Strength]:
    for compiled in rulebook.strengths:
        verdict = compiled.when(board)
        if verdict:
            parts = (verdict, *verdict.each)
            notes = dict.fromkeys(note for part in parts for note in part.notes)
            blocks = {block for part in parts for block in part.blocks}
            ordered = tuple(sorted(blocks, key=_ORDER.__getitem__))
            yield Strength(compiled.strength.id, ordered, tuple(notes))


def _patterns(rulebook: Rulebook, board: Board) -> list[PatternMatch]:
    """Give the patterns that hold, the most complete first."""
    matches = []
    for compiled in rulebook.patterns:
        if compiled.recognised(board):
            missing = compiled.missing(board)
            parts = 1 + len(compiled.should)
            share = (parts - len(missing)) / parts
            matches.append(PatternMatch(compiled.pattern.id, round(share, 3), missing))
    return sorted(matches, key=lambda match: -match.matched)
