"""What somebody sees in Chromium and when, timed inside the page.

A Playwright round trip costs as much as what is measured; so the page's own clock is read where its
document changes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserType, Locator, Page, WebSocket

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REST = 150  # ms between two changes: what the last one started has come to an end

_THERE = """
const there = (place, text) => [...document.querySelectorAll(place)].some(
    (found) => found.textContent.includes(text) && found.getClientRects().length);
"""
_WATCH = f"""
(place, text, start, resolve) => {{
    {_THERE}
    const observer = new MutationObserver(() => {{
        if (!there(place, text)) return;
        const seen = performance.now() - start();
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(
            () => resolve([seen, performance.now() - start()])));
    }});
    observer.observe(document.body, {{ childList: true, subtree: true, characterData: true }});
}}
"""
_CLICK = f"""
(button, [place, text]) => new Promise((resolve) => {{
    let start = 0;
    ({_WATCH})(place, text, () => start, resolve);
    start = performance.now();
    button.click();
}})
"""
_TYPE = f"""
(area, [place, text]) => {{
    let start = 0;
    area.addEventListener("keydown", () => {{ start = performance.now(); }}, {{ capture: true }});
    window.typed = new Promise((resolve) => ({_WATCH})(place, text, () => start, resolve));
}}
"""
_ABSENT = f"([place, text]) => {{ {_THERE} return !there(place, text); }}"
_IDLE = "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
_FIRST = """
const look = () => {
    const found = document.querySelector("PLACE");
    if (found && found.getClientRects().length) window.usable = performance.now();
    else requestAnimationFrame(look);
};
look();
"""


class Times(NamedTuple):
    """When something was in the document, and when it was painted; ms after the change."""

    seen: float
    painted: float


class Sight(NamedTuple):
    """Something one can see: a place in the page, and the text that is there."""

    place: str
    text: str


@contextmanager
def fresh_browser(chromium: BrowserType) -> Iterator[Browser]:
    """Give Debian's Chromium with an empty profile."""
    browser = chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


def new_page(browser: Browser) -> Page:
    """Give a page of a German on a screen of common size."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def rest(page: Page) -> None:
    """Wait until nothing runs any more."""
    page.wait_for_function(_IDLE)
    page.wait_for_timeout(REST)


def until_gone(page: Page, sight: Sight) -> None:
    """Wait until it is not to be seen any more."""
    page.wait_for_function(_ABSENT, arg=list(sight))
    rest(page)


def click(button: Locator, sight: Sight) -> Times:
    """Click, and say when what it brings was there."""
    return Times(*button.evaluate(_CLICK, list(sight)))


def type_into(area: Locator, keys: str, sight: Sight) -> Times:
    """Type, and say when what it brings was there, counted from the last key."""
    area.press("Control+End")
    area.evaluate(_TYPE, list(sight))
    area.press_sequentially(keys, delay=30)
    return Times(*area.page.evaluate("window.typed"))


def first_screen(page: Page, address: str, place: str) -> float:
    """Open a page, and say after how many ms `place` was to be seen."""
    page.add_init_script(_FIRST.replace("PLACE", place))
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.usable")
    usable: float = page.evaluate("window.usable")
    return usable


class Traffic:
    """Counts what goes over the websockets of a page, both ways; made before it is opened."""

    def __init__(self, page: Page) -> None:
        self.total = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)
        socket.on("framesent", self._count)

    def _count(self, payload: bytes | str) -> None:
        self.total += len(payload.encode() if isinstance(payload, str) else payload)
