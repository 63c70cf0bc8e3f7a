"""What goes back to Moodle: only released, to those it is for, never to a stranger."""

from __future__ import annotations

import csv
import io
import zipfile

from advisor.screening import review as r
from advisor.screening.moodle_return import best, fill, match, pack, undeliverable
from advisor.screening.review import Review
from advisor.screening.submission import Screened
from advisor.screening.worksheet import read_worksheet
from tests.pages.cohorts import worksheet
from tests.screening.conftest import BOOK, screened_of
from tests.screening.test_rubric import rubric_of

DONE = r.release(r.comment(Review(language="en"), "=1+1 <b>"))
SHEET = read_worksheet(worksheet())
NAMES = {
    "person": "b.zip/Jörg Groß_12345_assignsubmission_file_/c.yaml",
    "group": "b.zip/Gruppe 3_17_assignsubmission_file_/c.yaml",
    "member": "b.zip/Gruppe 3-Zoë Çelik_678_assignsubmission_file_/c.yaml",
    "stranger": "b.zip/c.yaml",
}


def handed(name: str, **more: object) -> Screened:
    return screened_of().model_copy(update={"path": NAMES[name], **more})


def paths(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sorted(archive.namelist())


def cells(data: bytes) -> dict[str, tuple[str, str]]:
    """Grade and comment by the participant's name."""
    return {row[1]: (row[5], row[10]) for row in csv.reader(io.StringIO(data.decode()))}


def test_rows_find_their_team_and_what_has_no_row_is_named() -> None:
    batch = [handed(name) for name in NAMES]
    fit = match(batch, SHEET)
    assert (fit.rows, fit.found) == (5, 4)
    assert [one.path for one in fit.lost] == [NAMES["stranger"]]


def test_without_a_worksheet_a_group_is_not_sent_under_a_number_somebody_else_may_have() -> None:
    batch = [handed(name) for name in NAMES]
    assert [one.path for one in undeliverable(batch)] == [NAMES["group"], NAMES["stranger"]]
    assert [one.path for one in undeliverable(batch, SHEET)] == [NAMES["stranger"]]
    assert paths(pack([(handed("group"), DONE)], BOOK, "md")) == []


def test_every_member_of_a_group_gets_the_file_and_the_comment() -> None:
    batch = [(handed("group"), DONE)]
    assert paths(pack(batch, BOOK, "md", SHEET)) == [
        "Max Muster_31_assignsubmission_file_/Feedback.md",
        "Mia Muster_32_assignsubmission_file_/Feedback.md",
    ]
    filled = cells(fill(batch, SHEET, BOOK))
    assert "=1+1 &lt;b&gt;" in filled["Max Muster"][1]
    assert filled["Max Muster"] == filled["Mia Muster"]
    assert filled["Otto Ohne"] == ("", ""), "17 is the group's number, and his"


def test_drafts_and_older_files_go_nowhere() -> None:
    batch = [(handed("person"), Review()), (handed("member", status="older"), DONE)]
    assert paths(pack(batch, BOOK, "md", SHEET)) == []
    assert fill(batch, SHEET, BOOK) == worksheet()


def test_points_are_the_grade_unless_they_are_not_wanted() -> None:
    rubric = rubric_of({"blocks": {"channels": 1}})
    batch = [(handed("person"), r.regrade(DONE, rubric.criteria[0].id, 7.5, "why"))]
    assert cells(fill(batch, SHEET, BOOK, rubric))["Jörg Groß"][0].startswith("7,5")
    assert cells(fill(batch, SHEET, BOOK, rubric, grades=False))["Jörg Groß"][0] == ""


def test_a_scale_keeps_its_words_and_gets_the_comment() -> None:
    scaled = worksheet().decode().replace(",Bewertung,", ",Bewertung,Skala,")
    scaled = scaled.replace('"",,"100', '"",,"gut\nsehr gut","100')
    scaled = scaled.replace('"Gruppe 3",,"100', '"Gruppe 3",,"gut\nsehr gut","100')
    sheet = read_worksheet(scaled.encode())
    rubric = rubric_of({"blocks": {"channels": 1}})
    filled = fill([(handed("person"), DONE)], sheet, BOOK, rubric).decode()
    row = next(row for row in csv.reader(io.StringIO(filled)) if row[1] == "Jörg Groß")
    assert row[5] == ""
    assert "Feedback" in row[11]


def test_the_best_grade_is_the_least_any_row_allows() -> None:
    assert best(SHEET) == 100
    assert best(read_worksheet(worksheet(""))) is None
