"""A student's way in the browser: from the first question to a report that verifies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from advisor.cli import main
from tests.pages.test_journey import lines_of, shown_button

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOTES = [
    ("customer_segments", "Berufstätige Eltern in Leipzig"),
    ("value_propositions", "Warmes Abendessen ohne Einkauf"),
    ("channels", "Stand vor der Kita"),
    ("customer_relationships", "Bestellung über die App, ohne Anruf"),
    ("revenue_streams", "Essen 9 €, gezahlt bei Abholung"),
    ("key_resources", "Küche mit zwei Köchinnen"),
    ("key_activities", "Kochen und verpacken"),
    ("key_partners", "Gemüsehof im Umland"),
    ("cost_structure", "Zutaten und Löhne"),
]


def test_from_the_first_question_to_a_report_that_verifies(
    visit: Callable[..., Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = visit()
    page.locator(".st-key-begin_guided button").click()
    for number, (block, note) in enumerate(NOTES):
        area = lines_of(page, block)
        area.press_sequentially(note, delay=3)
        expect(page.locator("[class*=st-key-note_]")).to_have_count(1)
        if number in (0, 2):
            look(page, f"guide-{block}-de-1440")
        if number + 1 < len(NOTES):
            shown_button(page, ".st-key-editor_next").click()
            lines_of(page, NOTES[number + 1][0]).wait_for()
    expect(page.get_by_text("Alle neun Bausteine sind ausgefüllt")).to_be_visible()
    look(page, "guide-end-de-1440")

    with page.expect_download() as waiting:
        shown_button(page, ".st-key-guide_report").click()
    report = tmp_path / "bericht.pdf"
    waiting.value.save_as(report)
    shown_button(page, ".st-key-menu").click()
    look(page, "guide-menu-de-1440")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Herunterladen als JSON").click()
    canvas = tmp_path / "canvas.json"
    waiting.value.save_as(canvas)

    assert main(["verify", str(report), str(canvas)]) == 0


def test_hints_step_by_step_are_switched_on_in_the_menu(
    visit: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    page = visit()
    page.get_by_role("button", name="Uhrenatelier").click()
    page.locator(".st-key-counts").wait_for()
    shown_button(page, ".st-key-menu").click()
    page.get_by_text("Hinweise stufenweise").click()
    page.keyboard.press("Escape")
    card = page.locator("[class*=st-key-finding_]").first
    expect(card).to_contain_text("zusammen?")
    for _ in range(3):
        shown_button(card, "[class*=st-key-rung_]").click()
        page.wait_for_timeout(400)
    expect(card).to_contain_text("So ist es für die Regel stimmig")
    look(page, "ladder-de-1440")
