"""What a course needs beside its files: teams, a worksheet, a rubric, an earlier round."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from advisor import limits
from advisor.commands.console import Console, InputError
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.csv_table import TableError
from advisor.screening.handing_back import Form
from advisor.screening.journal import RESULTS
from advisor.screening.rubric import Rubric, read_rubric
from advisor.screening.teams import Team, read_teams
from advisor.screening.worksheet import Worksheet, read_worksheet
from advisor.source import SourceError

NO_FEEDBACK = "none"
FEEDBACK = ("md", "html", "pdf", NO_FEEDBACK)
COHORT, WORKBOOK, ROUNDS = "cohort.csv", "cohort.xlsx", "rounds.csv"
LETTERS, PACKED, SHEETS = "feedback", "feedback.zip", "sheets.pdf"
Read = TypeVar("Read")


class CourseError(Exception):
    """An option cannot be followed; why has been told."""


@dataclass(frozen=True, slots=True)
class Course:
    """`form` is None where no feedback is written; `unasked` says that nobody chose that.

    `files` were given beside the submissions and are none themselves.
    """

    teams: Mapping[str, Team] = field(default_factory=dict)
    sheet: Worksheet | None = None
    sheet_name: str = ""
    rubric: Rubric | None = None
    form: Form | None = None
    unasked: bool = False
    files: tuple[Path, ...] = ()


def course_of(options: Namespace, console: Console, rulebook: Rulebook) -> Course:
    """Read what the options name.

    Raises:
        CourseError: something cannot be read, or would be overwritten.
    """
    beside = (options.teams, options.worksheet, options.rubric)
    lines = all(path.lower().endswith(".jsonl") for path in options.paths)
    form: Form | None = None if lines else "md"
    if options.feedback:
        form = None if options.feedback == NO_FEEDBACK else options.feedback
    if options.earlier:
        _find_earlier(options, console)
    if options.worksheet:
        _keep_worksheet(options, console)

    def rubric(data: bytes) -> Rubric:
        return read_rubric(data, options.rubric, rulebook)

    return Course(
        teams=_read(options.teams, read_teams, limits.TABLE_BYTES, console) or {},
        sheet=_read(options.worksheet, read_worksheet, limits.TABLE_BYTES, console),
        sheet_name=Path(options.worksheet or "").name,
        rubric=_read(options.rubric, rubric, limits.FILE_BYTES, console),
        form=form,
        unasked=lines and not options.feedback,
        files=tuple(Path(file) for file in beside if file),
    )


def _read(
    file: str | None, read: Callable[[bytes], Read], limit: int, console: Console
) -> Read | None:
    if not file:
        return None
    try:
        return read(console.read(file, limit))
    except InputError as error:
        console.complain(str(error))
    except SourceError as error:
        console.refuse(error, file)
    except TableError as error:
        console.complain(f"{file}: {console.words(f'moodle.{error.code}', **error.details)}")
    raise CourseError


def _find_earlier(options: Namespace, console: Console) -> None:
    """See to it before anything is done that there are results to be set against."""
    earlier, key = Path(options.earlier), ""
    if earlier.resolve() == Path(options.out).resolve():
        key = "screening.rounds.same"
    elif not (earlier / RESULTS).is_file():
        key = "screening.rounds.none"
    if key:
        console.complain(console.words(key, folder=options.earlier))
        raise CourseError


def _keep_worksheet(options: Namespace, console: Console) -> None:
    """See to it that neither the worksheet nor a result is overwritten by the filled one."""
    name = Path(options.worksheet).name
    own = (RESULTS, COHORT, WORKBOOK, ROUNDS, LETTERS, PACKED, SHEETS)
    filled = Path(options.out) / name
    if name.lower() in own or filled.resolve() == Path(options.worksheet).resolve():
        console.complain(console.words("screening.worksheet_in_the_way", file=filled))
        raise CourseError
