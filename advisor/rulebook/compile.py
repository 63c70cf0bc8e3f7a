"""Compile conditions to closures, once per rulebook: a board in, a verdict out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.canvas import BlockId
from advisor.rulebook import conditions as c
from advisor.rulebook import conjunction, counting
from advisor.rulebook.board import Board
from advisor.rulebook.checks import BoundPattern
from advisor.rulebook.compare import Thresholds, value_test
from advisor.rulebook.evidence import NOTHING_MORE, Evidence, Verdict, firmest, join

Test = Callable[[Board], Verdict]


def compile_premise(condition: c.ConditionType, thresholds: Thresholds) -> Test:
    """Give a closure that says at least whether `condition` is known to hold on a board."""
    if isinstance(condition, c.Has):
        ((_, tags),) = condition.has.items()
        return _any_carried(tags)
    if isinstance(condition, c.Some):
        return counting.exists(condition.some, thresholds)
    return compile_condition(condition, thresholds)


def compile_condition(condition: c.ConditionType, thresholds: Thresholds) -> Test:
    """Give the closure that evaluates `condition` on a board."""
    return _COMPILERS[type(condition)](condition, thresholds)


def compile_both(condition: c.ConditionType, thresholds: Thresholds) -> tuple[Test, Test]:
    """Give the closure that evaluates `condition`, and one that may take unknown for false."""
    if not isinstance(condition, c.AllOf):
        test = compile_condition(condition, thresholds)
        return test, test
    parts = _parts(condition, thresholds)
    return conjunction.every(parts), conjunction.all_known(parts)


def _all(condition: c.AllOf, thresholds: Thresholds) -> Test:
    return conjunction.every(_parts(condition, thresholds))


def _parts(condition: c.AllOf, thresholds: Thresholds) -> list[conjunction.Part]:
    parts = conjunction.cheapest_first(condition)
    return [(place, compile_condition(part, thresholds)) for place, part in parts]


def _any(condition: c.AnyOf, thresholds: Thresholds) -> Test:
    tests = [compile_condition(part, thresholds) for part in condition.any]

    def some(board: Board) -> Verdict:
        parts: list[Evidence] = []
        unknown = False
        for test in tests:
            verdict = test(board)
            if verdict is None:
                unknown = True
            elif verdict is not False:
                parts.append(verdict)
        if parts:
            return join(firmest(parts))
        return None if unknown else False

    return some


def _not(condition: c.Not, thresholds: Thresholds) -> Test:
    test = compile_condition(condition.negated, thresholds)

    def negated(board: Board) -> Verdict:
        verdict = test(board)
        if verdict is None:
            return None
        return NOTHING_MORE if verdict is False else False

    return negated


def _has(condition: c.Has, _: Thresholds) -> Test:
    ((block, tags),) = condition.has.items()
    return _carried(block, tags)


def _carried(block: Any, tags: tuple[str, ...]) -> Test:
    here: tuple[BlockId, ...] = (block,)

    def stated(board: Board) -> Evidence:
        if len(tags) == 1:
            return Evidence(tuple(board.carriers[tags[0]]), here, tags)
        found = [tag for tag in tags if tag in board.carriers]
        notes = [note for tag in found for note in board.carriers[tag]]
        return Evidence(tuple(notes), here, tuple(found))

    def has(board: Board) -> Verdict:
        if not board.present.isdisjoint(tags):
            for tag in tags:
                if tag in board.carriers:
                    return stated(board)
            found = [tag for tag in tags if tag in board.heard]
            heard = tuple(note for tag in found for note in board.heard[tag])
            return Evidence(heard, here, tuple(found), read=True)
        for tag in tags:
            if board.group_of[tag] not in board.settled and (
                tag not in board.implied or not board.absent(tag)
            ):
                return None
        return False

    return has


def _any_carried(tags: tuple[str, ...]) -> Test:
    """Compile `has` where only whether counts, not who."""

    def carried(board: Board) -> Verdict:
        for tag in tags:
            if tag in board.carriers or tag in board.heard:
                return NOTHING_MORE
        return False

    return carried


def _lacks(condition: c.LacksAll, _: Thresholds) -> Test:
    ((block, tags),) = condition.lacks.items()
    has = _carried(block, tags)
    evidence = Evidence(blocks=(block,), missing=tags)  # type: ignore[arg-type]  # checked at load

    def lacks(board: Board) -> Verdict:
        for tag in tags:
            if tag in board.carriers:
                return False  # what `has` would find need not be collected
        verdict = has(board)
        if verdict is None:
            return None
        return evidence if verdict is False else False

    return lacks


def _group_tags(board: Board, tag: str) -> tuple[str, ...]:
    vocabulary = board.vocabulary
    return tuple(t.id for t in vocabulary.groups[vocabulary.group_of[tag]].tags)


def _only(condition: c.Only, _: Thresholds) -> Test:
    ((block, tags),) = condition.only.items()
    has = _carried(block, tags)
    listed = frozenset(tags)

    def only(board: Board) -> Verdict:
        verdict = has(board)
        for tag in _group_tags(board, tags[0]):
            if tag not in listed and (tag in board.carriers or tag in board.heard):
                return False
        if not verdict:
            return verdict
        settled = board.vocabulary.group_of[tags[0]] in board.settled
        return verdict if settled else None

    return only


def _uncovered(condition: c.Uncovered, _: Thresholds) -> Test:
    coverage = condition.uncovered
    here: tuple[BlockId, ...] = (coverage.within,)  # type: ignore[assignment]  # checked at load
    group, chosen = coverage.group, coverage.tags

    def uncovered(board: Board) -> Verdict:
        tags = chosen or tuple(tag.id for tag in board.vocabulary.groups[group].tags)
        missing = [tag for tag in tags if tag not in board.carriers and tag not in board.heard]
        if not missing:
            return False
        return Evidence(blocks=here, missing=tuple(missing)) if group in board.settled else None

    return uncovered


def _fact(condition: c.FactOf, thresholds: Thresholds) -> Test:
    body = condition.fact
    test = value_test(body, thresholds)
    names = [body.name, *([body.plus] if body.plus else [])]

    def fact(board: Board) -> Verdict:
        values = [board.facts[name] for name in names if name in board.facts]
        if len(values) < len(names):
            return None
        value: Any = values[0] if len(values) == 1 else sum(values)
        verdict = test(value, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        return Evidence(numbers=tuple(zip(names, values, strict=True)))

    return fact


def _empty(condition: c.Empty, _: Thresholds) -> Test:
    block: BlockId = condition.empty  # type: ignore[assignment]  # checked at load
    evidence = Evidence(blocks=(block,))
    return lambda board: evidence if block in board.confirmed_empty else False


def _blank(condition: c.Blank, _: Thresholds) -> Test:
    block: BlockId = condition.blank  # type: ignore[assignment]  # checked at load
    evidence = Evidence(blocks=(block,))

    def blank(board: Board) -> Verdict:
        if block not in board.awaited:
            return False
        return None if block in board.unfinished else evidence

    return blank


def _unanswered(condition: c.Unanswered, _: Thresholds) -> Test:
    ((name, group),) = condition.unanswered.items()
    block: BlockId = name  # type: ignore[assignment]  # checked at load
    evidence = Evidence(blocks=(block,), numbers=(("group", group),))

    def unanswered(board: Board) -> Verdict:
        if not board.notes.get(block) or block in board.unfinished:
            return None
        if group in board.settled:
            return False
        heard = any(tag.id in board.heard for tag in board.vocabulary.groups[group].tags)
        return False if heard else evidence

    return unanswered


def _check(condition: c.CheckOf, _: Thresholds) -> Test:
    bound = condition.check
    run, parameters = bound.run, bound.parameters
    return lambda board: run(board, parameters)


def _pattern(condition: c.PatternOf, _: Thresholds) -> Test:
    bound: BoundPattern = condition.pattern
    return bound.holds


_COMPILERS: dict[type[Any], Callable[[Any, Thresholds], Test]] = {
    c.AllOf: _all,
    c.AnyOf: _any,
    c.Not: _not,
    c.Has: _has,
    c.LacksAll: _lacks,
    c.Only: _only,
    c.Some: counting.some,
    c.Each: counting.each,
    c.Every: counting.every,
    c.NoneOf: counting.none,
    c.CountOf: counting.count,
    c.Uncovered: _uncovered,
    c.Sum: counting.total,
    c.FactOf: _fact,
    c.Empty: _empty,
    c.Blank: _blank,
    c.Unanswered: _unanswered,
    c.CheckOf: _check,
    c.PatternOf: _pattern,
}
