"""Compile selections: which notes of a block carry what, and are linked to what."""

from __future__ import annotations

from collections.abc import Callable

from advisor.canvas import BlockId, Note
from advisor.rulebook.board import Board
from advisor.rulebook.compare import Thresholds, value_test
from advisor.rulebook.conditions import Selection
from advisor.rulebook.evidence import Evidence, Verdict, firmest, join

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
        for fact, comparison in (carries.facts or {}).items():
            tests.append(_fact(fact, value_test(comparison, thresholds)))
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
            if verdict is False:
                return False
            if verdict is None:
                unknown = True
            else:
                parts.append(verdict)
        return None if unknown else join(parts)

    return every


def _itself(_: Board, note: Note, block: BlockId) -> Verdict:
    return Evidence(notes=(note.id,), blocks=(block,))


def _carries(wanted: tuple[str, ...]) -> NoteTest:
    tags = frozenset(wanted)

    def carries(board: Board, note: Note, block: BlockId) -> Verdict:
        found = [tag for tag in note.tags if tag in tags]
        if found:
            return Evidence((note.id,), (block,), tuple(found))
        if board.block_tags:  # a tag of the whole block holds for each of its notes
            found = [tag for tag in wanted if tag in board.block_tags]
            if found:
                return Evidence((note.id,), (block,), tuple(found))
        if board.heard:
            found = [tag for tag in wanted if note.id in board.heard.get(tag, ())]
            if found:
                return Evidence((note.id,), (block,), tuple(found), read=True)
        return False if all(board.absent_from(tag, note) for tag in wanted) else None

    return carries


def _without(wanted: tuple[str, ...]) -> NoteTest:
    carries = _carries(wanted)

    def without(board: Board, note: Note, block: BlockId) -> Verdict:
        verdict = carries(board, note, block)
        if verdict is None:
            return None
        return Evidence((note.id,), (block,), missing=wanted) if verdict is False else False

    return without


def _fact(name: str, test: Callable[..., bool | None]) -> NoteTest:
    def fact(board: Board, note: Note, block: BlockId) -> Verdict:
        value = note.facts.get(name)
        if value is None:
            return None
        verdict = test(value, board.facts)
        if verdict:
            return Evidence((note.id,), (block,), numbers=((name, value),))
        return verdict if verdict is None else False

    return fact


def _other_side(
    other: Selection | tuple[str, ...], thresholds: Thresholds
) -> tuple[tuple[BlockId, ...], NoteTest]:
    if isinstance(other, Selection):
        return other.within, note_test(other, thresholds)  # type: ignore[return-value]  # checked at load
    return other, _itself  # type: ignore[return-value]


def _linked(others: tuple[BlockId, ...], test: NoteTest) -> NoteTest:
    def linked(board: Board, note: Note, block: BlockId) -> Verdict:
        """True when some note over there is linked and passes; false when none can be."""
        found: list[Evidence] = []
        unknown = False
        for other in others:
            state = board.link_state(block, other)
            neighbours = board.linked.get(note.id, ())
            for candidate in board.notes.get(other, ()):
                if state and candidate.id not in neighbours:
                    continue
                verdict = test(board, candidate, other)
                if verdict is False:
                    continue
                if verdict is None or state is None:
                    unknown = True
                else:
                    found.append(verdict if state else verdict._replace(read=True))
            if other in board.unfinished or block in board.unfinished:
                unknown = True
            elif not board.notes.get(other) and other not in board.confirmed_empty:
                unknown = True  # nobody has filled it yet
        if found:
            return join([Evidence((note.id,), (block,)), *firmest(found)])
        return None if unknown else False

    return linked


def _not_linked(others: tuple[BlockId, ...], test: NoteTest) -> NoteTest:
    linked = _linked(others, test)

    def not_linked(board: Board, note: Note, block: BlockId) -> Verdict:
        verdict = linked(board, note, block)
        if verdict is None:
            return None
        return Evidence((note.id,), (block, *others)) if verdict is False else False

    return not_linked
