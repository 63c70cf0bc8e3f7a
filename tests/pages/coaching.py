"""Steps of a coach in a real browser that more than one journey takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

SLOW = 60_000  # ms; a batch, or a page opened anew on a busy machine

# A journey of its own proves the desk in German; these two see the rest.
PHONE_AND_DARK = pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(390, False, "de"), (1440, True, "en")],
    ids=["phone", "dark"],
)


def picture_name(language: str, width: int, dark: bool) -> str:
    """How the screenshot of such a visit is called."""
    return f"{language}-{width}{'-dark' if dark else ''}"


def to_cohorts(page: Page) -> None:
    """From the first screen through the coaches' door."""
    page.locator(".st-key-door_coach summary").click()
    page.locator(".st-key-door_coach a").click()


def screen_files(page: Page, name: str, given: Sequence[Path], count: int) -> str:
    """Give files, wait until the table shows all their submissions, and give the link to it."""
    page.locator(".st-key-cohort_name input").fill(name)
    page.locator(".st-key-cohort_files input[type=file]").set_input_files(given)
    page.locator(".st-key-cohort_begin button").click()
    expect(page.locator(".team")).to_have_count(count, timeout=SLOW)
    expect(page.locator(".st-key-cohort_progress")).to_have_count(0, timeout=SLOW)
    return page.url
