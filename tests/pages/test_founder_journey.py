"""A founder's way in the browser: from a blank canvas to a report that verifies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.pages.test_journey import lines_of, open_block, shown_button

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TITLE = "Trägt die Kostenbasis das Premium-Versprechen?"


def test_from_a_blank_canvas_to_a_report(
    visit: Callable[..., Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    """A cost-driven base with a premium promise: found, tried, mended, undone, answered, kept."""
    page = visit()
    page.locator(".st-key-begin button").click()
    lines_of(page, "customer_segments").press_sequentially("Sammler alter Uhren", delay=3)
    expect(page.locator("[class*=st-key-note_cs]")).to_have_count(1)
    open_block(page, "Wertversprechen")
    lines_of(page, "value_propositions").press_sequentially("Eine Uhr, die Eindruck macht", delay=3)
    note = page.locator("[class*=st-key-note_vp1]")
    expect(note).to_be_visible()
    note.get_by_text("Merkmale, Angaben, Verschieben").click()
    note.get_by_role("button", name="Marke und Status").click()
    open_block(page, "Kosten")
    lines_of(page, "cost_structure").press_sequentially("Werke und Gehäuse", delay=3)
    expect(page.locator("[class*=st-key-note_c]").first).to_be_visible()
    page.locator("[class*=st-key-tags_cost_structure_cost_orientation]").get_by_role(
        "button", name="Kostenorientiert"
    ).click()
    card = page.locator("[class*=st-key-finding_]").filter(has_text=TITLE)
    expect(card).to_be_visible()
    look(page, "founder-1-finding-de-1440")

    card.locator("[class*=st-key-card_]").get_by_text("Was hilft?").click()
    fix = card.locator("[class*=st-key-make_] button").first
    expect(fix).to_be_visible()
    expect(card).to_contain_text("klärt")
    look(page, "founder-2-tried-de-1440")
    fix.click()
    expect(card).to_have_count(0)
    look(page, "founder-3-made-de-1440")
    shown_button(page, ".st-key-step_undo").click()
    expect(card).to_be_visible()

    look(page, "founder-3b-undone-de-1440")
    card.locator("[class*=st-key-card_]").get_by_text("Antworten").click()
    card.locator("[class*=st-key-reason_] input").fill("Zweitmarke mit eigener Kostenrechnung")
    card.locator("[class*=st-key-reason_] input").press("Enter")
    card.locator("[class*=st-key-keep_] button").click()
    expect(card).to_have_count(0)
    look(page, "founder-4-answered-de-1440")

    page.get_by_role("link", name="Entwurf").click()
    page.locator(".st-key-keep_version button").click()
    expect(page.get_by_text("Fassung 1 ·").first).to_be_visible()
    expect(page.get_by_text("1 beantwortet")).to_be_visible()
    look(page, "founder-5-compared-de-1440")

    page.get_by_role("link", name="Canvas").click()
    shown_button(page, ".st-key-menu").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Bericht als PDF", exact=True).click()
    report = tmp_path / "bericht.pdf"
    waiting.value.save_as(report)
    text = " ".join(page.extract_text() for page in PdfReader(report).pages)
    assert "Zweitmarke mit eigener Kostenrechnung" in " ".join(text.split())
