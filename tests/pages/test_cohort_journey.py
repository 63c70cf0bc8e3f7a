"""A coach's way in a real browser: upload, table, one submission, a finding confirmed."""

from __future__ import annotations

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
from tests.pages.cohorts import batch, files
from tests.pages.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("coach")]


def begin(page: Page, given: list[Path]) -> None:
    """From the first screen to a table of all submissions."""
    to_cohorts(page)
    screen_files(page, "Gründungsseminar 2026", given, 12)


def written(folder: Path) -> list[Path]:
    for name, data in files().items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files()]


def test_a_coach_screens_twelve_files_and_reviews_a_finding(
    visit: Callable[..., Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = visit()
    begin(page, written(tmp_path))
    expect(page.locator(".st-key-cohort_numbers")).to_contain_text("12")
    look(page, "cohort-de-1440")

    # by keyboard: down from the first team to the third, then open it
    teams = page.locator(".team")
    teams.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    name = teams.nth(2).inner_text()
    page.keyboard.press("Enter")
    head = page.locator(".st-key-submission_head")
    expect(head).to_contain_text(name)
    look(page, "cohort-submission-de-1440")

    finding = page.locator(".st-key-panel [class*=st-key-finding_]").first
    finding.get_by_text("zurückgestellt", exact=True).click()
    expect(finding.locator("del")).to_be_visible(timeout=SLOW)
    page.locator(".st-key-panel textarea").fill("Bitte im Gespräch klären.")
    page.keyboard.press("Tab")
    expect(page.locator(".st-key-panel")).to_contain_text("Gespeichert.", timeout=SLOW)
    page.locator("h1").click()  # keys go to the page again, not into the field
    page.keyboard.press("Alt+ArrowDown")
    expect(head).to_contain_text("4 von 12", timeout=SLOW)
    look(page, "cohort-next-de-1440")

    page.reload()  # all of it is kept under the address alone
    expect(page.locator(".team")).to_have_count(12, timeout=SLOW)
    page.locator(".team").nth(2).click()
    expect(page.locator(".st-key-panel del")).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-panel textarea")).to_have_value("Bitte im Gespräch klären.")


@PHONE_AND_DARK
def test_the_page_is_read_on_a_phone_and_in_the_dark(
    visit: Callable[..., Page],
    look: Callable[[Page, str], None],
    tmp_path: Path,
    width: int,
    dark: bool,
    language: str,
) -> None:
    page = visit(width=width, height=2600, language=language, dark=dark)
    archive = tmp_path / "class.zip"
    archive.write_bytes(batch())
    begin(page, [archive])
    expect(page.locator("html")).to_have_attribute("lang", language)
    name = picture_name(language, width, dark)
    look(page, f"cohort-{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".team").first.click()
    expect(page.locator(".st-key-submission_head")).to_be_visible()
    look(page, f"cohort-unread-{name}")
    page.locator(".st-key-submission_next button").click()
    page.locator(".st-key-submission_next button").click()
    expect(page.locator(".st-key-submission_head")).to_contain_text("3")
    look(page, f"cohort-submission-{name}")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_shuts_nobody_out(visit: Callable[..., Page], tmp_path: Path, dark: bool) -> None:
    page = visit(dark=dark)
    archive = tmp_path / "class.zip"
    archive.write_bytes(batch())
    found = {}
    page.locator(".st-key-door_coach summary").click()
    page.locator(".st-key-door_coach a").click()
    page.locator(".st-key-cohort_begin").wait_for()
    found["door"] = violations(page)
    page.locator(".st-key-cohort_files input[type=file]").set_input_files(archive)
    page.locator(".st-key-cohort_begin button").click()
    expect(page.locator(".team")).to_have_count(12, timeout=SLOW)
    expect(page.locator(".st-key-cohort_progress")).to_have_count(0, timeout=SLOW)
    found["overview"] = violations(page)
    page.locator(".team").first.click()
    page.locator(".st-key-entry_take").wait_for()
    found["unread"] = violations(page)
    page.locator(".st-key-submission_next button").click()
    page.locator(".st-key-submission_next button").click()
    page.locator(".st-key-panel").wait_for()
    found["submission"] = violations(page)
    assert not {name: here for name, here in found.items() if here}
