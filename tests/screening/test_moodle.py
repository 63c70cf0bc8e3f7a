"""Moodle's zip of all submissions is read by its names, and feedback goes back under them."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from advisor.screening.collecting import collect
from advisor.screening.moodle import name_teams, parse_name
from advisor.screening.moodle_feedback import (
    feedback_paths,
    find_rows,
    pack_feedback,
    spread_marks,
    write_feedback,
)
from advisor.screening.submission import Submission
from advisor.screening.teams import guess_team
from advisor.screening.worksheet import Mark, Worksheet, fill_worksheet, read_worksheet


def packed(files: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files:
            archive.writestr(zipfile.ZipInfo(path, (2026, 5, 1, 14, 3, 0)), data, how)
    return out.getvalue()


def sheet(*rows: str, group: bool = True) -> Worksheet:
    head = 'ID,"Vollständiger Name",E-Mail-Adresse,Gruppe,Bewertung'
    if not group:
        head = head.replace(",Gruppe", "")
    return read_worksheet("\n".join([head, *rows]).encode())


@pytest.mark.parametrize(
    ("path", "name", "number", "kind", "file_name", "prefix"),
    [
        ("Jörg Groß_12345_assignsubmission_file/Canvas v2.docx", "Jörg Groß", "12345", "file", "Canvas v2.docx", "Jörg Groß_12345_assignsubmission_file/"),
        ("Jörg Groß_12345_assignsubmission_file_/Canvas.docx", "Jörg Groß", "12345", "file", "Canvas.docx", "Jörg Groß_12345_assignsubmission_file_/"),
        ("Jörg Groß_12345_assignsubmission_file_/a/b_c.docx", "Jörg Groß", "12345", "file", "a/b_c.docx", "Jörg Groß_12345_assignsubmission_file_/"),
        ("Ann Lee_7_assignsubmission_file_my_canvas.pdf", "Ann Lee", "7", "file", "my_canvas.pdf", "Ann Lee_7_assignsubmission_file_"),
        ("Ann Lee_7_assignsubmission_onlinetext_onlinetext.html", "Ann Lee", "7", "onlinetext", "onlinetext.html", "Ann Lee_7_assignsubmission_onlinetext_"),
        ("Ann Lee_7_assignsubmission_onlinetext/onlinetext.html", "Ann Lee", "7", "onlinetext", "onlinetext.html", "Ann Lee_7_assignsubmission_onlinetext/"),
        ("Group A_678_assignsubmission_file/c.docx", "Group A", "678", "file", "c.docx", "Group A_678_assignsubmission_file/"),
        ("Standard-Gruppe_assignsubmission_file/c.docx", "Standard-Gruppe", "", "file", "c.docx", "Standard-Gruppe_assignsubmission_file/"),
        ("Participant_12345_assignsubmission_file_/c.docx", "Participant", "12345", "file", "c.docx", "Participant_12345_assignsubmission_file_/"),
        ("Teilnehmer_in_12345_assignsubmission_file_/c.docx", "Teilnehmer_in", "12345", "file", "c.docx", "Teilnehmer_in_12345_assignsubmission_file_/"),
        ("Abgaben/Ann Lee_7_assignsubmission_file/c.docx", "Ann Lee", "7", "file", "c.docx", "Ann Lee_7_assignsubmission_file/"),
        ("../kurs.zip/Ann Lee_7_assignsubmission_file/c.docx", "Ann Lee", "7", "file", "c.docx", "Ann Lee_7_assignsubmission_file/"),
        ("Ann Lee_7_assignsubmission_file\\c.docx", "Ann Lee", "7", "file", "c.docx", "Ann Lee_7_assignsubmission_file/"),
    ],
)  # fmt: skip
def test_a_name_tells_who_handed_what_in(
    path: str, name: str, number: str, kind: str, file_name: str, prefix: str
) -> None:
    handed = parse_name(path)
    assert handed is not None
    assert (handed.path, handed.name, handed.number) == (path, name, number)
    assert (handed.kind, handed.file_name, handed.prefix) == (kind, file_name, prefix)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "canvas.docx",
        "gruppe-3/canvas.docx",
        "_assignsubmission_file_/c.docx",
        "Ann Lee_7_assignsubmission_file_",
        "Ann Lee_7_assignsubmission_file_/",
        "Ann Lee_7_assignsubmission_file_/../../c.docx",
        "Ann Lee_7_assignsubmission_file_\\..\\c.docx",
    ],
)
def test_a_name_that_is_not_of_moodle_or_leads_outside_tells_nothing(path: str) -> None:
    assert parse_name(path) is None


def test_an_umlaut_written_as_two_characters_is_the_same_name() -> None:
    handed = parse_name("Jo\u0308rg_1_assignsubmission_file_/c.docx")
    assert handed is not None
    assert handed.name == "Jörg"
    assert handed.prefix.startswith("Jo\u0308rg_1")  # goes back as it came


def teams(*paths: str) -> tuple[str, ...]:
    return name_teams([one for one in map(parse_name, paths) if one])


def test_people_are_told_apart_and_several_files_are_of_one() -> None:
    assert teams(
        "Ann Lee_7_assignsubmission_file_/a.docx",
        "Ann Lee_7_assignsubmission_onlinetext_/onlinetext.html",
        "Max Maier_8_assignsubmission_file_/a.docx",
        "Max Maier_9_assignsubmission_file_/a.docx",
    ) == ("Ann Lee", "Ann Lee", "Max Maier 8", "Max Maier 9")


def test_who_is_hidden_goes_by_number_and_who_is_of_a_group_by_group() -> None:
    assert teams(
        "Participant_12345_assignsubmission_file_/c.docx",
        "Teilnehmerin_12345_assignsubmission_file_/c.docx",
        "Teilnehmer_in_12345_assignsubmission_file_/c.docx",
        "Teilnehmer*in_5_assignsubmission_file_/c.docx",
        "Gruppe 3-Anna-Lena Roth_9_assignsubmission_file_/c.docx",
        "Anna-Lena Roth_9_assignsubmission_file_/c.docx",
    ) == (
        "Participant 12345",
        "Teilnehmerin 12345",
        "Teilnehmer_in 12345",
        "Teilnehmer*in 5",
        "Gruppe 3",
        "Anna-Lena Roth",
    )


def test_a_zip_becomes_submissions_with_team_and_time(tmp_path: Path) -> None:
    data = packed(
        [
            ("Jörg Groß_12_assignsubmission_file_/a.md", b"one"),
            ("Jörg Groß_12_assignsubmission_file_/b.md", b"two"),
            ("__MACOSX/Jörg Groß_12_assignsubmission_file_/._a.md", b"x"),
            ("Jörg Groß_12_assignsubmission_file_/.DS_Store", b"x"),
            ("liesmich.txt", b"x"),
        ]
    )
    (tmp_path / "kurs.zip").write_bytes(data)
    first, second, other = collect([tmp_path / "kurs.zip"], guess_team)
    assert isinstance(first, Submission)
    assert first.data == b"one"
    assert first.path.endswith("kurs.zip/Jörg Groß_12_assignsubmission_file_/a.md")
    assert (first.team, second.team, other.team) == ("Jörg Groß", "Jörg Groß", "liesmich")
    assert datetime.fromtimestamp(first.handed_in).isoformat() == "2026-05-01T14:03:00"


# --- Back again ---


def paths(path: str, name: str = "Feedback.pdf", known: Worksheet | None = None) -> tuple[str, ...]:
    handed = parse_name(path)
    assert handed is not None
    return feedback_paths(handed, name, known)


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("Jörg Groß_12_assignsubmission_file_/c.docx", "Jörg Groß_12_assignsubmission_file_/Feedback.pdf"),
        ("Jörg Groß_12_assignsubmission_file/c.docx", "Jörg Groß_12_assignsubmission_file/Feedback.pdf"),
        ("Ann_7_assignsubmission_file_my_canvas.pdf", "Ann_7_assignsubmission_file_Feedback.pdf"),
        ("x/Participant_7_assignsubmission_file_/c.pdf", "Participant_7_assignsubmission_file_/Feedback.pdf"),
    ],
)  # fmt: skip
def test_feedback_stands_where_the_file_came_from(path: str, back: str) -> None:
    assert paths(path) == (back,)


def understood_by_moodle(path: str) -> tuple[str, str]:
    """Participant and file name as Moodle's importer takes them from a path (docs/moodle.md)."""
    parts = path.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdigit():
            continue
        return info[1], "/".join([info[4] if len(info) > 4 else "", *parts]).lstrip("/")
    raise AssertionError(path)


