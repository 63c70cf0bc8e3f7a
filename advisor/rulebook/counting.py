"""Compile the words that go through the notes of a block: some, every, none, counts and sums."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from advisor.canvas import BlockId
from advisor.rulebook import conditions as c
from advisor.rulebook import selections as s
from advisor.rulebook.board import Board
from advisor.rulebook.compare import Thresholds, range_test
from advisor.rulebook.evidence import NOTHING_MORE, Evidence, Verdict, firmest, join
from advisor.rulebook.selecting import note_test, prospect_of, takes_all

Test = Callable[[Board], Verdict]
_NUMBER = (int, float)  # made once: `int | float` would be made for every value


def _notes(selection: s.Selection, thresholds: Thresholds) -> Callable[[Board], Any]:
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


def _existing(selection: s.Selection, thresholds: Thresholds, apart: bool) -> Test:
    test = note_test(selection, thresholds)
    within = frozenset(selection.within)
    blocks: tuple[BlockId, ...] = selection.within  # type: ignore[assignment]  # checked at load

    prospect_on = prospect_of(selection)

    def some(board: Board) -> Verdict:
        prospect = prospect_on(board) if prospect_on else True
        if prospect is False:  # the usual case; tags bind a selection to one block
            return None if blocks[0] in board.awaited else False
        found: list[Evidence] = []
        unknown = total = 0
        for block in blocks:
            for note in board.notes.get(block, ()):
                total += 1
                verdict = test(board, note, block)
                if verdict:
                    found.append(verdict)
                elif verdict is None:
                    if prospect is None:
                        return None  # no other can be found
                    unknown += 1
        if found:
            return Evidence(each=tuple(found)) if apart else join(firmest(found))
        # an empty block holds no such note, but may not be filled in yet
        if unknown or (not total and not within <= board.confirmed_empty):
            return None
        return False if within.isdisjoint(board.unfinished) else None

    return _any_note(blocks, some) if takes_all(selection) and not apart else some


def exists(selection: s.Selection, thresholds: Thresholds) -> Test:
    """Compile `some` where only whether counts: the first note will do."""
    test = note_test(selection, thresholds)
    blocks: tuple[BlockId, ...] = selection.within  # type: ignore[assignment]  # checked at load

    def exists(board: Board) -> Verdict:
        for block in blocks:
            for note in board.notes.get(block, ()):
                if test(board, note, block):
                    return NOTHING_MORE
        return False

    return exists


def _any_note(blocks: tuple[BlockId, ...], otherwise: Test) -> Test:
    """Compile "there is a note": no note needs to be looked at."""

    def any_note(board: Board) -> Verdict:
        filled = tuple([block for block in blocks if board.notes.get(block)])
        return Evidence(_ids(board, filled), filled) if filled else otherwise(board)

    return any_note


def every(condition: c.Every, thresholds: Thresholds) -> Test:
    """All notes of the blocks belong to the selection."""
    test = note_test(condition.every, thresholds)
    within = frozenset(condition.every.within)
    blocks: tuple[BlockId, ...] = condition.every.within  # type: ignore[assignment]  # checked

    def every(board: Board) -> Verdict:
        found: list[Evidence] = []
        unknown = False
        for block in blocks:
            for note in board.notes.get(block, ()):
                verdict = test(board, note, block)
                if verdict is False:
                    return False
                if verdict is None:
                    unknown = True
                else:
                    found.append(verdict)
        if unknown or not within.isdisjoint(board.unfinished):
            return None
        if not found:
            return False if within <= board.confirmed_empty else None
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
        if unknown or not within.isdisjoint(board.unfinished):
            return None
        return evidence if total or within <= board.confirmed_empty else None

    return none


def count(condition: c.CountOf, thresholds: Thresholds) -> Test:
    """The number of notes, known only to lie between two bounds, compares so."""
    if takes_all(condition.count) and len(condition.count.within) == 1:
        return _count_block(condition.count, thresholds)
    split = _notes(condition.count, thresholds)
    test = range_test(condition.count, thresholds)
    within = frozenset(condition.count.within)
    blocks: tuple[BlockId, ...] = condition.count.within  # type: ignore[assignment]  # checked

    def count(board: Board) -> Verdict:
        found, unknown, total = split(board)
        least = len(found)
        filled = total or within <= board.confirmed_empty
        most = least + unknown if filled and within.isdisjoint(board.unfinished) else inf
        verdict = test(least, most, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        counted = (("count", float(least)),)
        return join([*found, Evidence(blocks=blocks, numbers=counted)])

    return count


def _count_block(selection: s.Count, thresholds: Thresholds) -> Test:
    """Compile the number of all notes of a block: none of them needs to be looked at."""
    test = range_test(selection, thresholds)
    block: BlockId = selection.within[0]  # type: ignore[assignment]  # checked at load

    def count_block(board: Board) -> Verdict:
        number = len(board.notes.get(block, ()))
        verdict = test(number, inf if block in board.awaited else number, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        counted = (("count", float(number)),)
        return Evidence(_ids(board, (block,)), (block,), numbers=counted)

    return count_block


def _ids(board: Board, blocks: tuple[BlockId, ...]) -> tuple[str, ...]:
    return tuple([note.id for block in blocks for note in board.notes.get(block, ())])


def total(condition: c.Sum, thresholds: Thresholds) -> Test:
    """The sum of a fact, open upwards while notes lack it, compares so."""
    block: BlockId = condition.sum.within  # type: ignore[assignment]  # checked at load
    fact = condition.sum.of
    test = range_test(condition.sum, thresholds)

    def summed(board: Board) -> Verdict:
        notes = board.notes.get(block, ())
        named: list[str] = []
        least = 0.0
        read = False
        for note in notes:
            value = note.facts.get(fact)
            if value is None and note.id in board.heard_facts:
                value = board.heard_fact(note.id, fact)
                read = read or value is not None
            if value is not None:
                named.append(note.id)
                least += value if isinstance(value, _NUMBER) else 0
        if not named:
            return None
        complete = len(named) == len(notes) and block not in board.unfinished
        verdict = test(least, least if complete else inf, board.facts)
        if not verdict:
            return verdict if verdict is None else False
        return Evidence(tuple(named), (block,), read=read, numbers=(("sum", least),))

    return summed
