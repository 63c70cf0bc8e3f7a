"""Comparing and placing a table in a real browser: seen on a phone, in the dark, by axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.coaching import PHONE_AND_DARK, picture_name, screen_files, to_cohorts
from tests.pages.cohorts import SAMPLES
from tests.pages.test_accessibility import violations
from tests.pages.test_cohort_table_in import ROWS, csv

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("coach")]


def written(folder: Path, second: bool) -> list[Path]:
    """Four teams: two hand in the same text; the second time one has gone and one has changed."""
    folder.mkdir()
    texts = dict(zip(("rot", "blau", "gruen", "gelb"), SAMPLES, strict=False))
    given = {name: sample.read_bytes() for name, sample in texts.items()}
    given["blau"] = given["rot"]
    if second:
        given["gruen"] = SAMPLES[4].read_bytes()
        given["lila"] = given.pop("gelb")
    for name, data in given.items():
        (folder / f"{name}.yaml").write_bytes(data)
    return sorted(folder.iterdir())


@PHONE_AND_DARK
def test_a_second_round_is_compared_with_the_first(
    visit: Callable[..., Page],
    look: Callable[[Page, str], None],
    tmp_path: Path,
    width: int,
    dark: bool,
    language: str,
) -> None:
    page = visit(width=width, language=language, dark=dark)
    to_cohorts(page)
    first = screen_files(page, "Herbst 2025", written(tmp_path / "first", second=False), 4)
    second = visit(width=width, height=2400, language=language, dark=dark)
    to_cohorts(second)
    screen_files(second, "Herbst 2026", written(tmp_path / "second", second=True), 4)
    name = picture_name(language, width, dark)

    second.locator(".st-key-cohort_views button").nth(2).click()
    pairs = second.locator("[class*=st-key-pair_]")
    expect(pairs.first).to_contain_text(re.compile("100 ?%"), timeout=60_000)
    second.locator(".st-key-earlier summary").click()
    second.locator(".st-key-earlier_link input").fill(first)
    second.locator(".st-key-earlier_add button").click()
    expect(second.locator(".st-key-round_teams table")).to_contain_text("gruen", timeout=60_000)
    expect(second.locator(".st-key-round_notices")).to_contain_text("gelb")
    pairs.first.locator("summary").click()
    expect(pairs.first.locator("mark").first).to_be_visible()
    look(second, f"compare-{name}")
    pairs.first.locator("summary").click()
    second.locator(".st-key-round_rules summary").click()
    second.locator(".st-key-round_rules").scroll_into_view_if_needed()
    look(second, f"round-{name}")
    assert second.evaluate("document.documentElement.scrollWidth") <= width
    assert not violations(second)


@PHONE_AND_DARK
def test_a_table_is_placed_and_screened(
    visit: Callable[..., Page],
    look: Callable[[Page, str], None],
    tmp_path: Path,
    width: int,
    dark: bool,
    language: str,
) -> None:
    page = visit(width=width, language=language, dark=dark)
    to_cohorts(page)
    name = picture_name(language, width, dark)
    export = tmp_path / "antworten.csv"
    export.write_bytes(csv(*ROWS))
    page.locator(".st-key-cohort_files input[type=file]").set_input_files([export])
    expect(page.locator(".st-key-table_open button")).to_be_visible()
    look(page, f"table-door-{name}")
    page.locator(".st-key-table_open button").click()
    expect(page.locator(".st-key-table_columns")).to_contain_text("Pendler")
    look(page, f"table-in-{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not violations(page)
    page.locator(".st-key-table_take button").click()
    expect(page.locator(".team")).to_have_count(len(ROWS), timeout=60_000)
