"""Whole ways through the page in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooSlow

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
Look = Callable[[Page, str], None]

SAMPLE = {"de": "Uhrenatelier", "en": "Rossner"}
EDIT = {"de": "Wertversprechen", "en": "Value propositions"}
COST = {"de": "Kosten", "en": "Cost structure"}
TITLE = {
    "de": "Trägt die Kostenbasis das Premium-Versprechen?",
    "en": "Can this cost base carry premium?",
}


def open_sample(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.locator(".st-key-counts").wait_for()
    page.locator(".st-key-poster .main-svg, .st-key-poster_reflow section").locator(
        "visible=true"
    ).first.wait_for()


def shown_button(page: Page | Locator, place: str) -> Locator:
    """The button in a place; one with a tooltip is there twice, once for fingers."""
    return page.locator(f"{place} button").locator("visible=true").first


def lines_of(page: Page, block: str) -> Locator:
    """The text area that holds a block's notes, one a line."""
    return page.locator(f".st-key-lines_{block} textarea")


def open_block(page: Page, name: str) -> None:
    page.locator(".st-key-picked").get_by_role("radio", name=name, exact=True).or_(
        page.locator(".st-key-picked").get_by_role("button", name=name, exact=True)
    ).first.click()
    page.locator(".st-key-editor_head").wait_for()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_a_finding_comes_and_goes_with_a_tag(
    visit: Visit, look: Look, language: str, width: int
) -> None:
    """Open, load a sample, add a note, set and unset a tag, switch the language."""
    page = visit(width=width, language=language)
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    look(page, f"start-{language}-{width}")
    open_sample(page, SAMPLE[language])
    expect(page.get_by_text(TITLE[language], exact=True)).to_be_visible()
    look(page, f"canvas-{language}-{width}")

    open_block(page, COST[language])
    cost_driven = page.locator("[class*=st-key-tags_cost_structure_cost_orientation]").get_by_role(
        "button", name="Kostenorientiert" if language == "de" else "Cost-driven"
    )
    cost_driven.click()
    expect(page.get_by_text(TITLE[language], exact=True)).to_have_count(0)
    cost_driven.click()
    expect(page.get_by_text(TITLE[language], exact=True)).to_be_visible()
    look(page, f"editor-{language}-{width}")

    open_block(page, EDIT[language])
    area = lines_of(page, "value_propositions")
    before = 3  # notes of the sample
    area.press("Control+End")
    area.press_sequentially("\nService binnen 24 Stunden\nZweite Zeile", delay=10)
    cards = page.locator("[class*=st-key-note_]")
    expect(cards).to_have_count(before + 2)
    expect(cards.nth(before + 1)).to_contain_text("Zweite Zeile")
    typed = area.input_value()
    assert typed.splitlines()[-2:] == ["Service binnen 24 Stunden", "Zweite Zeile"]

    other = {"de": "en", "en": "de"}[language]
    page.locator(".st-key-lang").get_by_text(other, exact=True).click()
    page.locator(".st-key-picked").get_by_text(EDIT[other], exact=True).wait_for()
    expect(cards).to_have_count(before + 2)
    expect(lines_of(page, "value_propositions")).to_have_value(typed)
    assert f"lang={other}" in page.url
    assert hosts <= {"localhost"}


def test_a_click_on_a_block_of_the_poster_opens_its_editor(visit: Visit, look: Look) -> None:
    page = visit()
    open_sample(page, SAMPLE["de"])
    # the middle of the right-most column of the upper two thirds: customer segments
    click_poster(page, 0.9, "Kundensegmente")
    look(page, "selected-de-1440")
    click_poster(page, 0.1, "Schlüsselpartner")


def click_poster(page: Page, across: float, block: str) -> None:
    """Click the poster until it takes the click: while plotly redraws it hears nothing."""
    head = page.locator(".st-key-editor_head").filter(has_text=block)
    for _ in range(8):
        poster = page.locator(".st-key-poster .main-svg").first.bounding_box()
        if poster is None:  # between taking off the old drawing and showing the new one
            page.wait_for_timeout(100)
            continue
        page.mouse.click(poster["x"] + poster["width"] * across, poster["y"] + 420)
        try:
            head.wait_for(timeout=5_000)
        except TooSlow:
            continue
        return
    expect(head).to_be_visible()


def test_a_finding_leads_to_its_notes(visit: Visit, look: Look) -> None:
    page = visit()
    open_sample(page, SAMPLE["de"])
    card = page.locator("[class*=st-key-finding_]").filter(has_text=TITLE["de"]).first
    card.locator("[class*=st-key-show_] button").click()
    expect(page.locator(".st-key-editor_head")).to_contain_text("Wertversprechen")
    look(page, "lit-de-1440")


def test_dark_mode_shows_the_canvas(visit: Visit, look: Look) -> None:
    page = visit(dark=True)
    open_sample(page, SAMPLE["de"])
    open_block(page, EDIT["de"])
    look(page, "dark-de-1440")
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == "rgb(21, 25, 28)"


HOSTILE = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "![bild](https://example.invalid/x.png)",
    "[klick](https://example.invalid)",
    "<a href='https://example.invalid'>hier</a>",
    '=HYPERLINK("https://example.invalid")',
    ":red[rot] $x^2$ **fett** `code`",
]


