"""What goes back to Moodle: the feedback zip and the filled worksheet, of released reviews only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from advisor.rulebook.rulebook import Rulebook
from advisor.screening.feedback import compose
from advisor.screening.grading import assess, total, with_review
from advisor.screening.handing_back import Form, feedback_file
from advisor.screening.letters import letter_of
from advisor.screening.moodle import Handed, parse_name
from advisor.screening.moodle_feedback import (
    feedback_paths,
    find_rows,
    spread_marks,
    write_feedback,
)
from advisor.screening.rechecking import recheck
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.submission import Screened
from advisor.screening.worksheet import Mark, Worksheet, fill_worksheet
from advisor.texts import words
from advisor.views.letter_markdown import letter_text

Batch = Iterable[tuple[Screened, Review]]

# How a group's own folder is called: without the worksheet nobody can tell who is in it.
_GROUP = re.compile(r"(gruppe|group|team)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Matched:
    """How a worksheet and a cohort fit: rows that found their team, and files without a row."""

    rows: int
    found: int
    lost: tuple[Screened, ...]


def released(batch: Batch) -> Iterator[tuple[Screened, Review]]:
    """Give what is to be handed back: released, and not replaced by a newer file."""
    for screened, review in batch:
        if review.status == "released" and screened.status != "older":
            yield screened, review


def match(screened: Iterable[Screened], sheet: Worksheet) -> Matched:
    """Give how many rows of a worksheet belong to one of these submissions."""
    found: set[str] = set()
    lost = []
    for one in screened:
        handed = parse_name(one.path)
        rows = find_rows(handed, sheet) if handed else ()
        found |= {entry.number for entry in rows}
        if not rows:
            lost.append(one)
    return Matched(len(sheet.entries), len(found), tuple(lost))


def undeliverable(
    screened: Iterable[Screened], sheet: Worksheet | None = None
) -> tuple[Screened, ...]:
    """Give the submissions whose feedback Moodle could not bring to anybody."""
    return tuple(one for one in screened if not _targets(one, "x", sheet))


def pack(
    batch: Batch,
    rulebook: Rulebook,
    form: Form,
    sheet: Worksheet | None = None,
    rubric: Rubric | None = None,
) -> bytes:
    """Give the zip for "upload multiple feedback files"; who cannot be reached has none in it.

    Raises:
        SourceError: a canvas is none of this program's.
    """
    placed = []
    for screened, review in released(batch):
        spoken = words(review.language_for(screened.language))
        targets = _targets(screened, f"{spoken('cohort.handing.moodle.file')}.{form}", sheet)
        if targets:
            content = feedback_file(screened, review, rulebook, form, rubric)
            placed += [(target, content) for target in targets]
    return write_feedback(placed)


def fill(
    batch: Batch,
    sheet: Worksheet,
    rulebook: Rulebook,
    rubric: Rubric | None = None,
    *,
    grades: bool = True,
) -> bytes:
    """Give the worksheet with the feedback as comment and, with a rubric, the points as grade.

    Where the assignment has a scale, and where points are not complete, the grade stays as it is.

    Raises:
        TableError: the points are more than the assignment gives.
        SourceError: a canvas is none of this program's.
    """
    marks = {}
    for screened, review in released(batch):
        spoken = words(review.language_for(screened.language))
        comment = ""
        if "comment" in sheet.columns:
            feedback = compose(screened, rulebook, review, spoken, rubric)
            comment = letter_text(letter_of(feedback, spoken))
        grade = _points(screened, review, rulebook, rubric) if rubric and grades else None
        marks[screened.path] = Mark(grade, comment)
    spread, _ = spread_marks(marks, sheet)
    scaled = {entry.number for entry in sheet.entries if entry.scale}
    kept = {
        number: replace(mark, grade=None) if number in scaled else mark
        for number, mark in spread.items()
    }
    return fill_worksheet(sheet, kept)


def best(sheet: Worksheet) -> float | None:
    """Give the most points every row of a worksheet allows; None where it names none."""
    return min((one.best for one in sheet.entries if one.best is not None), default=None)


def _points(screened: Screened, review: Review, rulebook: Rulebook, rubric: Rubric) -> float | None:
    seen = recheck(screened, rulebook, review)
    if seen is None:
        return None
    graded = assess(rubric, seen.canvas, seen.report, rulebook, words("en"))
    return total(with_review(graded, review))


def _targets(screened: Screened, name: str, sheet: Worksheet | None) -> tuple[str, ...]:
    handed = parse_name(screened.path)
    if handed is None or (sheet is None and _of_group(handed)):
        return ()
    return feedback_paths(handed, name, sheet)


def _of_group(handed: Handed) -> bool:
    """Say whether a folder looks like a whole group's; under its number somebody else may be."""
    return not handed.number or (not handed.group and bool(_GROUP.match(handed.name)))
