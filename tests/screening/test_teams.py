"""A file finds its team, and of a team's files the newest counts."""

from __future__ import annotations

import pytest

from advisor.screening.csv_table import TableError
from advisor.screening.submission import Screened, Submission
from advisor.screening.teams import (
    Team,
    find_team,
    guess_team,
    mark_older,
    pick_newest,
    read_teams,
    read_version,
)
from advisor.texts import words


@pytest.mark.parametrize(
    ("path", "team"),
    [
        ("gruppe-3/canvas.docx", "gruppe 3"),
        ("batch.zip/Gruppe_3/abgabe/canvas.docx", "Gruppe 3"),
        ("Team_Alpha_canvas_v2.pdf", "Team Alpha"),
        ("Abgabe/Team Alpha BMC 2026-05-01 final.docx", "Team Alpha"),
        ("Velotaxi Köln (2).docx", "Velotaxi Köln"),
        ("batch.zip/alpha/canvas.docx", "alpha"),
        ("batch.zip/alpha\\Business Model Canvas v3.docx", "alpha"),
        ("Jörg Groß_12_assignsubmission_file_/canvas.docx", "Jörg Groß"),
        ("Participant_12_assignsubmission_file_/Team X.docx", "Participant 12"),
        ("Gruppe 3-Ann Lee_12_assignsubmission_file_/c.docx", "Gruppe 3"),
        ("canvas.docx", ""),
        ("batch.zip/canvas 1.docx", ""),
        ("Abgaben/canvas 1.docx", ""),
        ("Abgaben/Canvas.docx", ""),
        ("Geschäftsmodell.docx", ""),
        ("groupon.docx", "groupon"),
        ("solaris_v1.docx", "solaris"),
        ("", ""),
        ("../../etc/passwd", "passwd"),
    ],
)
def test_a_path_tells_the_team_by_what_is_its_own(path: str, team: str) -> None:
    assert guess_team(path) == team


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("a_v2.pdf", (0, 2)),
        ("v1/a.pdf", ()),
        ("a Version 1.10.pdf", (0, 1, 10)),
        ("a (3).pdf", (0, 0, 3)),
        ("a_v2 (1).pdf", (0, 2, 1)),
        ("a final.pdf", (1,)),
        ("a_final_v3.pdf", (1, 3)),
        ("finale Ligure 24v7.pdf", (1,)),
        ("2026.pdf", ()),
    ],
)
def test_a_version_is_read_out_of_the_name(path: str, version: tuple[int, ...]) -> None:
    assert read_version(path) == version


def handed(*files: tuple[str, str, float]) -> list[Submission]:
    return [Submission(path=p, data=b"", team=team, handed_in=when) for p, team, when in files]


def test_the_one_handed_in_last_counts() -> None:
    files = handed(("v9.md", "A", 20.0), ("v2.md", "a ", 30.0), ("v1.md", "A", 10.0))
    assert pick_newest(files) == {0, 2}


def test_else_the_highest_version_counts_and_final_is_above_all() -> None:
    assert pick_newest(handed(("v10.md", "A", 0), ("v9.md", "A", 0), ("x.md", "A", 0))) == {1, 2}
    assert pick_newest(handed(("x final.md", "A", 0), ("v9.md", "A", 0))) == {1}


def test_else_the_last_one_counts() -> None:
    assert pick_newest(handed(("x.md", "A", 0), ("y.md", "A", 0), ("z.md", "B", 0))) == {0}


def test_files_without_a_team_stand_for_themselves() -> None:
    assert pick_newest(handed(("x.md", "", 0), ("y.md", " ", 0))) == frozenset()


def test_a_newer_file_without_a_canvas_does_not_replace_one_that_has_it() -> None:
    canvas = Screened(path="canvas.docx", sha256="", status="read", team="A", handed_in=1)
    pitch = Screened(
        path="pitch.pdf", sha256="", status="unread", team="A", handed_in=2, reason="no_canvas"
    )
    photo = pitch.model_copy(update={"reason": "picture_only"})
    assert pick_newest([canvas, pitch]) == {1}
    assert pick_newest([pitch, canvas]) == {0}
    assert pick_newest([canvas, photo]) == set()  # somebody has to look at it
    assert pick_newest([canvas, photo.model_copy(update={"handed_in": 0})]) == {1}
    assert [one.status for one in mark_older([canvas, pitch])] == ["read", "older"]


LIST = """Dateiname;Team;E-Mail
abgaben/canvas1.docx;Alpha;a@x.de
canvas1.docx;Beta;b@x.de
=cmd|x.docx;Gamma;
"""


@pytest.mark.parametrize(
    ("path", "team"),
    [
        ("abgaben/canvas1.docx", "Alpha"),
        ("batch.zip/Abgaben/CANVAS1.docx", "Alpha"),
        ("sonst/canvas1.docx", "Beta"),
        (".\\abgaben\\canvas1.docx", "Alpha"),
        ("=cmd|x.docx", "Gamma"),
        ("anderes.docx", None),
        ("xcanvas1.docx", None),
    ],
)
def test_a_list_tells_the_team_by_path_or_name(path: str, team: str | None) -> None:
    found = find_team(path, read_teams(LIST.encode("utf-8-sig")))
    assert (found.name if found else None) == team


def test_columns_are_known_by_heading_else_by_order() -> None:
    expected = {"c.docx": Team("Alpha", "a@x.de")}
    assert read_teams(b"Email,File name,Group\na@x.de,c.docx,Alpha\n") == expected
    assert read_teams(b"c.docx,Alpha,a@x.de\n\n") == expected
    assert read_teams(b"c.docx\tAlpha\n") == {"c.docx": Team("Alpha")}


@pytest.mark.parametrize("data", [b"", b"\n", b"c.docx\n", b"File,Team\n"])
def test_a_list_that_names_no_team_is_refused(data: bytes) -> None:
    with pytest.raises(TableError, match="no_teams") as caught:
        read_teams(data)
    for language in ("de", "en"):
        assert words(language)(f"moodle.{caught.value.code}")