GROUP = sheet(
    "Teilnehmer/in31,Ann_Marie O'Neil,a@x.org,Gruppe 3,",
    "Teilnehmer/in32,Jörg/Groß,j@x.org,Gruppe 3,",
    "Teilnehmer/in678,Max Maier,m@x.org,Gruppe 4,",
)


def test_a_group_gets_one_file_for_each_of_its_members() -> None:
    back = paths("Gruppe 3_678_assignsubmission_file/c.docx", known=GROUP)
    assert back == (
        "Ann Marie ONeil_31_assignsubmission_file_/Feedback.pdf",
        "Jörg Groß_32_assignsubmission_file_/Feedback.pdf",
    )
    assert [understood_by_moodle(path) for path in back] == [
        ("31", "Feedback.pdf"),
        ("32", "Feedback.pdf"),
    ]


def test_a_group_whose_number_is_a_participants_too_does_not_reach_that_person() -> None:
    group = parse_name("Gruppe 3_678_assignsubmission_file/c.docx")
    stranger = parse_name("Gruppe 9_678_assignsubmission_file/c.docx")
    assert group is not None
    assert stranger is not None
    assert [row.number for row in find_rows(group, GROUP)] == ["31", "32"]
    assert find_rows(stranger, GROUP) == ()
    assert feedback_paths(stranger, "f.pdf", GROUP) == ()


