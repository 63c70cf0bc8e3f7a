"""Fixes tried before they are made: edits that would settle a finding, and what else they change.

Candidates come from the finding's own evidence, nothing is made up; each is tried with the whole
rulebook, and only those that do settle the finding are offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from advisor import editing
from advisor.canvas import BlockId, Canvas
from advisor.engine import check
from advisor.findings import Finding, Reading, Report, Severity
from advisor.reading.reader import read
from advisor.rulebook.rulebook import Rulebook
from advisor.vocabulary import Vocabulary

OFFERED = 4  # more is a list to study
TRIED = 24  # candidates tried for one finding
NOTES_TRIED = 4  # notes of a block that could carry a missing tag

Kind = Literal["take_off", "misread", "state", "link", "unlink", "remove"]
_ORDER: tuple[Kind, ...] = ("misread", "state", "link", "take_off", "unlink", "remove")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a canvas; `word` is a tag, or the other note of a link.

    Without a `note` the tag is one of the block as a whole.
    """

    kind: Kind
    block: BlockId
    note: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """An edit that settles a finding, and every finding it clears and raises."""

    edit: Edit
    clears: tuple[Finding, ...]
    raises: tuple[Finding, ...]


def make(canvas: Canvas, edit: Edit, vocabulary: Vocabulary) -> Canvas:
    """Give the canvas with the edit made."""
    if edit.kind == "remove":
        return editing.remove_note(canvas, edit.note)
    if edit.kind in ("link", "unlink"):
        return editing.set_link(canvas, edit.note, edit.word, edit.kind == "link")
    if edit.kind == "misread":
        return editing.turn_down(canvas, edit.note, edit.word)
    on = edit.kind == "state"
    return editing.set_tag(canvas, edit.block, edit.note, edit.word, on, vocabulary)


def try_out(
    finding: Finding, canvas: Canvas, report: Report, rulebook: Rulebook
) -> tuple[Trial, ...]:
    """Give the edits that settle `finding`, the one that harms least first."""
    trials = []
    for edit in list(_candidates(finding, canvas, report, rulebook.vocabulary))[:TRIED]:
        after = make(canvas, edit, rulebook.vocabulary)
        clears, raises = _difference(report, check(after, rulebook, read(after)))
        if any(one.id == finding.id for one in clears):
            trials.append(Trial(edit, clears, raises))
    return tuple(sorted(trials, key=_harm)[:OFFERED])


def _harm(trial: Trial) -> tuple[int, int, int]:
    def weight(findings: Iterable[Finding]) -> int:
        return sum(len(Severity) - finding.severity.rank for finding in findings)

    removes = int(trial.edit.kind == "remove")
    harm = weight(trial.raises) - weight(trial.clears)
    return removes, harm, _ORDER.index(trial.edit.kind)


def _difference(before: Report, after: Report) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Give what is gone and what is new; a finding that only names other notes is neither."""
    old, new = _counting(before), _counting(after)
    gone = [finding for name, finding in old.items() if name not in new]
    come = [finding for name, finding in new.items() if name not in old]
    moved = {one.rule for one in gone} & {one.rule for one in come}
    return (
        tuple(finding for finding in gone if finding.rule not in moved),
        tuple(finding for finding in come if finding.rule not in moved),
    )


def _counting(report: Report) -> dict[str, Finding]:
    """Give what weighs: neither answered nor merely open. What is folded counts too."""
    return {
        finding.id: finding
        for finding in report.findings
        if finding.answer is None and finding.severity is not Severity.OPEN
    }


def _candidates(
    finding: Finding, canvas: Canvas, report: Report, vocabulary: Vocabulary
) -> Iterator[Edit]:
    homes = {note.id: block for block, note in canvas.notes()}
    tags = {note.id: note.tags for _, note in canvas.notes()}
    read_tags = {(one.note, one.tag) for one in report.heard if isinstance(one, Reading)}
    notes = [note for note in finding.notes if note in homes]
    for tag in finding.tags:
        home = vocabulary.block_of_tag[tag]
        for note in notes:
            if (note, tag) in read_tags:
                yield Edit("misread", homes[note], note, tag)
            elif tag in tags[note]:
                yield Edit("take_off", homes[note], note, tag)
        if tag in canvas.block(home).tags:
            yield Edit("take_off", home, "", tag)
    for tag in finding.missing:
        yield from _statements(tag, canvas, notes, vocabulary)
    yield from _links(finding, canvas, notes, homes)
    for note in notes[:2]:
        yield Edit("remove", homes[note], note)


def _statements(
    tag: str, canvas: Canvas, notes: list[str], vocabulary: Vocabulary
) -> Iterator[Edit]:
    home = vocabulary.block_of_tag[tag]
    group = vocabulary.groups[vocabulary.group_of[tag]]
    if group.place == "block":
        yield Edit("state", home, "", tag)
        return
    own = sorted(canvas.block(home).notes, key=lambda note: note.id not in notes)
    for note in own[:NOTES_TRIED]:
        if tag not in note.tags:
            yield Edit("state", home, note.id, tag)


def _links(
    finding: Finding, canvas: Canvas, notes: list[str], homes: dict[str, BlockId]
) -> Iterator[Edit]:
    for note in notes:
        for block in finding.blocks:
            if block == homes[note]:
                continue
            for other in canvas.block(block).notes[:NOTES_TRIED]:
                linked = editing.are_linked(canvas, note, other.id)
                if not linked:
                    yield Edit("link", homes[note], note, other.id)
                elif other.id in notes and note < other.id:
                    yield Edit("unlink", homes[note], note, other.id)
