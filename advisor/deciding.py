"""Decide one rule on one canvas: its outcome, and the findings it becomes."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.canvas import BLOCKS, BlockId
from advisor.findings import Basis, Finding, Outcome, Severity
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import NOTHING_MORE, Evidence, main_notes
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import CompiledRule, Variant

_FIRED, _UNKNOWN, _PASSED, _NOT_APPLICABLE = Outcome  # looked up once: it is slow in an enum
_ORDER = {block: index for index, block in enumerate(BLOCKS)}


def run_rule(compiled: CompiledRule, board: Board, findings: list[Finding]) -> Outcome:
    """Run one rule, append what it finds, and give its outcome."""
    outcome, fired = decide(compiled, board)
    for variant, verdict in fired:
        findings += _findings(compiled.rule, variant, board, verdict)
    return outcome


def suspicions(compiled: CompiledRule, board: Board) -> list[Finding]:
    """Give what a rule finds, without its outcome: that takes less."""
    found: list[Finding] = []
    for variant in compiled.variants:
        verdict = variant.known(board)
        if verdict and _silenced(variant, board) is False:
            found += _findings(compiled.rule, variant, board, verdict)
    return found


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
