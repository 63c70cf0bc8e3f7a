"""A running server and a real browser for the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.browsing import FLAGS
from benchmarks.serving import OURS, serve

CHROMIUM = shutil.which("chromium")
_AT_REST = """
() => {
    const app = document.querySelector(".stApp");
    const shown = [...document.querySelectorAll("button, .st-key-footer")];
    const places = shown.map((one) => Math.round(one.getBoundingClientRect().top)).join();
    const now = performance.now();
    if (places !== window.places || (app && app.dataset.testScriptState !== "notRunning")) {
        window.places = places;
        window.since = now;
    }
    return now - window.since > 150;
}
"""


@pytest.fixture(autouse=True, scope="session")
def clicks_aim_at_a_page_at_rest() -> Iterator[None]:
    """Let every click wait until what a run brings has come to lie where it stays.

    Playwright looks at a button for two frames and then clicks a place: on a busy machine the rest
    of a run moves the button in between, and the click falls beside it.
    """
    click = Locator.click

    def click_at_rest(self: Locator, **options: Any) -> None:
        self.page.wait_for_function(_AT_REST)
        click(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_at_rest)
        yield


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
