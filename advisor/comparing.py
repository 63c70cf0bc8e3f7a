"""Two states of a canvas beside each other: what changed in the notes and in the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from advisor.canvas import BLOCKS, Block, BlockId, Canvas, Note
from advisor.findings import Finding, Report, Severity

Change = Literal["added", "removed", "moved", "reworded", "tags", "facts", "links"]


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One note that is not as it was; `old` or `new` is missing where it came or went."""

    changes: tuple[Change, ...]
    block: BlockId
    old: Note | None
    new: Note | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of notes and findings from an older to a newer state.

    `blocks` are those of which something changed that belongs to no single note.
    """

    notes: tuple[NoteChange, ...]
    blocks: tuple[BlockId, ...]
    resolved: tuple[Finding, ...]
    new: tuple[Finding, ...]
    still: tuple[Finding, ...]
    answered: tuple[Finding, ...]


def compare(old: Canvas, new: Canvas, before: Report, after: Report) -> Comparison:
    """Give what changed; notes are known by id, findings by theirs."""
    was = {finding.id: finding for finding in _weighing(before)}
    now = {finding.id: finding for finding in _weighing(after)}
    return Comparison(
        notes=tuple(_note_changes(old, new)),
        blocks=tuple(name for name in BLOCKS if _whole(old, name) != _whole(new, name)),
        resolved=tuple(finding for name, finding in was.items() if name not in now),
        new=tuple(one for name, one in now.items() if name not in was and one.answer is None),
        still=tuple(one for name, one in now.items() if name in was and one.answer is None),
        answered=tuple(one for one in now.values() if one.answer is not None),
    )


def course(reports: Iterable[Report]) -> list[dict[Severity, int]]:
    """Give, for each report in turn, how many leads of each weight it has."""
    counted = [Counter(finding.severity for finding in report.leads) for report in reports]
    return [
        {level: counts[level] for level in Severity if level is not Severity.OPEN}
        for counts in counted
    ]


def _weighing(report: Report) -> list[Finding]:
    """Give the findings people see: leads, and those that were answered."""
    return [
        finding
        for finding in report.findings
        if finding.severity is not Severity.OPEN and not finding.under
    ]


def _note_changes(old: Canvas, new: Canvas) -> Iterable[NoteChange]:
    was = {note.id: (block, note) for block, note in old.notes()}
    for block, note in new.notes():
        if note.id not in was:
            yield NoteChange(("added",), block, None, note)
            continue
        home, before = was.pop(note.id)
        changes = tuple(_changes(home, before, block, note))
        if changes:
            yield NoteChange(changes, block, before, note)
    for block, note in was.values():
        yield NoteChange(("removed",), block, note, None)


def _whole(canvas: Canvas, block: BlockId) -> Block:
    """Give a block without its notes, tags in one order."""
    state = canvas.block(block)
    return state.model_copy(update={"notes": (), "tags": tuple(sorted(state.tags))})


def _changes(home: BlockId, old: Note, block: BlockId, new: Note) -> Iterable[Change]:
    if home != block:
        yield "moved"
    if (old.text, old.details) != (new.text, new.details):
        yield "reworded"
    if set(old.tags) != set(new.tags):
        yield "tags"
    if dict(old.facts) != dict(new.facts):
        yield "facts"
    if set(old.links) != set(new.links):
        yield "links"
