"""What goes back to a course: its table, a letter for each team, sheets, and all for Moodle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

from advisor import limits
from advisor.commands.console import Console
from advisor.commands.course import COHORT, LETTERS, SHEETS, WORKBOOK, Course
from advisor.commands.moodle import pack_letters, write_worksheet
from advisor.commands.written import WrittenFolder
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.handing_back import by_team, safe_path, unique_path
from advisor.screening.journal import Journal
from advisor.screening.lettering import RELEASED, Wanted, write_letters
from advisor.screening.letters import sheet_of
from advisor.screening.standing import Standing
from advisor.screening.submission import Screened
from advisor.screening.tabulation import criteria_of, tabulate_rows
from advisor.screening.workers import Workers
from advisor.screening.worksheet import Mark
from advisor.texts import Words, words
from advisor.views.cohort_table import CohortRow, CohortTable, cohort_lines, cohort_xlsx
from advisor.views.letter import Sheet
from advisor.views.letter_pdf import sheets_pdf


class Handing:
    """Writes into one folder; results are taken from the journal one at a time."""

    def __init__(
        self,
        out: Path,
        course: Course,
        journal: Journal,
        rulebook: Rulebook,
        workers: Workers,
        console: Console,
    ) -> None:
        self.out = out
        self.course = course
        self.journal = journal
        self.rulebook = rulebook
        self.workers = workers
        self.console = console
        self.words = console.words

    def write_table(self, standings: Sequence[Standing]) -> None:
        """Write the table in this order, as CSV and, while it is no larger than fits, workbook."""
        rubric = self.course.rubric
        criteria = criteria_of(rubric, self.words)
        batch = ((self._get(one), RELEASED) for one in standings)
        rows = tabulate_rows(batch, self.rulebook, self.words, rubric)
        small = len(standings) <= limits.WORKBOOK_ROWS
        kept: list[CohortRow] = []

        def keeping() -> Iterator[CohortRow]:
            for row in rows:
                if small:
                    kept.append(row)
                yield row

        with (self.out / COHORT).open("wb") as file:
            file.writelines(cohort_lines(keeping(), self.words, criteria))
        workbook = self.out / WORKBOOK
        if small:
            table = CohortTable(self.words("cohort.title"), tuple(kept), criteria)
            workbook.write_bytes(cohort_xlsx(table, self.words))
        else:
            workbook.unlink(missing_ok=True)
            most = self.words.number(limits.WORKBOOK_ROWS)
            self.console.note(self.words("screening.no_workbook", most=most))

    def write_feedback(self, standings: Sequence[Standing]) -> None:
        """Write a letter for each of them, and with a worksheet both files for Moodle."""
        sheet, form = self.course.sheet, self.course.form
        names: list[tuple[str, str]] = []  # path and file
        marks: list[tuple[bool, str, Mark]] = []
        if not (sheet or form):
            return
        wanted = Wanted(self.words.language, form, sheet is not None, self.course.rubric)
        cohort = (self._get(one) for one in _in_order(standings))
        with (
            WrittenFolder(self.out / LETTERS) if form else nullcontext() as folder,
            closing(write_letters(cohort, wanted, self.workers)) as letters,
        ):
            taken: set[str] = set()
            for screened, written in letters:
                if folder and form and written.file is not None:
                    [named] = by_team(screened, form)
                    names.append((screened.path, unique_path(safe_path(named), taken)))
                    folder.write(names[-1][1], written.file)
                if written.mark:
                    marks.append((screened.status == "read", screened.path, written.mark))
        for name in folder.changed if folder else ():
            self.console.note(self.words("screening.changed", file=self.out / LETTERS / name))
        if sheet:
            # Of two files of one person that which could be read counts.
            by_path = {path: mark for _, path, mark in sorted(marks, key=lambda one: one[0])}
            file = self.out / self.course.sheet_name
            write_worksheet(file, sheet, self.course.rubric, by_path, self.console)
        if sheet and form:
            pack_letters(self.out, self.course, names)

    def write_sheets(self, standings: Sequence[Standing]) -> None:
        """Write a page for the talk with each team, in this order, so many to a document."""
        waiting: list[Sheet] = []
        number = 0
        for one in (one for one in standings if not one.older):
            screened = self._get(one)
            waiting.append(sheet_of(screened, self.rulebook, RELEASED, self._spoken(screened)))
            if len(waiting) == limits.TALK_SHEETS:
                number += 1
                self._write_pages(waiting, number)
                waiting = []
        if waiting:
            self._write_pages(waiting, number + 1)

    def _write_pages(self, sheets: Sequence[Sheet], number: int) -> None:
        name = SHEETS if number == 1 else SHEETS.replace(".", f"-{number}.")
        title = self.words("screening.sheets_title")
        (self.out / name).write_bytes(sheets_pdf(sheets, title))

    def _get(self, one: Standing) -> Screened:
        return self.journal.get(one.path)

    def _spoken(self, screened: Screened) -> Words:
        return words(screened.language) if screened.language else self.words


def _in_order(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Give what counts by path: files keep their names from run to run."""
    return (one for one in sorted(standings, key=lambda one: one.path) if not one.older)