def test_hostile_notes_are_shown_as_text(visit: Visit, look: Look) -> None:
    """Nothing a note holds is executed, fetched or turned into markup."""
    page = visit()
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    page.locator(".st-key-begin button").click()
    page.locator(".st-key-editor_head").wait_for()
    lines_of(page, "customer_segments").fill("\n".join(HOSTILE))
    page.locator("[class*=st-key-note_cs]").nth(len(HOSTILE) - 1).wait_for()
    look(page, "hostile-de-1440")

    cards = page.locator("[class*=st-key-note_cs]")
    expect(cards).to_have_count(len(HOSTILE))
    for card, text in zip(cards.all(), HOSTILE, strict=True):
        expect(card).to_contain_text(text)
    assert lines_of(page, "customer_segments").input_value().splitlines() == HOSTILE
    assert page.title() != "owned"
    assert page.locator(".st-key-poster a, .stMarkdown a, .stMarkdown img").count() == 0
    assert page.locator(".st-key-poster").get_by_text("<script>").count() >= 1
    assert hosts <= {"localhost"}


def test_a_note_beyond_the_limit_is_refused_whole(visit: Visit) -> None:
    page = visit()
    page.locator(".st-key-begin button").click()
    area = lines_of(page, "customer_segments")
    area.fill("x" * 100_000)
    expect(page.get_by_text("möglich sind 2.000")).to_be_visible()
    assert page.locator("[class*=st-key-note_]").count() == 0
    assert len(area.input_value()) == 100_000


def test_a_broken_file_names_place_and_remedy(visit: Visit, look: Look) -> None:
    page = visit()
    box = page.locator(".st-key-pasted textarea")
    box.fill("canvas: 1\nblocks:\n  chanels: [App]\n")
    page.locator(".st-key-take button").click()
    expect(page.get_by_text("Zeile 3, Spalte 3")).to_be_visible()
    expect(page.get_by_text("channels", exact=False).first).to_be_visible()
    look(page, "unread-de-1440")
    assert "chanels" in box.input_value()


def test_the_menu_shows_the_name_and_the_facts_of_the_canvas(visit: Visit, look: Look) -> None:
    """A popover is drawn only when it opens: what was set before must still be there."""
    page = visit()
    open_sample(page, SAMPLE["de"])
    open_block(page, COST["de"])
    shown_button(page, ".st-key-menu").click()

    expect(page.locator("[class*=st-key-name] input")).to_have_value("Uhrenatelier Rößner")
    page.get_by_text("Angaben zum Vorhaben").click()
    expect(page.locator("[class*=st-key-fact_canvas_fixed_share] input")).not_to_have_value("")
    look(page, "menu-de-1440")


PAGES = ("", "draft", "rules", "learn", "privacy")


def test_no_page_asks_another_host(visit: Visit) -> None:
    page = visit()
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    page.on("websocket", lambda socket: hosts.add(socket.url.split("/")[2].split(":")[0]))
    open_sample(page, SAMPLE["de"])
    here = page.url.split("?")[0].rstrip("/")
    for name in PAGES:
        page.goto(f"{here}/{name}")
        page.locator(".st-key-footer").wait_for()
        page.wait_for_load_state("networkidle")

    assert hosts == {"localhost"}


@pytest.mark.parametrize("width", [720, 390])
def test_no_page_is_wider_than_the_window_when_magnified(
    visit: Visit, look: Look, width: int
) -> None:
    """720 px are a window of 1440 at 200 %."""
    page = visit(width=width)
    open_sample(page, SAMPLE["de"])
    here = page.url.split("?")[0].rstrip("/")
    look(page, f"zoom-canvas-{width}")
    wide = "document.scrollingElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wide) <= 0
    for name in PAGES[1:]:
        page.goto(f"{here}/{name}")
        page.locator(".st-key-footer").wait_for()
        page.wait_for_timeout(500)
        assert page.evaluate(wide) <= 0, name


def test_the_canvas_can_be_read_as_a_table(visit: Visit, look: Look) -> None:
    page = visit()
    open_sample(page, SAMPLE["de"])
    page.get_by_text("Als Tabelle lesen").click()
    rows = page.locator(".canvas-table tr").filter(has_text=TITLE["de"])
    expect(rows).to_have_count(2)  # value propositions and costs
    look(page, "table-de-1440")


def test_a_chip_lights_up_its_note(visit: Visit) -> None:
    page = visit()
    open_sample(page, SAMPLE["de"])
    card = page.locator("[class*=st-key-finding_]").filter(has_text=TITLE["de"])
    card.get_by_role("button", name="Von Hand verzierte Werke").locator(
        "visible=true"
    ).first.click()
    expect(page.locator(".st-key-editor_head")).to_contain_text("Wertversprechen")


def test_a_window_that_gets_narrow_gets_one_column_and_back(visit: Visit) -> None:
    page = visit(width=1440)
    open_sample(page, SAMPLE["de"])
    expect(page.locator(".st-key-poster .main-svg").first).to_be_visible()
    expect(page.locator(".reflow")).to_have_count(0)

    page.set_viewport_size({"width": 700, "height": 900})
    expect(page.locator(".reflow section")).to_have_count(9)
    expect(page.locator(".st-key-poster")).to_have_count(0)

    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".st-key-poster .main-svg").first).to_be_visible()


def test_a_canvas_that_opens_is_read_from_its_top(visit: Visit, look: Look) -> None:
    """The button that opens it lies far below on a phone."""
    page = visit(width=390)
    open_sample(page, SAMPLE["de"])
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    expect(page.locator("h1")).to_be_in_viewport()
    look(page, "opened-de-390")
