from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from advisor import limits
from advisor.screening import review as r
from advisor.screening.handing_back import hand_back, safe_path
from advisor.screening.review import Review
from advisor.screening.submission import Screened
from tests.screening.conftest import BOOK, screened_of, tree_of

RELEASED = r.release(Review())


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_what_was_released_enters() -> None:
    batch = [
        (screened_of(team="Released"), RELEASED),
        (screened_of(team="Draft"), Review()),
        (screened_of(team="Taken back"), r.release(RELEASED, "draft")),
        (screened_of(team="Older").model_copy(update={"status": "older"}), RELEASED),
    ]
    assert list(files_of(hand_back(batch, BOOK, "md"))) == ["Released.md"]


def test_equal_names_are_told_apart_on_systems_that_ignore_case() -> None:
    batch = [(screened_of(team=team), RELEASED) for team in ("Team", "team", "Team", "Team (2)")]
    names = list(files_of(hand_back(batch, BOOK, "md")))

    assert names == ["Team.md", "team (2).md", "Team (3).md", "Team (2) (2).md"]
    assert len({name.casefold() for name in names}) == len(names)


def test_a_team_without_a_name_gets_a_file_called_like_its_own() -> None:
    assert list(files_of(hand_back([(screened_of(), RELEASED)], BOOK, "html"))) == ["plan.html"]


def test_a_group_s_feedback_can_go_to_every_member() -> None:
    def names(screened: Screened, ending: str) -> Iterator[str]:
        for number in (4711, 4712):
            yield f"{screened.team}_{number}_assignsubmission_file_/feedback.{ending}"

    files = files_of(hand_back([(screened_of(team="Anna Blüm"), RELEASED)], BOOK, "md", names))
    assert list(files) == [
        "Anna Blüm_4711_assignsubmission_file_/feedback.md",
        "Anna Blüm_4712_assignsubmission_file_/feedback.md",
    ]
    assert len(set(files.values())) == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\x.pdf", "C_/Windows/x.pdf"),
        ("a/./../b.pdf", "a/b.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        ("what? <b>.pdf", "what_ _b_.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        (" .hidden. ", "hidden"),
        ("…", "…"),
        ("..", "_"),
        ("", "_"),
        (
            "Anna Müller_12_assignsubmission_file_/f.pdf",
            "Anna Müller_12_assignsubmission_file_/f.pdf",
        ),
    ],
)
def test_no_name_leads_out_of_the_zip_or_is_illegal_anywhere(name: str, safe: str) -> None:
    assert safe_path(name) == safe


def test_a_long_name_is_shortened_and_keeps_its_ending() -> None:
    short = safe_path("x" * 1000 + ".pdf")
    assert len(short) == limits.FILE_NAME_CHARACTERS
    assert short.endswith("x.pdf")


def test_the_language_is_the_canvas_s_own_or_the_chosen_one() -> None:
    screened = screened_of(tree_of(language="en"), team="T")
    [own] = files_of(hand_back([(screened, RELEASED)], BOOK, "md")).values()
    [chosen] = files_of(hand_back([(screened, r.speak(RELEASED, "de"))], BOOK, "md")).values()

    assert b"What to think about first" in own
    assert "Worüber Sie zuerst".encode() in chosen


@pytest.mark.parametrize(
    ("form", "magic"), [("pdf", b"%PDF-"), ("html", b"<!doctype"), ("md", b"# ")]
)
def test_the_same_reviews_give_the_same_bytes_in_every_form(form: str, magic: bytes) -> None:
    batch = [(screened_of(team="Team"), RELEASED)]
    once = hand_back(batch, BOOK, form)

    assert once == hand_back(batch, BOOK, form)
    assert files_of(once)[f"Team.{form}"].startswith(magic)
