"""How fast the page is, beside the emptiest possible Streamlit app under the same settings.

    python -m benchmarks.page [--changes N] [--people N] [--seconds N]

Needs Chromium (`chromium` on the path). Everything stays on this machine and ends by itself.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import table
from benchmarks.servers import EMPTY, OURS, serving
from benchmarks.sessions import Load, load

FINDING = "Trägt die Kostenbasis das Premium-Versprechen?"
COLD_STARTS = 3
# Waits inside the page: no time of ours goes into the figure. From the event to the moment the text
# is there (or gone), and to the second frame drawn after that.
_WATCH = """([event, place, text, wanted]) => {
  window.taken = new Promise((done) => {
    let start = 0;
    const there = () =>
      [...document.querySelectorAll(place)].some((part) => part.textContent.includes(text));
    const begin = () => { start = performance.now(); };
    document.addEventListener(event, begin, {capture: true, once: true});
    const look = () => {
      if (!start || there() !== wanted) return;
      observer.disconnect();
      const seen = performance.now() - start;
      const painted = () => done([seen, performance.now() - start]);
      requestAnimationFrame(() => requestAnimationFrame(painted));
    };
    const observer = new MutationObserver(look);
    const all = {subtree: true, childList: true, characterData: true, attributes: true};
    observer.observe(document.body, all);
  });
}"""

Times = list[tuple[float, float]]  # milliseconds until it is there, until it is painted


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=40)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(OURS, folder) as server:
            crowd = load(server, options.people, options.seconds)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            cold = {
                app: min(_cold(browser, app, folder) for _ in range(COLD_STARTS))
                for app in (EMPTY, OURS)
            }
            with serving(EMPTY, folder) as server:
                empty = _ticks(browser.new_page(), server.address, options.changes)
            with serving(OURS, folder) as server:
                view = {"width": 1440, "height": 1000}
                page = browser.new_context(locale="de-DE", viewport=view).new_page()
                size = _Bytes(page)
                ours = _tags(page, server.address, options.changes, size)
                typed = _typing(page, options.changes // 2)
            browser.close()
    _show(empty, ours, typed, size.per_change, cold, crowd, options.people)


def _show(
    empty: Times,
    ours: Times,
    typed: Times,
    size: float,
    cold: dict[Path, float],
    crowd: Load,
    people: int,
) -> None:
    def middle(times: Times, which: int) -> float:
        return median(one[which] for one in times)

    ratio = middle(ours, 0) / middle(empty, 0)
    last = quantiles([one[0] for one in ours], n=20)[-1]
    rows = [
        [
            "Change to finding visible, median",
            f"{middle(ours, 0):.0f} ms ({middle(empty, 0):.0f} ms in the empty app)",
            f"{ratio:.1f}x",
            "at most 4x",
        ],
        ["the same, 95 of 100", f"{last:.0f} ms", "", ""],
        ["Change to painted, median", f"{middle(ours, 1):.0f} ms", "", "below 200 ms"],
        ["Last key to finding visible, median", f"{middle(typed, 0):.0f} ms", "", "below 400 ms"],
        [
            "Page usable after a cold start, best of three",
            f"{cold[OURS]:.2f} s ({cold[EMPTY]:.2f} s)",
            f"{cold[OURS] / cold[EMPTY]:.1f}x",
            "at most 2.5x",
        ],
        ["Bytes per change", f"{size / 1000:.1f} kB", "", "at most 25 kB"],
        [
            f"{people} sessions, a change per 5 s: 95 of 100 done in",
            f"{crowd.p95 * 1000:.0f} ms (median {crowd.median * 1000:.0f} ms)",
            "",
            "below 500 ms",
        ],
        ["the same: errors", str(len(crowd.troubles)), "", "0"],
        ["Memory per further session", f"{crowd.per_session:.2f} MB", "", "at most 1 MB"],
    ]
    print("\n".join(table(("", "measured", "ratio", "aim"), rows)))


def _cold(browser: Browser, app: Path, folder: Path) -> float:
    """Seconds from asking a fresh server with a fresh profile to the first thing to press."""
    with serving(app, folder) as server:
        context = browser.new_context(locale="de-DE")
        page = context.new_page()
        start = time.perf_counter()
        page.goto(server.address)
        place = ".st-key-begin button" if app == OURS else "label"
        page.locator(place).first.wait_for()
        taken = time.perf_counter() - start
        context.close()
    return taken


def _ticks(page: Page, address: str, changes: int) -> Times:
    page.goto(address)
    box = page.locator("label").first
    box.wait_for()
    page.wait_for_timeout(1_000)
    times: Times = []
    for number in range(changes):
        wanted = number % 2 == 0
        page.evaluate(_WATCH, ["click", "[data-testid=stText]", "not ticked", not wanted])
        box.click()
        times.append(tuple(page.evaluate("window.taken")))
        page.wait_for_timeout(150)
    return times


def _tags(page: Page, address: str, changes: int, size: _Bytes) -> Times:
    page.goto(address)
    page.get_by_role("button", name="Uhrenatelier").click()
    page.locator(".st-key-counts").wait_for()
    page.wait_for_timeout(1_500)
    page.locator(".st-key-picked").get_by_text("Kosten", exact=True).click()
    pill = page.locator("[class*=st-key-tags_cost_structure_cost_orientation]").get_by_role(
        "button", name="Kostenorientiert"
    )
    pill.wait_for()
    page.wait_for_timeout(1_500)
    times: Times = []
    for number in range(changes):
        size.begin()
        place = "[class*=st-key-finding_]"
        page.evaluate(_WATCH, ["click", place, FINDING, number % 2 == 1])
        pill.click()
        times.append(tuple(page.evaluate("window.taken")))
        page.wait_for_timeout(400)
        size.end()
    return times


def _typing(page: Page, changes: int) -> Times:
    """A second segment without a value proposition comes and goes with its line."""
    page.locator(".st-key-picked").get_by_text("Kundensegmente", exact=True).click()
    area = page.locator(".st-key-lines_customer_segments textarea")
    area.wait_for()
    page.wait_for_timeout(1_000)
    area.press("Control+End")
    area.press_sequentially("\nMusee")
    page.wait_for_timeout(1_500)
    times: Times = []
    for number in range(changes):
        longer = number % 2 == 0
        quoted = "„Museen“" if longer else "„Musee“"
        page.evaluate(_WATCH, ["keydown", "[class*=st-key-finding_]", quoted, True])
        page.keyboard.press("n" if longer else "Backspace")
        times.append(tuple(page.evaluate("window.taken")))
        page.wait_for_timeout(300)
    return times


class _Bytes:
    """What comes over the websocket, counted per change."""

    def __init__(self, page: Page) -> None:
        self.now = 0
        self.counts: list[int] = []
        page.on("websocket", lambda socket: socket.on("framereceived", self._add))

    def _add(self, payload: str | bytes) -> None:
        self.now += len(payload)

    def begin(self) -> None:
        """Start counting."""
        self.now = 0

    def end(self) -> None:
        """Keep what was counted."""
        self.counts.append(self.now)

    @property
    def per_change(self) -> float:
        """Bytes of the change in the middle."""
        return median(self.counts)


if __name__ == "__main__":
    main()
