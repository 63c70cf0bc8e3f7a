"""What was read, in a real browser: pills to confirm and turn down, misread findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_journey import open_block

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CANVAS = {
    "canvas": 1,
    "name": "Nur Worte",
    "language": "de",
    "blocks": {
        "customer_segments": ["Familien", "Studierende"],
        "value_propositions": ["Für Familien: Luxus zum Anfassen", "Einfach online buchen"],
        "revenue_streams": ["Monatsabo 19,90 €", "Werbung, ein Drittel"],
        "cost_structure": ["So billig wie möglich", "Premium trotz allem"],
        "key_partners": ["Wer sind unsere Schlüsselpartner?"],
    },
}


@pytest.fixture
def opened(visit: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    """The page with a canvas of words alone."""

    def open_page(**options: object) -> Page:
        page = visit(**options)
        file = tmp_path / "worte.json"
        file.write_text(json.dumps(CANVAS), encoding="utf-8")
        page.locator(".st-key-upload input[type=file]").set_input_files(file)
        page.locator(".st-key-counts").wait_for()
        return page

    return open_page


@pytest.mark.parametrize("width", [1440, 390])
def test_a_reading_is_confirmed_or_turned_down_with_one_click(
    opened: Callable[..., Page], look: Callable[[Page, str], None], width: int
) -> None:
    page = opened(width=width)
    open_block(page, "Einnahmen")
    pills = page.locator("[class*='st-key-pill_'][class*=revenue_type]")
    expect(pills).to_have_count(2)
    expect(page.locator(".heard u").first).to_have_text("Monatsabo")
    look(page, f"read-de-{width}")

    pills.filter(has_text="Abonnement").get_by_role("button").first.click()
    expect(pills).to_have_count(1)
    expect(page.locator("[class*=st-key-note_rs1]").get_by_text("Abonnement").first).to_be_visible()

    pills.get_by_role("button").last.click()
    expect(pills).to_have_count(0)
    look(page, f"read-answered-de-{width}")


def test_everything_read_in_a_block_is_confirmed_at_once(opened: Callable[..., Page]) -> None:
    page = opened()
    open_block(page, "Wertversprechen")
    pills = page.locator("[class*=st-key-pill_]")
    expect(pills.first).to_be_visible()
    page.locator("[class*=st-key-confirm_value_propositions] button").click()
    expect(pills).to_have_count(0)
    expect(page.locator("[class*=st-key-note_vp2] .stMarkdownBadge")).not_to_have_count(0)


def test_a_guiding_question_left_standing_is_not_read(opened: Callable[..., Page]) -> None:
    page = opened()
    open_block(page, "Schlüsselpartner")
    expect(page.locator("[class*=st-key-note_kp1]")).to_be_visible()
    expect(page.locator("[class*=st-key-pill_]")).to_have_count(0)


def test_a_finding_built_on_reading_quotes_the_words_and_can_be_turned_down(
    opened: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    page = opened()
    card = page.locator("[class*=st-key-finding_]").filter(has_text="gelesen aus").first
    expect(card).to_be_visible()
    look(page, "misread-de-1440")
    name = card.get_attribute("class")
    card.get_by_role("button", name="Falsch gelesen").click()
    own = next(one for one in (name or "").split() if one.startswith("st-key-finding_"))
    expect(page.locator(f".{own}")).to_have_count(0)
