"""A running server and a real browser for the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browsing import FLAGS
from benchmarks.serving import OURS, serve

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The page, served as the README says; gives its address."""
    with serve(OURS) as running:
        yield running.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one the journeys are skipped, in CI they fail."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium, and CI is set")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open the page in a fresh profile: `visit(width=390, language="de", dark=False)`."""
    contexts = []

    def open_page(
        width: int = 1440, height: int = 1000, language: str = "de", dark: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="de-DE" if language == "de" else "en-GB",
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(server)
        page.locator(".st-key-footer").wait_for()
        # inputs come in chunks of their own: until they stand, what is below them still moves
        page.locator(".st-key-upload button").first.wait_for()
        page.locator(".st-key-pasted textarea").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Take a screenshot into the folder given as --screenshots, if one is given."""
    folder = request.config.getoption("--screenshots")

    def take(page: Page, name: str) -> None:
        if folder:
            page.wait_for_timeout(700)  # let transitions end; nothing is asserted on it
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take