def test_without_groups_the_number_decides_whatever_the_name() -> None:
    known = sheet("Teilnehmer/in7,Lee Ann,a@x.org,", group=False)
    assert paths("Ann Lee_7_assignsubmission_file_/c.docx", known=known) == (
        "Ann Lee_7_assignsubmission_file_/Feedback.pdf",
    )
    blind = read_worksheet(b"Identifier,Grade\nParticipant 7,\n")
    assert paths("Participant_7_assignsubmission_file_/c.docx", known=blind) == (
        "Participant_7_assignsubmission_file_/Feedback.pdf",
    )


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\x", ".hidden", "~x", "a<b>|c", "/", ""])
def test_a_feedback_name_stays_in_its_folder_and_moodle_takes_it(name: str) -> None:
    (path,) = paths("Ann_7_assignsubmission_file_/c.docx", name)
    assert path.count("/") == 1
    folder, file = path.split("/")
    assert folder == "Ann_7_assignsubmission_file_"
    assert file
    assert file[0] not in ".~"
    assert not set(file) & set("<>|\\")


def test_the_zip_is_the_same_each_time_and_loses_no_file() -> None:
    files = [("A_1_assignsubmission_file_/f.pdf", b"1"), ("A_1_assignsubmission_file_/F.pdf", b"2")]
    data = write_feedback(files)
    assert data == write_feedback(files)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "A_1_assignsubmission_file_/f.pdf": b"1",
            "A_1_assignsubmission_file_/F-2.pdf": b"2",
        }


def test_a_whole_round_for_a_group_and_a_stranger() -> None:
    group, stranger = (
        "kurs.zip/Gruppe 3_678_assignsubmission_file/c.docx",
        "kurs.zip/Gruppe 9_1_assignsubmission_file/c.docx",
    )
    data, left = pack_feedback([(group, "f.md", b"1"), (stranger, "f.md", b"2")], GROUP)
    assert left == (stranger,)
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 2
    marks, left = spread_marks({group: Mark(2), stranger: Mark(3), "x.docx": Mark(4)}, GROUP)
    assert marks == {"31": Mark(2), "32": Mark(2)}
    assert left == (stranger, "x.docx")
    filled = read_worksheet(fill_worksheet(GROUP, marks))
    assert [entry.grade for entry in filled.entries] == ["2", "2", ""]


def test_in_and_out_again_every_participant_gets_a_file_under_the_name_that_came() -> None:
    names = [f"Nr {n} Müller_{n}_assignsubmission_file_/canvas.md" for n in range(1, 40)]
    files = [(path, b"f") for name in names for path in paths(name, "f.md")]
    back = zipfile.ZipFile(io.BytesIO(write_feedback(files))).namelist()
    assert back == [name.replace("canvas.md", "f.md") for name in names]
    assert [understood_by_moodle(path)[0] for path in back] == [str(n) for n in range(1, 40)]
