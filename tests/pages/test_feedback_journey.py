"""A coach's way on in a real browser: from the upload to the feedback zip, opened here."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.coaching import (
    PHONE_AND_DARK,
    SLOW,
    picture_name,
    screen_files,
    to_cohorts,
)
from tests.pages.cohorts import moodle_batch, worksheet
from tests.pages.test_accessibility import violations
from tests.pages.test_cohort_feedback import RUBRIC

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("coach")]

WORDS = {
    "de": {"view": "Rückmeldung", "points": "Punkte", "files": "Herunterladen", "add": "Neuer"},
    "en": {"view": "Feedback", "points": "Points", "files": "Download", "add": "New"},
}


def begin(page: Page, folder: Path, language: str) -> None:
    """From the first screen to the feedback of a batch Moodle handed out."""
    archive = folder / "Abgaben.zip"
    archive.write_bytes(moodle_batch())
    to_cohorts(page)
    screen_files(page, "Gründungsseminar 2026", [archive], 5)
    view = page.locator(".st-key-cohort_views")
    view.get_by_text(WORDS[language]["view"], exact=True).click()
    expect(page.locator(".letter")).to_be_visible()


def part(page: Page, name: str) -> None:
    page.locator(".st-key-handing_part").get_by_text(name, exact=True).click()


def taken(page: Page, key: str) -> tuple[str, bytes]:
    """The name and content of what a button hands out."""
    with page.expect_download(timeout=SLOW) as download:
        page.locator(f".st-key-handing_{key} button").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_coach_makes_feedback_ready_and_takes_it_to_moodle(
    visit: Callable[..., Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = visit()
    begin(page, tmp_path, "de")
    letter, pieces = page.locator(".letter"), page.locator(".st-key-handing_pieces")
    look(page, "feedback-letter-de-1440")

    pieces.locator(".st-key-piece_1").get_by_text("Einstieg").click()
    expect(letter).not_to_contain_text("vielen Dank")
    pieces.locator(".st-key-piece_0 button").click()
    field = pieces.locator(".st-key-piece_0 textarea")
    field.fill("Liebes Team,")
    field.press("Control+Enter")
    expect(letter).to_contain_text("Liebes Team,")
    comment = pieces.get_by_label("Ihr Kommentar")
    comment.fill("Ihr Canvas ist <b>klar</b>.")
    comment.press("Control+Enter")
    expect(letter).to_contain_text("Ihr Canvas ist <b>klar</b>.")
    page.locator(".st-key-own_new button").first.click()
    page.locator(".st-key-own_title input").fill("Sprechstunde")
    page.locator(".st-key-own_text textarea").fill("Montags um zehn.")
    page.locator(".st-key-own_keep button").click()
    expect(letter).to_contain_text("Montags um zehn.")
    page.keyboard.press("Escape")
    look(page, "feedback-reworded-de-1440")
    page.locator(".st-key-handing_release button").click()
    expect(page.locator(".st-key-handing_progress")).to_contain_text("freigegeben: 1")

    page.locator(".st-key-handing_next button").click()
    expect(letter).not_to_contain_text("Liebes Team")
    page.locator(".st-key-own_texts").get_by_text("Sprechstunde").click()
    expect(letter).to_contain_text("Montags um zehn.")
    page.locator(".st-key-release_all button").first.click()
    expect(page.locator(".st-key-handing_progress")).to_contain_text("freigegeben: 2")

    part(page, "Punkte")
    rubric = tmp_path / "punkte.yaml"
    rubric.write_text(RUBRIC, encoding="utf-8")
    page.locator(".st-key-rubric_choose button").first.click()
    page.locator(".st-key-handing_rubric_file input[type=file]").set_input_files(rubric)
    criterion = page.locator(".st-key-criterion_notizen")
    expect(criterion).to_contain_text("Abzug", timeout=SLOW)
    page.keyboard.press("Escape")
    criterion.locator("input[type=number]").fill("7.5")
    criterion.get_by_label("Begründung").fill("Mündlich gut erklärt")
    criterion.locator(".st-key-regrade_notizen button").click()
    expect(criterion).to_contain_text("7,5 von 8")
    look(page, "feedback-points-de-1440")

    part(page, "Herunterladen")
    look(page, "feedback-files-de-1440")
    name, data = taken(page, "letters")
    assert name == "Gründungsseminar-2026.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == 2
        assert all(archive.read(one).startswith(b"%PDF") for one in archive.namelist())
    page.locator(".st-key-handing_form").get_by_text("HTML", exact=True).click()
    page.wait_for_timeout(1_000)  # nothing on the page shows that the choice has arrived
    _, data = taken(page, "letters")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = "".join(archive.read(one).decode() for one in archive.namelist())
    assert said.count("Montags um zehn.") == 2
    assert "Ihr Canvas ist &lt;b&gt;klar&lt;/b&gt;." in said
    assert "Mündlich gut erklärt" in said
    assert taken(page, "sheets_all")[1].startswith(b"%PDF")
    assert taken(page, "csv")[1].decode("utf-8-sig").count("\r\n") == 6

    part(page, "Moodle")
    table = tmp_path / "Bewertungen.csv"
    table.write_bytes(worksheet())
    page.locator(".st-key-handing_sheet_file input[type=file]").set_input_files(table)
    expect(page.locator(".st-key-moodle_worksheet")).to_contain_text("4 von 5 Zeilen")
    look(page, "feedback-moodle-de-1440")
    name, data = taken(page, "worksheet")
    assert name == "Bewertungen.csv"
    filled = list(csv.reader(io.StringIO(data.decode())))
    assert [row[:5] for row in filled] == [
        row[:5] for row in csv.reader(io.StringIO(worksheet().decode()))
    ]
    assert any("Montags um zehn." in row[10] for row in filled)
    _, data = taken(page, "moodle_zip")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    assert names
    assert all(
        re.fullmatch(r"[^_/]+_\d+_assignsubmission_file_/Rückmeldung\.pdf", one) for one in names
    )


@PHONE_AND_DARK
def test_feedback_is_made_on_a_phone_and_in_the_dark_and_shuts_nobody_out(
    visit: Callable[..., Page],
    look: Callable[[Page, str], None],
    tmp_path: Path,
    width: int,
    dark: bool,
    language: str,
) -> None:
    page = visit(width=width, language=language, dark=dark)
    begin(page, tmp_path, language)
    name = picture_name(language, width, dark)
    found = {}
    page.locator(".st-key-piece_0 button").click()
    page.locator(".st-key-piece_0 textarea").wait_for()
    look(page, f"feedback-letters-{name}")
    found["letters"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".st-key-handing_release button").click()
    part(page, WORDS[language]["points"])
    page.locator(".st-key-rubric_choose button").first.click()
    page.locator(".st-key-rubric_introduction button").click()
    page.locator("[class*=st-key-criterion_]").first.wait_for()
    page.keyboard.press("Escape")
    look(page, f"feedback-points-{name}")
    found["points"] = violations(page)
    for station in (WORDS[language]["files"], "Moodle"):
        part(page, station)
        page.locator(".st-key-handing_table, .st-key-moodle_feedback").wait_for()
        look(page, f"feedback-{station}-{name}")
        found[station] = violations(page)
        words = page.locator("[class*=st-key-handing_] [data-testid=stDownloadButton] p")
        sizes = words.evaluate_all("all => all.map((one) => getComputedStyle(one).fontSize)")
        assert sizes
        assert "0px" not in sizes, "a button lost its words"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not {name: here for name, here in found.items() if here}
