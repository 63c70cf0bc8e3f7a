"""Compile the words that go through the notes of a block: some, every, none, counts and sums."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from advisor.canvas import BlockId
from advisor.rulebook import conditions as c
from advisor.rulebook.board import Board
from advisor.rulebook.compare import Thresholds, range_test
from advisor.rulebook.evidence import Evidence, Verdict, firmest, join
from advisor.rulebook.selecting import note_test

Test = Callable[[Board], Verdict]


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


def some(condition: c.Some, thresholds: Thresholds) -> Test:
    """Some note of the selection exists; one finding names all of them."""
    return _existing(condition.some, thresholds, apart=False)


def each(condition: c.Each, thresholds: Thresholds) -> Test:
    """As `some`, but every note becomes a finding of its own."""
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


def every(condition: c.Every, thresholds: Thresholds) -> Test:
    """All notes of the blocks belong to the selection."""
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


def none(condition: c.NoneOf, thresholds: Thresholds) -> Test:
    """No note of the blocks belongs to the selection."""
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


def count(condition: c.CountOf, thresholds: Thresholds) -> Test:
    """The number of notes, known only to lie between two bounds, compares so."""
    split = _notes(condition.count, thresholds)
    test = range_test(condition.count, thresholds)
    within = frozenset(condition.count.within)
    blocks: tuple[BlockId, ...] = condition.count.within  # type: ignore[assignment]  # checked

    def count(board: Board) -> Verdict:
        found, unknown, total = split(board)
        least = len(found)
        filled = total or within <= board.confirmed_empty
        most = least + unknown if filled and not within & board.unfinished else inf
        verdict = test(least, most, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        counted = (("count", float(least)),)
        return join([*found, Evidence(blocks=blocks, numbers=counted)])

    return count


def total(condition: c.Sum, thresholds: Thresholds) -> Test:
    """The sum of a fact, open upwards while notes lack it, compares so."""
    block: BlockId = condition.sum.within  # type: ignore[assignment]  # checked at load
    fact = condition.sum.of
    test = range_test(condition.sum, thresholds)

    def summed(board: Board) -> Verdict:
        notes = board.notes.get(block, ())
        values = {note.id: note.facts[fact] for note in notes if fact in note.facts}
        if not values:
            return None
        least = float(sum(value for value in values.values() if isinstance(value, int | float)))
        complete = len(values) == len(notes) and block not in board.unfinished
        verdict = test(least, least if complete else inf, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        return Evidence(tuple(values), (block,), numbers=(("sum", least),))

    return summed
