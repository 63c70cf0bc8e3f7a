"""Compile selections: which notes of a block carry what, and are linked to what."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from advisor.canvas import BlockId, Note
from advisor.findings import Datum
from advisor.rulebook.board import Board
from advisor.rulebook.compare import Thresholds, ValueTest, value_test
from advisor.rulebook.evidence import Evidence, Verdict, firmest, join
from advisor.rulebook.selections import Selection

# Does this note of this block belong to the selection, and why?
NoteTest = Callable[[Board, Note, BlockId], Verdict]


def note_test(selection: Selection, thresholds: Thresholds) -> NoteTest:
    """Compile everything a selection asks of one note; its evidence includes the note."""
    tests: list[NoteTest] = []
    if selection.carries:
        carries = selection.carries
        if carries.tags:
            tests.append(_carries(carries.tags))
        tests += [_carries((tag,)) for tag in carries.all_tags or ()]
        if carries.facts:
            compared = [(name, value_test(c, thresholds)) for name, c in carries.facts.items()]
            tests.append(_facts(compared))
    if selection.without:
        tests.append(_without(selection.without.tags))
    if selection.linked_to:
        tests.append(_linked(*_other_side(selection.linked_to, thresholds)))
    if selection.not_linked_to:
        tests.append(_not_linked(*_other_side(selection.not_linked_to, thresholds)))
    if not tests:
        return _itself
    if len(tests) == 1:
        return tests[0]

    def every(board: Board, note: Note, block: BlockId) -> Verdict:
        parts: list[Evidence] = []
        unknown = False
        for test in tests:
            verdict = test(board, note, block)
            if verdict:
                parts.append(verdict)
            elif verdict is None:
                unknown = True
            else:
                return False
        return None if unknown else join(parts)

    return every


def takes_all(selection: Selection) -> bool:
    """Say whether the selection leaves no note of its blocks out."""
    return not (
        selection.carries or selection.without or selection.linked_to or selection.not_linked_to
    )


def prospect_of(selection: Selection) -> Callable[[Board], bool | None] | None:
    """Compile what can be said of the selection before any note is looked at.

    False: known that no note belongs to it. None: of no note can it be known. True: look.
    """
    carries, linked_to = selection.carries, selection.linked_to
    if not carries and not linked_to:
        return None
    alternatives: list[tuple[str, ...]] = [(tag,) for tag in (carries and carries.all_tags) or ()]
    if carries and carries.tags:
        alternatives.append(carries.tags)
    facts = frozenset((carries and carries.facts) or ())
    others = linked_to.within if isinstance(linked_to, Selection) else linked_to or ()
    pairs: list[tuple[BlockId, BlockId]] = [
        (home, other)  # type: ignore[misc]  # checked at load
        for home in selection.within
        for other in others
    ]

    def prospect(board: Board) -> bool | None:
        known = facts <= board.note_facts
        for tags in alternatives:
            if board.present.isdisjoint(tags):
                known = False
                for tag in tags:
                    if board.group_of[tag] not in board.settled:
                        break
                else:
                    return False
        for home, other in pairs if known else ():
            if board.may_link(home, other):
                return True
        return None if pairs or not known else True

    return prospect


def _itself(_: Board, note: Note, block: BlockId) -> Verdict:
    return Evidence(notes=(note.id,), blocks=(block,))


def _carries(wanted: tuple[str, ...]) -> NoteTest:
    tags = frozenset(wanted)

    def carries(board: Board, note: Note, block: BlockId) -> Verdict:
        if not tags.isdisjoint(board.present):  # else nobody does: the usual case
            if not tags.isdisjoint(note.tags):
                found = [tag for tag in note.tags if tag in tags]
                return Evidence((note.id,), (block,), tuple(found))
            if not tags.isdisjoint(board.block_tags):  # a block's tag holds for each of its notes
                found = [tag for tag in wanted if tag in board.block_tags]
                return Evidence((note.id,), (block,), tuple(found))
            heard = board.heard_tags.get(note.id)
            if heard and not tags.isdisjoint(heard):
                found = [tag for tag in wanted if tag in heard]
                return Evidence((note.id,), (block,), tuple(found), read=True)
        for tag in wanted:
            if board.group_of[tag] not in board.settled and (
                tag not in board.implied or not board.absent_from(tag, note)
            ):
                return None
        return False

    return carries


def _without(wanted: tuple[str, ...]) -> NoteTest:
    carries = _carries(wanted)

    def without(board: Board, note: Note, block: BlockId) -> Verdict:
        verdict = carries(board, note, block)
        if verdict is None:
            return None
        return Evidence((note.id,), (block,), missing=wanted) if verdict is False else False

    return without


def _facts(tests: list[tuple[str, ValueTest]]) -> NoteTest:
    def facts(board: Board, note: Note, block: BlockId) -> Verdict:
        stated = note.facts
        heard = board.heard_facts.get(note.id) if board.heard_facts else None
        if not stated and not heard:
            return None
        numbers: list[tuple[str, Datum]] = []
        read = False
        for name, test in tests:
            value = stated.get(name)
            if value is None:
                if not heard or name not in heard:
                    continue
                value, read = heard[name].value, True
            verdict = test(value, board.facts)
            if verdict:
                numbers.append((name, value))
            elif verdict is False:
                return False
        if len(numbers) < len(tests):
            return None
        return Evidence((note.id,), (block,), read=read, numbers=tuple(numbers))

    return facts


def _other_side(
    other: Selection | tuple[str, ...], thresholds: Thresholds
) -> tuple[tuple[BlockId, ...], NoteTest]:
    if isinstance(other, Selection):
        return other.within, note_test(other, thresholds)  # type: ignore[return-value]  # checked at load
    return other, _itself  # type: ignore[return-value]


def _linked(others: tuple[BlockId, ...], test: NoteTest) -> NoteTest:
    def over_there(board: Board, block: BlockId) -> tuple[list[Side], bool]:
        """Give the other sides, and whether one leaves all unknown: the same for a whole block."""
        key = (test, others, block)
        if key not in board.kept:
            sides = [_side(board, block, other, test) for other in others]
            unknown = any(
                block in board.unfinished
                or side.block in board.awaited
                or (side.state is None and side.candidates)  # none can be known to be linked
                for side in sides
            )
            board.kept[key] = sides, unknown
        kept: tuple[list[Side], bool] = board.kept[key]
        return kept

    def linked(board: Board, note: Note, block: BlockId) -> Verdict:
        """True when some note over there is linked and passes; false when none can be."""
        found: list[Evidence] = []
        sides, unknown = over_there(board, block)
        for other, state, candidates in sides:
            if board.heard_links and (note.id, other) in board.heard_links:
                for there, verdict in candidates:
                    if verdict and (note.id, there) in board.heard_links:
                        found.append(verdict._replace(read=True))
            if state is None or (state and (note.id, other) not in board.reached):
                continue
            for there, verdict in candidates:
                if state and (note.id, there) not in board.links:
                    continue
                if verdict is None:
                    unknown = True
                else:
                    found.append(verdict if state else verdict._replace(read=True))
        if found:
            return join([Evidence((note.id,), (block,)), *firmest(found)])
        return None if unknown else False

    return linked


class Side(NamedTuple):
    """A block that notes of another are linked to: how that is known, who passes or may pass."""

    block: BlockId
    state: bool | None
    candidates: list[tuple[str, Evidence | None]]


def _side(board: Board, home: BlockId, other: BlockId, test: NoteTest) -> Side:
    candidates: list[tuple[str, Evidence | None]] = []
    known = board.may_link(home, other)
    for note in board.notes.get(other, ()):
        verdict = test(board, note, other)
        if verdict is not False:
            candidates.append((note.id, verdict))
            if not known:
                break  # one that may be linked tells as much as all
    return Side(other, board.link_state(home, other), candidates)


def _unlinked(others: tuple[BlockId, ...]) -> NoteTest:
    """Compile "linked to no note at all over there": no candidate needs to be looked at."""

    def unlinked(board: Board, note: Note, block: BlockId) -> Verdict:
        unknown = block in board.unfinished
        for other in others:
            pair = (note.id, other)
            if pair in board.reached or pair in board.heard_links:
                return False
            if other in board.awaited:
                unknown = True
            if (block, other) not in board.joined and board.notes.get(other):
                if board.link_state(block, other) is False:
                    return False  # one side has one note: it belongs to all of the other
                unknown = True
        return None if unknown else Evidence((note.id,), (block, *others))

    return unlinked


def _not_linked(others: tuple[BlockId, ...], test: NoteTest) -> NoteTest:
    if test is _itself:
        return _unlinked(others)
    linked = _linked(others, test)

    def not_linked(board: Board, note: Note, block: BlockId) -> Verdict:
        verdict = linked(board, note, block)
        if verdict is None:
            return None
        return Evidence((note.id,), (block, *others)) if verdict is False else False

    return not_linked
