"""A lecturer's way through the rulebook in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GOOD = """\
id: segment-of-families
severity: hint
when: {each: {in: customer_segments}}
source: A lecturer 2026
texts:
  de:
    title: Wer sind diese Kunden?
    message: "{customer_segments} ist genannt. Wie viele sind es?"
    why: Zahlen helfen.
    fixes: [Zählen]
  en:
    title: Who are they?
    message: "{customer_segments} is named. How many are there?"
    why: Numbers help.
    fixes: [Count]
examples:
  fires:
    - name: one segment
      canvas: {customer_segments: [{id: a, text: Families}]}
      places: [a]
  silent:
    - name: none yet
      canvas: {channels: [Shop]}
"""


def test_search_read_switch_off_and_bring_a_rule(
    visit: Callable[..., Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    """Search a rule, read its examples, switch it off, bring a broken and a good own rule."""
    page = visit()
    page.get_by_role("button", name="Bauernbox").click()
    page.locator(".st-key-counts").wait_for()
    expect(page.get_by_text("Segment ohne Kanal?").first).to_be_visible()

    page.get_by_role("link", name="Regelwerk").click()
    page.locator(".st-key-own_rule").wait_for()
    look(page, "rulebook-de-1440")
    page.locator(".st-key-rule_search input").fill("Segment ohne Kanal")
    rule = page.locator(".st-key-rule_segment-without-channel button").first
    expect(page.locator("[class*=st-key-rule_] button").nth(20)).to_have_count(0)
    rule.click()
    sheet = page.locator(".st-key-rule_sheet")
    expect(sheet).to_contain_text("Meldet sich, wenn")
    expect(sheet.locator(".small-canvas").first).to_contain_text("Restaurants with a regional menu")
    look(page, "rule-de-1440")

    page.locator(".st-key-rule_off button").first.click()
    expect(page.locator(".st-key-rules_changed")).to_contain_text("segment-without-channel")

    upload = page.locator(".st-key-rule_upload input[type=file]")
    broken = tmp_path / "segment-of-families.yaml"
    broken.write_text(GOOD.replace("customer_segments}}", "costumer_segments}}"), encoding="utf-8")
    upload.set_input_files(broken)
    expect(page.get_by_text("Zeile 3, Spalte 15")).to_be_visible()
    expect(page.get_by_text("customer_segments", exact=False).first).to_be_visible()
    look(page, "own-rule-broken-de-1440")
    broken.write_text(GOOD, encoding="utf-8")
    page.locator(".st-key-rule_upload button").last.click()  # takes the refused file away
    upload.set_input_files(broken)
    expect(page.get_by_text("3 neu, 0 entfallen")).to_be_visible()
    look(page, "own-rule-good-de-1440")
    page.locator(".st-key-rule_use button").click()

    page.get_by_role("link", name="Canvas").click()
    page.locator(".st-key-counts").wait_for()
    expect(page.get_by_text("Wer sind diese Kunden?").first).to_be_visible()
    assert page.get_by_text("Segment ohne Kanal?").count() == 0
