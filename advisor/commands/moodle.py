"""What goes back to Moodle: the worksheet filled in, and the feedback files under its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from advisor import limits
from advisor.commands.console import Console
from advisor.commands.course import LETTERS, PACKED, Course
from advisor.screening.csv_table import TableError
from advisor.screening.marks import scale_grades
from advisor.screening.moodle_feedback import pack_feedback, spread_marks
from advisor.screening.rubric import Rubric
from advisor.screening.worksheet import Mark, Worksheet, fill_worksheet


def write_worksheet(
    file: Path, sheet: Worksheet, rubric: Rubric | None, marks: Mapping[str, Mark], console: Console
) -> None:
    """Write the filled worksheet; `marks` go by path, the one that counts last.

    Submissions without a row, rows without a submission or a grade are named.
    """
    words = console.words
    spread, left = spread_marks(marks, sheet)
    _name("nobody", left, console)
    _name("handed_in_nothing", _people(sheet, set(sheet.by_number) - set(spread)), console)
    if rubric:
        spread = scale_grades(spread, rubric.most, sheet)
        _tell_scale(rubric.most, sheet, console)
        ungraded = {number for number, mark in spread.items() if mark.grade is None}
        _name("no_grade", _people(sheet, ungraded), console)
    if "comment" not in sheet.columns:
        console.note(words("moodle.no_comments"))
        spread = {number: replace(mark, comment="") for number, mark in spread.items()}
    try:
        file.write_bytes(fill_worksheet(sheet, spread))
    except TableError as error:
        console.complain(f"{file.name}: {words(f'moodle.{error.code}', **error.details)}")


def pack_letters(out: Path, course: Course, names: Sequence[tuple[str, str]]) -> None:
    """Write the zip of the feedback files, as they now lie in their folder; path and file each."""
    files = (
        (path, f"{LETTERS}.{course.form}", (out / LETTERS / name).read_bytes())
        for path, name in names
    )
    data, _ = pack_feedback(files, course.sheet)
    (out / PACKED).write_bytes(data)


def _people(sheet: Worksheet, numbers: set[str]) -> list[str]:
    return [entry.name or entry.number for entry in sheet.entries if entry.number in numbers]


def _name(key: str, names: Sequence[str], console: Console) -> None:
    if names:
        more = len(names) - limits.NAMED
        shown = [*names[: limits.NAMED]]
        if more > 0:
            shown.append(console.words("list.more", count=more))
        said = console.words.listed(shown)
        console.note(console.words(f"screening.{key}", names=said))


def _tell_scale(most: float, sheet: Worksheet, console: Console) -> None:
    bests = {entry.best for entry in sheet.entries if entry.best not in (None, most)}
    for best in sorted(one for one in bests if one is not None):
        numbers = {"most": console.words.number(most), "best": console.words.number(best)}
        console.say(console.words("screening.scaled", **numbers))
