"""A whole course through the command line and back: Moodle, a form, folders of teams."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from advisor import limits
from advisor.cli import main
from advisor.screening.worksheet import Worksheet, read_worksheet
from advisor.views.workbook import workbook
from tests.screening.conftest import Inline, canvas_bytes

pytestmark = pytest.mark.usefixtures("in_this_process")

UNREADABLE = b'{"canvas": 1, "blocks": {"nowhere": []}}'
GERMAN = (
    'ID,"Vollständiger Name",E-Mail-Adresse,Status,Gruppe,Bewertung,Bestwertung,'
    '"Bewertung kann geändert werden","Zuletzt geändert (Bewertung)","Feedback als Kommentar"'
)
ENGLISH = (
    'Identifier,"Full name","Email address",Status,Group,Grade,"Maximum Grade",'
    '"Grade can be changed","Last modified (grade)","Feedback comments"'
)
GROUPS = ("Gruppe 1", "Gruppe 2", "Gruppe 3", "Gruppe 4", "Gruppe 5")
RUBRIC = """rubric: 1
title: Points
criteria:
  - id: blocks
    label: Blocks
    points: 20
    blocks: {channels: 1, customer_segments: 1, key_partners: 1, revenue_streams: 1}
"""


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 1, 14, 3, 0)), data)
    return path


def member(number: int) -> tuple[str, str]:
    """Name and group of one of the twelve."""
    return f"Jörg Groß{number}", GROUPS[number % len(GROUPS)]


def group_course(folder: Path) -> tuple[Path, Path]:
    """Twelve people in five groups; four groups handed in, one of them a broken file."""
    files = {
        f"{name}_{900 + at}_assignsubmission_file_/canvas.json": canvas_bytes(at)
        for at, name in enumerate(GROUPS[:4])
    }
    files[f"{GROUPS[3]}_903_assignsubmission_file_/canvas.json"] = UNREADABLE
    rows = [GERMAN]
    for number in range(12):
        name, group = member(number)
        rows.append(
            f'Teilnehmer/in{100 + number},"{name}",j{number}@x.de,'
            f'"Zur Bewertung abgegeben","{group}",,"50,00",Ja,-,'
        )
    sheet = folder / "Bewertungen-Kurs.csv"
    zipped = packed(folder / "Abgaben.zip", files)
    sheet.write_bytes(("\r\n".join(rows) + "\r\n").encode("utf-8-sig"))
    return zipped, sheet


def anonymous_course(folder: Path) -> tuple[Path, Path]:
    files = {
        f"Participant_{300 + at}_assignsubmission_file/canvas.json": canvas_bytes(at)
        for at in range(12)
    }
    rows = [ENGLISH, *(f"Participant {300 + at},,,,,,20,Yes,-," for at in range(12))]
    zipped, sheet = packed(folder / "Submissions.zip", files), folder / "grades.csv"
    sheet.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return zipped, sheet


def run(out: Path, *given: Any, lang: str = "en") -> int:
    return main(["screen", *map(str, given), "--out", str(out), "--lang", lang])


def table(out: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = (out / "cohort.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def sheet_in(path: Path) -> Worksheet:
    return read_worksheet(path.read_bytes())


def letters(out: Path) -> dict[str, str]:
    files = sorted((out / "feedback").glob("[!.]*"))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


# --- Moodle ---


def test_a_course_in_groups_comes_back_with_the_same_names_and_rows(tmp_path, capsys):
    zipped, sheet = group_course(tmp_path / "kurs")
    out = tmp_path / "out"

    status = run(out, zipped, "--worksheet", sheet, lang="de")

    said = capsys.readouterr()
    assert status == 2  # one group's file could not be read
    assert sorted(letters(out)) == [f"{group}.md" for group in GROUPS[:4]]
    before, after = sheet_in(sheet), sheet_in(out / sheet.name)
    assert [one.number for one in after.entries] == [one.number for one in before.entries]
    assert after.table.rows[0] == before.table.rows[0]
    handed = [one for one in after.entries if one.group != GROUPS[4]]
    assert all(f"Guten Tag {one.group}," in one.comment for one in handed)
    assert not any(one.grade for one in after.entries)
    assert [one.comment for one in after.entries if one.group == GROUPS[4]] == ["", ""]
    assert "ohne Abgabe: Jörg Groß4 und Jörg Groß9" in said.err
    expected = {f"{one.name}_{one.number}_assignsubmission_file_/feedback.md" for one in handed}
    assert set(names_in(out / "feedback.zip")) == expected
    assert "reichen Sie den Canvas als Text nach" in letters(out)[f"{GROUPS[3]}.md"]


def test_an_anonymous_course_with_grades_comes_back_under_its_numbers(tmp_path, capsys):
    zipped, sheet = anonymous_course(tmp_path / "kurs")
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text(RUBRIC, encoding="utf-8")
    out = tmp_path / "out"

    given = (zipped, "--worksheet", sheet, "--rubric", rubric, "--feedback", "html")
    assert run(out, *given) == 0

    assert names_in(out / "feedback.zip") == [
        f"Participant_{300 + at}_assignsubmission_file/feedback.html" for at in range(12)
    ]
    after = sheet_in(out / "grades.csv")
    assert {one.grade for one in after.entries} == {"10"}
    assert all(f"Participant {one.number}" in one.comment for one in after.entries)
    assert {row["Points (of 20)"] for row in table(out)} == {"10"}
    assert capsys.readouterr().err == ""


def test_points_are_converted_to_the_assignment_s_best_grade(tmp_path, capsys):
    zipped, sheet = group_course(tmp_path / "kurs")
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text(RUBRIC, encoding="utf-8")
    out = tmp_path / "out"

    run(out, zipped, "--worksheet", sheet, "--rubric", rubric, "--feedback", "none", lang="de")

    grades = {one.group: one.grade for one in sheet_in(out / sheet.name).entries}
    assert grades == dict(zip(GROUPS, ["25,00"] * 3 + ["", ""], strict=True))
    said = capsys.readouterr()
    assert "von 20 auf 50 Punkte umgerechnet" in said.out
    assert "Ohne Bewertung geblieben: Jörg Groß3 und Jörg Groß8" in said.err
    assert not (out / "feedback").exists()
    assert not (out / "feedback.zip").exists()


def test_whoever_is_not_in_the_worksheet_is_named(tmp_path, capsys):
    zipped, sheet = group_course(tmp_path / "kurs")
    stray = tmp_path / "kurs" / "stray.json"
    stray.write_bytes(canvas_bytes(7))

    run(tmp_path / "out", zipped, stray, "--worksheet", sheet)

    assert f"Not to be found in the worksheet: {stray.as_posix()}" in capsys.readouterr().err


def test_a_worksheet_beside_the_submissions_is_none_of_them_and_never_overwritten(tmp_path, capsys):
    _, sheet = group_course(tmp_path / "kurs")
    before = sheet.read_bytes()

    assert run(tmp_path / "kurs", sheet.parent, "--worksheet", sheet) == 2
    assert "would overwrite" in capsys.readouterr().err
    assert sheet.read_bytes() == before
    run(tmp_path / "out", sheet.parent, "--worksheet", sheet)
    assert not [row for row in table(tmp_path / "out") if row["File"].endswith(".csv")]


@pytest.mark.parametrize("option", ["teams", "worksheet", "rubric"])
def test_an_option_that_cannot_be_read_is_told_before_anything_is_done(tmp_path, capsys, option):
    (tmp_path / "a.json").write_bytes(canvas_bytes())
    (tmp_path / "bad").write_bytes(b"x\n")

    for name in ("bad", "nowhere"):
        assert run(tmp_path / "out", tmp_path / "a.json", f"--{option}", tmp_path / name) == 2
        assert str(tmp_path / name) in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# --- Forms ---

FORM = [
    ["Timestamp", "Email", "Team", "Customer Segments", "Value Propositions", "Channels"],
    ["2026-05-01 10:00", "a@x.de", "Alpha", "Commuters; Families", "Fast", "App"],
    ["2026-05-01 11:00", "b@x.de", "Beta", "Firms", "Cheap", "Fairs"],
    ["2026-05-02 10:00", "a@x.de", "Alpha", "Commuters", "Faster", "App"],
]
MORE = (["Cost Structure", "Key Partners", "Remarks"], ["Rent", "City", "hello"])


def form() -> list[list[str]]:
    return [[*row, *MORE[at > 0]] for at, row in enumerate(FORM)]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_row_of_a_form_is_a_submission_and_the_newest_of_a_team_counts(
    tmp_path, capsys, ending
):
    file = tmp_path / f"answers.{ending}"
    head, *rows = form()
    if ending == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([head, *rows])
        file.write_text(text.getvalue(), encoding="utf-8")
    else:
        file.write_bytes(workbook("Answers", head, rows))
    out = tmp_path / "out"

    assert run(out, file) == 0

    said = capsys.readouterr()
    assert f"{file.as_posix()}: These columns could not be assigned" in said.err
    assert "“Remarks”" in said.err
    assert "Replaced by a newer file of the same team: 1." in said.out
    rows_of = {row["File"].rpartition("/")[2]: row for row in table(out)}
    assert list(rows_of)[-1] == f"answers.{ending}:2"
    assert rows_of[f"answers.{ending}:2"]["Read"] == "replaced by a newer file"
    assert rows_of[f"answers.{ending}:3"]["E-mail"] == "b@x.de"
    assert sorted(letters(out)) == ["Alpha.md", "Beta.md"]


@pytest.mark.parametrize(
    "header",
    [
        "Customer Segments,Value Propositions,Channels,Cost Structure,Key Partners",  # nobody named
        "Team,Customer Segments,Value Propositions,Channels,Cost Structure",  # four blocks
    ],
)
def test_a_table_that_names_nobody_or_few_blocks_is_one_submission(tmp_path, header):
    (tmp_path / "t.csv").write_text(f"{header}\na,b,c,d,e\nf,g,h,i,j\n", encoding="utf-8")

    run(tmp_path / "out", tmp_path / "t.csv")

    assert [row["File"].rpartition("/")[2] for row in table(tmp_path / "out")] == ["t.csv"]


def test_a_form_with_too_many_rows_is_refused_whole(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(limits, "TABLE_ROWS", 3)
    text = io.StringIO()
    csv.writer(text).writerows(form())
    (tmp_path / "answers.csv").write_text(text.getvalue(), encoding="utf-8")

    assert run(tmp_path / "out", tmp_path / "answers.csv") == 2
    assert "more rows than are read (3)" in capsys.readouterr().err


# --- Folders ---


def write(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(canvas_bytes(number))
    return folder


def teams(out: Path) -> dict[str, str]:
    return {row["File"].partition("kurs/")[2]: row["Team"] for row in table(out)}


def test_files_called_alike_in_folders_belong_to_the_folders(tmp_path):
    folder = write(tmp_path / "kurs", "ada/plan.json", "ben/plan.json", "ben/other.json")
    run(tmp_path / "out", folder)

    assert teams(tmp_path / "out") == {
        "ada/plan.json": "ada",
        "ben/plan.json": "ben",
        "ben/other.json": "other",
    }
    assert not [row for row in table(tmp_path / "out") if row["Read"].startswith("replaced")]


def test_folders_of_weeks_do_not_make_one_team_of_all(tmp_path):
    names = [f"{week}/{team}.json" for week in ("w1", "w2") for team in ("ada", "ben", "cleo")]
    run(tmp_path / "out", write(tmp_path / "kurs", *names))

    assert set(teams(tmp_path / "out").values()) == {"ada", "ben", "cleo"}
    assert len(letters(tmp_path / "out")) == 6


def test_a_list_of_teams_goes_first_and_a_changed_list_is_followed(tmp_path):
    folder = write(tmp_path / "kurs", "a.json", "b.json")
    listed = tmp_path / "teams.csv"
    listed.write_text("File,Team,Email\na.json,Alpha,a@x.de\n", encoding="utf-8")
    out = tmp_path / "out"
    run(out, folder, "--teams", listed)
    assert teams(out) == {"a.json": "Alpha", "b.json": "b"}

    listed.write_text("File,Team,Email\na.json,Beta,b@x.de\n", encoding="utf-8")
    run(out, folder, "--teams", listed)

    assert teams(out) == {"a.json": "Beta", "b.json": "b"}
    assert sorted(letters(out)) == ["Beta.md", "b.md"]


def test_names_of_feedback_files_are_safe_and_unique(tmp_path):
    listed = tmp_path / "teams.csv"
    listed.write_text("File,Team\na.json,../../evil\nb.json,CON\nc.json,Con\n", encoding="utf-8")
    folder = write(tmp_path / "kurs", "a.json", "b.json", "c.json")

    run(tmp_path / "out", folder, "--teams", listed)

    found = letters(tmp_path / "out")
    assert len(found) >= 2
    assert not any(name.startswith(".") or name.lower() == "con.md" for name in found)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kurs", "out", "teams.csv"]


def test_running_twice_does_nothing_twice(tmp_path, in_this_process: list[Inline]):
    zipped, sheet = group_course(tmp_path / "kurs")
    out = tmp_path / "out"
    contents = []
    for _ in range(2):
        run(out, zipped, "--worksheet", sheet, "--sheets")
        files = sorted(path for path in out.rglob("*") if path.name != ".written")
        contents.append({path: path.read_bytes() for path in files if path.is_file()})

    assert contents[0] == contents[1]
    assert in_this_process[-1].begun == 0
    assert (out / "sheets.pdf").read_bytes().startswith(b"%PDF")


def test_feedback_changed_by_hand_stays_and_what_no_longer_holds_goes(tmp_path, capsys):
    folder = write(tmp_path / "kurs", "ada.json", "ben.json", "cleo.json")
    out = tmp_path / "out"
    run(out, folder)
    (out / "feedback" / "ada.md").write_text("My own words", encoding="utf-8")
    (folder / "ada.json").write_bytes(canvas_bytes(9))
    (folder / "ben.json").unlink()
    capsys.readouterr()

    run(out, folder)

    assert sorted(letters(out)) == ["ada.md", "cleo.md"]
    assert letters(out)["ada.md"] == "My own words"
    assert "ada.md was changed by hand" in capsys.readouterr().err


def test_lines_of_json_get_no_feedback_unasked_and_are_nobody_s_older_file(tmp_path, capsys):
    lines = tmp_path / "team-1" / "batch.jsonl"
    lines.parent.mkdir()
    lines.write_bytes(canvas_bytes(1) + b"\n" + canvas_bytes(2))

    assert run(tmp_path / "out", lines) == 0
    assert "no feedback" in capsys.readouterr().out
    assert not (tmp_path / "out" / "feedback").exists()
    assert not [row for row in table(tmp_path / "out") if row["Read"].startswith("replaced")]
    run(tmp_path / "out", lines, "--feedback", "md")
    assert len(letters(tmp_path / "out")) == 2


def test_a_table_too_long_for_a_workbook_is_there_as_csv(tmp_path, monkeypatch, capsys):
    folder, out = write(tmp_path / "kurs", "a.json", "b.json"), tmp_path / "out"
    run(out, folder)
    assert zipfile.is_zipfile(out / "cohort.xlsx")

    monkeypatch.setattr(limits, "WORKBOOK_ROWS", 1)
    run(out, folder)

    assert not (out / "cohort.xlsx").exists()
    assert len(table(out)) == 2
    assert "as CSV only" in capsys.readouterr().err


# --- A second round ---


def test_a_second_round_is_set_against_the_first(tmp_path, capsys):
    folder = write(tmp_path / "kurs", "ada.json", "ben.json")
    luxury = {"notes": [{"text": "Luxury", "tags": ["brand_status"]}]}
    flawed = canvas_bytes(1, value_propositions=luxury, cost_structure={"tags": ["cost_driven"]})
    (folder / "ada.json").write_bytes(flawed)
    run(tmp_path / "first", folder)
    lines = (tmp_path / "first" / "results.jsonl").read_bytes().splitlines()
    [ada] = [one for one in map(json.loads, lines) if one["team"] == "ada"]
    (folder / "ben.json").rename(folder / "cleo.json")
    capsys.readouterr()

    assert run(tmp_path / "second", folder, "--earlier", tmp_path / "first") == 0

    text = (tmp_path / "second" / "rounds.csv").read_text(encoding="utf-8-sig")
    found = {row["Team"]: row for row in csv.DictReader(io.StringIO(text))}
    lasting = [lead for lead in ada["leads"] if lead["severity"] != "open"]
    assert int(found["ada"]["still open"]) == len(lasting) > 0
    assert found["ada"]["Findings still open"]
    assert (found["ben"]["new file"], found["cleo"]["earlier file"]) == ("", "")
    said = capsys.readouterr().out
    assert "ben" in said
    assert "cleo" in said


def test_an_earlier_round_must_be_there_and_another(tmp_path, capsys):
    folder = write(tmp_path / "kurs", "ada.json")

    assert run(tmp_path / "out", folder, "--earlier", tmp_path / "nowhere") == 2
    assert "results.jsonl" in capsys.readouterr().err
    assert run(tmp_path / "out", folder, "--earlier", tmp_path / "out") == 2
    assert "output folder as well" in capsys.readouterr().err
