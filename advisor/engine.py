"""Run every rule over a canvas: pure, no I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from advisor import limits
from advisor.canvas import BLOCKS, Answer, BlockId, Canvas
from advisor.findings import (
    AnswerState,
    AnyReading,
    Basis,
    Finding,
    Outcome,
    PatternMatch,
    Question,
    Report,
    Severity,
    Strength,
)
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import NOTHING_MORE, Evidence, main_notes
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import CompiledRule, Rulebook, Variant

_FIRED, _UNKNOWN, _PASSED, _NOT_APPLICABLE = Outcome  # looked up once: it is slow in an enum
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
    return Report(
        findings=tuple(_fold(findings)),
        outcomes=outcomes,
        questions=_questions(rulebook, outcomes, board),
        answers=_answer_states(canvas, findings),
        heard=readings,
        strengths=tuple(_strengths(rulebook, board)),
        patterns=tuple(_patterns(rulebook, board)),
    )


def _weight(finding: Finding) -> tuple[int, int]:
    """The heaviest first; of equals the one that sets more blocks against each other."""
    return finding.severity.rank, -len(finding.blocks)


def run_rule(compiled: CompiledRule, board: Board, findings: list[Finding]) -> Outcome:
    """Run one rule, append what it finds, and give its outcome."""
    outcome, fired = decide(compiled, board)
    for variant, verdict in fired:
        findings += _findings(compiled.rule, variant, board, verdict)
    return outcome


def decide(compiled: CompiledRule, board: Board) -> tuple[Outcome, list[tuple[Variant, Evidence]]]:
    """Give a rule's outcome, and the variants that fired with what made them."""
    fired: list[tuple[Variant, Evidence]] = []
    unknown = passed = False
    for variant in compiled.variants:
        verdict = variant.when(board)
        if verdict:
            silenced = _silenced(variant, board) if variant.unless else False
            if silenced is False:
                fired.append((variant, verdict))
            elif silenced is None:
                unknown = True
            else:
                passed = True
        elif unknown or not variant.blocks.isdisjoint(board.blank) or board.untouched:
            continue  # nothing heavier can come of this variant, or it has nothing to look at
        elif verdict is None:
            unknown = True
        elif not passed:
            passed = variant.given is None or bool(variant.given(board))
    if fired:
        return _FIRED, fired
    if unknown:
        return _UNKNOWN, fired
    return _PASSED if passed else _NOT_APPLICABLE, fired


def _silenced(variant: Variant, board: Board) -> bool | None:
    """True or unknown silences: an excuse nobody ruled out still counts."""
    unknown = False
    for test in variant.unless:
        verdict = test(board)
        if verdict is None:
            unknown = True
        elif verdict is not False:
            return True
    return None if unknown else False


def _findings(rule: Rule, variant: Variant, board: Board, verdict: Evidence) -> Iterable[Finding]:
    severity, case = rule.severity, None
    related: tuple[str, ...] = ()
    for number, (test, level) in enumerate(variant.cases):
        extra = test(board)
        if extra:
            severity, case, related = level, number, extra.notes
            break
    for one, notes in zip(verdict.each or (NOTHING_MORE,), main_notes(verdict), strict=True):
        yield _finding(rule, variant.about, board, verdict, one, notes, severity, case, related)


def _finding(
    rule: Rule,
    about: str,
    board: Board,
    rest: Evidence,
    one: Evidence,
    notes: tuple[str, ...],
    severity: Severity,
    case: int | None,
    related: tuple[str, ...],
) -> Finding:
    read = rest.read or one.read
    if read and severity is Severity.CONTRADICTION:
        severity = Severity.RISK  # what was only read cannot contradict
    blocks: set[BlockId] = {*one.blocks, *rest.blocks}
    tags = tuple(dict.fromkeys((*one.tags, *rest.tags)))
    numbers = dict((*rest.numbers, *one.numbers))
    return Finding(
        rule=rule.id,
        severity=severity,
        basis=Basis.READ if read else Basis.STATED,
        blocks=tuple(sorted(blocks, key=_ORDER.__getitem__)),
        notes=notes,
        related=tuple(note for note in dict.fromkeys(related) if note not in notes),
        tags=tags,
        missing=tuple(dict.fromkeys((*one.missing, *rest.missing))),
        about=about,
        case=case,
        root_cause=rule.root_cause or "",
        numbers=numbers,
        quotes=_quotes(board, notes, tags, numbers) if read else (),
    )


def _quotes(
    board: Board, notes: tuple[str, ...], tags: tuple[str, ...], facts: Iterable[str]
) -> tuple[str, ...]:
    heard = (board.heard.get(tag, {}).get(note) for note in notes for tag in tags)
    words = [reading.words for reading in heard if reading]
    for note in notes:
        by_fact = board.heard_facts.get(note, {})
        words += [by_fact[fact].words for fact in facts if fact in by_fact]
    return tuple(dict.fromkeys(words))


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


def _questions(
    rulebook: Rulebook, outcomes: dict[str, Outcome], board: Board
) -> tuple[Question, ...]:
    """Rank the groups whose answer would let most undecided rules decide."""
    asked: Counter[str] = Counter()
    rules: dict[str, list[str]] = {}
    homes = rulebook.vocabulary.block_of_group
    told = {rulebook.vocabulary.group_of[tag] for tag in board.heard}
    for compiled in rulebook.compiled:
        if outcomes[compiled.rule.id] is not Outcome.UNKNOWN:
            continue
        for group in compiled.asks:
            block = homes[group]
            known = group in board.settled or group in told
            if not known and block not in board.unfinished | board.blank:
                asked[group] += 1
                rules.setdefault(group, []).append(compiled.rule.id)
    return tuple(
        Question(blocks=(homes[group],), asks=group, rules=tuple(rules[group]))
        for group, _ in asked.most_common(limits.QUESTIONS)
    )
