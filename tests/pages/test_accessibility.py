"""axe-core over every page: nothing serious or critical, of ours or of Streamlit's own."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_journey import EDIT, SAMPLE, lines_of, open_block, open_sample

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HEAVY = {"serious", "critical"}
EACH_ONCE = pytest.mark.parametrize(  # both languages and both themes, in two runs instead of four
    ("language", "dark"), [("de", False), ("en", True)], ids=["de-light", "en-dark"]
)


def violations(page: Page) -> list[tuple[str, str, str]]:
    """Every serious violation on the page: rule, what is wrong, the element."""
    page.wait_for_timeout(800)  # what fades in has its colour only then
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "async (tags) => await axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [
        (rule["id"], node["any"][0]["message"] if node["any"] else "", node["html"][:200])
        for rule in found["violations"]
        if rule["impact"] in HEAVY
        for node in rule["nodes"]
    ]


def go(page: Page, name: str) -> None:
    page.goto(f"{page.url.split('?')[0].rstrip('/')}/{name}")
    page.locator(".st-key-footer").wait_for()


@EACH_ONCE
def test_no_page_shuts_anybody_out(visit: Callable[..., Page], language: str, dark: bool) -> None:
    page = visit(language=language, dark=dark)
    found = {"start": violations(page)}
    for name in ("learn", "privacy", "rules", "draft"):
        go(page, name)
        found[name] = violations(page)
        page.go_back()
        page.locator(".st-key-begin button").wait_for()
    open_sample(page, SAMPLE[language])
    found["canvas"] = violations(page)
    open_block(page, EDIT[language])
    found["editor"] = violations(page)
    assert not {name: here for name, here in found.items() if here}


@EACH_ONCE
def test_an_open_rule_and_a_saved_draft_shut_nobody_out(
    visit: Callable[..., Page], language: str, dark: bool
) -> None:
    """Pages that hold something only within a session: reached by links, not by address."""
    page = visit(language=language, dark=dark)
    open_sample(page, SAMPLE[language])
    open_block(page, EDIT[language])
    lines_of(page, "value_propositions").press("Control+End")
    lines_of(page, "value_propositions").press_sequentially("\nA note more")
    page.wait_for_url("**draft=**")
    page.locator("a[href*='/draft']").first.click()
    page.locator(".st-key-delete_draft").wait_for()
    found = {"draft": violations(page)}
    page.locator("a[href*='/rules']").first.click()
    page.locator(".st-key-rule_segment-without-channel button").first.click()
    page.locator(".st-key-rule_sheet .small-canvas").first.wait_for()
    found["rule"] = violations(page)  # the button of the rule is primary, and under the pointer
    assert not {name: here for name, here in found.items() if here}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_primary_button_can_be_read_under_pointer_and_focus(
    visit: Callable[..., Page], dark: bool
) -> None:
    page = visit(dark=dark)
    button = page.locator(".st-key-begin button")
    button.hover()
    assert not violations(page)
    page.mouse.move(1, 1)
    button.focus()
    assert not violations(page)
    button.blur()
    assert not violations(page)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_phone_shuts_nobody_out(visit: Callable[..., Page], language: str) -> None:
    page = visit(width=390, language=language)
    open_sample(page, SAMPLE[language])

    assert not violations(page)


def test_the_language_of_the_page_is_said_and_follows_the_switch(
    visit: Callable[..., Page],
) -> None:
    page = visit(language="de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.locator(".st-key-lang").get_by_text("en", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
