"""Compile conditions to closures, once per rulebook: a board in, a verdict out."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from advisor.canvas import BlockId
from advisor.rulebook import conditions as c
from advisor.rulebook.board import Board
from advisor.rulebook.compare import Thresholds, range_test, value_test
from advisor.rulebook.evidence import NOTHING_MORE, Evidence, Verdict, firmest, join
from advisor.rulebook.selecting import note_test

Test = Callable[[Board], Verdict]


def compile_condition(condition: c.ConditionType, thresholds: Thresholds) -> Test:
    """Give the closure that evaluates `condition` on a board."""
    return _COMPILERS[type(condition)](condition, thresholds)


def _all(condition: c.AllOf, thresholds: Thresholds) -> Test:
    tests = [compile_condition(part, thresholds) for part in condition.all]

    def every(board: Board) -> Verdict:
        parts: list[Evidence] = []
        unknown = False
        for test in tests:
            verdict = test(board)
            if verdict is False:
                return False
            if verdict is None:
                unknown = True
            else:
                parts.append(verdict)
        return None if unknown else join(parts)

    return every


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

    def has(board: Board) -> Verdict:
        carriers, block_tags = board.carriers, board.block_tags
        notes: list[str] = []
        found: list[str] = []
        for tag in tags:
            if tag in carriers:
                notes += carriers[tag]
                found.append(tag)
            elif tag in block_tags:
                found.append(tag)
        if found:
            return Evidence(tuple(notes), here, tuple(found))
        if board.heard:
            found = [tag for tag in tags if tag in board.heard]
            if found:
                heard = tuple(note for tag in found for note in board.heard[tag])
                return Evidence(heard, here, tuple(found), read=True)
        for tag in tags:
            if not board.absent(tag):
                return None
        return False

    return has


def _lacks(condition: c.LacksAll, _: Thresholds) -> Test:
    ((block, tags),) = condition.lacks.items()
    has = _carried(block, tags)
    evidence = Evidence(blocks=(block,), missing=tags)  # type: ignore[arg-type]  # checked at load

    def lacks(board: Board) -> Verdict:
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
            if tag not in listed and (
                tag in board.carriers or tag in board.block_tags or tag in board.heard
            ):
                return False
        if not verdict:
            return verdict
        settled = board.vocabulary.group_of[tags[0]] in board.settled
        return verdict if settled else None

    return only


def _notes(selection: c.Selection, thresholds: Thresholds) -> Callable[[Board], Any]:
    """Give a function that splits the notes of the blocks: those in, how many may be, all."""
    test = note_test(selection, thresholds)
    within: tuple[BlockId, ...] = selection.within  # type: ignore[assignment]  # checked at load

    def split(board: Board) -> tuple[list[Evidence], int, int]:
        found: list[Evidence] = []
        unknown = total = 0
        for block in within:
            for note in board.notes.get(block, ()):
                total += 1
                verdict = test(board, note, block)
                if verdict is None:
                    unknown += 1
                elif verdict is not False:
                    found.append(verdict)
        return found, unknown, total

    return split


def _some(condition: c.Some, thresholds: Thresholds) -> Test:
    return _existing(condition.some, thresholds, apart=False)


def _each(condition: c.Each, thresholds: Thresholds) -> Test:
    return _existing(condition.each, thresholds, apart=True)


def _existing(selection: c.Selection, thresholds: Thresholds, apart: bool) -> Test:
    split = _notes(selection, thresholds)
    within = frozenset(selection.within)

    def some(board: Board) -> Verdict:
        found, unknown, total = split(board)
        if found:
            return Evidence(each=tuple(found)) if apart else join(firmest(found))
        # an empty block holds no such note, but may not be filled in yet
        if unknown or (not total and not within <= board.confirmed_empty):
            return None
        return None if within & board.unfinished else False

    return some


def _every(condition: c.Every, thresholds: Thresholds) -> Test:
    split = _notes(condition.every, thresholds)
    within = frozenset(condition.every.within)

    def every(board: Board) -> Verdict:
        found, unknown, total = split(board)
        if len(found) + unknown < total:
            return False
        if unknown or not total or within & board.unfinished:
            return False if not total and within <= board.confirmed_empty else None
        return join(found)

    return every


def _none(condition: c.NoneOf, thresholds: Thresholds) -> Test:
    split = _notes(condition.none, thresholds)
    within = frozenset(condition.none.within)
    evidence = Evidence(blocks=condition.none.within)  # type: ignore[arg-type]  # checked at load

    def none(board: Board) -> Verdict:
        found, unknown, total = split(board)
        if found:
            return False
        if unknown or within & board.unfinished:
            return None
        return evidence if total or within <= board.confirmed_empty else None

    return none


def _count(condition: c.CountOf, thresholds: Thresholds) -> Test:
    split = _notes(condition.count, thresholds)
    test = range_test(condition.count, thresholds)
    within = frozenset(condition.count.within)
    blocks: tuple[BlockId, ...] = condition.count.within  # type: ignore[assignment]  # checked

    def count(board: Board) -> Verdict:
        found, unknown, _ = split(board)
        least = len(found)
        most = inf if within & board.unfinished else least + unknown
        verdict = test(least, most, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        counted = (("count", float(least)),)
        return join([*found, Evidence(blocks=blocks, numbers=counted)])

    return count


def _uncovered(condition: c.Uncovered, _: Thresholds) -> Test:
    coverage = condition.uncovered
    here: tuple[BlockId, ...] = (coverage.within,)  # type: ignore[assignment]  # checked at load
    group, chosen = coverage.group, coverage.tags

    def uncovered(board: Board) -> Verdict:
        tags = chosen or tuple(tag.id for tag in board.vocabulary.groups[group].tags)
        missing = tuple(
            tag
            for tag in tags
            if not (tag in board.carriers or tag in board.block_tags or tag in board.heard)
        )
        if not missing:
            return False
        return Evidence(blocks=here, missing=missing) if group in board.settled else None

    return uncovered


def _sum(condition: c.Sum, thresholds: Thresholds) -> Test:
    block: BlockId = condition.sum.within  # type: ignore[assignment]  # checked at load
    fact = condition.sum.of
    test = range_test(condition.sum, thresholds)

    def total(board: Board) -> Verdict:
        notes = board.notes.get(block, ())
        values = {note.id: note.facts[fact] for note in notes if fact in note.facts}
        if not values:
            return None
        least = float(sum(values.values()))
        complete = len(values) == len(notes) and block not in board.unfinished
        verdict = test(least, least if complete else inf, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        return Evidence(tuple(values), (block,), numbers=(("sum", least),))

    return total


def _fact(condition: c.FactOf, thresholds: Thresholds) -> Test:
    body = condition.fact
    test = value_test(body, thresholds)
    names = [body.name, *([body.plus] if body.plus else [])]

    def fact(board: Board) -> Verdict:
        values = [board.facts[name] for name in names if name in board.facts]
        if len(values) < len(names):
            return None
        value: Any = values[0] if len(values) == 1 else sum(values)  # type: ignore[arg-type]
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
        if block in board.unfinished:
            return None
        return evidence if block in board.blank else False

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
    return lambda board: bound.run(board, bound.parameters)  # type: ignore[no-any-return]


_COMPILERS: dict[type[Any], Callable[[Any, Thresholds], Test]] = {
    c.AllOf: _all,
    c.AnyOf: _any,
    c.Not: _not,
    c.Has: _has,
    c.LacksAll: _lacks,
    c.Only: _only,
    c.Some: _some,
    c.Each: _each,
    c.Every: _every,
    c.NoneOf: _none,
    c.CountOf: _count,
    c.Uncovered: _uncovered,
    c.Sum: _sum,
    c.FactOf: _fact,
    c.Empty: _empty,
    c.Blank: _blank,
    c.Unanswered: _unanswered,
    c.CheckOf: _check,
}
