"""How fast the page is, beside the emptiest one Streamlit can serve, in one run.

    python -m benchmarks.page [--changes N] [--starts N] [--seconds N]

Needs Chromium and Linux; everything stays on this machine and ends by itself. Both pages are served
with the settings of `.streamlit`, and their changes alternate: what slows the machine slows both.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import NamedTuple

from playwright.sync_api import BrowserType, Locator, Page, sync_playwright

from benchmarks.browsing import (
    Sight,
    Times,
    Traffic,
    click,
    first_screen,
    fresh_browser,
    new_page,
    rest,
    type_into,
    until_gone,
)
from benchmarks.serving import EMPTY, OURS, Server, serve
from benchmarks.visitors import EVERY, FINDING, MANY, Crowd, crowd

CARDS = "[class*=st-key-finding_]"
OURS_SHOWS = Sight(CARDS, FINDING)
EMPTY_SHOWS = Sight("[data-testid=stText]", FINDING)
TYPED = "\nReparatur"
TYPED_SHOWS = Sight(CARDS, "Für wen ist dieses Versprechen?")
USABLE = {OURS: ".st-key-begin button", EMPTY: ".st-key-tag button"}
WARM_UP = 3  # changes that do not count


class Row(NamedTuple):
    """One line of the table."""

    what: str
    aim: str
    ours: str
    empty: str = ""
    ratio: str = ""


class Changes(NamedTuple):
    """Changes on one page: when each was seen, and the bytes it took."""

    times: list[Times]
    sizes: list[int]


def p95(values: list[float]) -> float:
    """Give what 95 of 100 values stay below."""
    return quantiles(values, n=20, method="inclusive")[-1]


def open_block(page: Page, server: Server, block: str) -> None:
    """Open the sample with one block in the editor."""
    page.goto(server.address)
    page.get_by_role("button", name="Uhrenatelier").click()
    page.locator(".st-key-poster .main-svg").first.wait_for()
    picked = page.locator(".st-key-picked").get_by_text(block, exact=True)
    picked.click()
    page.locator(".st-key-editor_head").wait_for()
    rest(page)


def toggle(tag: Locator, sight: Sight, traffic: Traffic, into: Changes, also: str = "") -> None:
    """Take the tag away, then set it: the finding goes and comes.

    On our page a note is changed in between, so that no state of the canvas comes a second time.
    """
    page = tag.page
    page.bring_to_front()
    tag.click()
    until_gone(page, sight)
    if also:
        page.locator(".st-key-lines_cost_structure textarea").fill(also)
        page.locator("[class*=st-key-note_]").get_by_text(also.splitlines()[-1]).wait_for()
        rest(page)
    before = traffic.total
    times = click(tag, sight)
    rest(page)
    into.times.append(times)
    into.sizes.append(traffic.total - before)


def measure_changes(chromium: BrowserType, number: int) -> tuple[Changes, Changes, list[Times]]:
    """Measure a tag set on both pages in turn, then typing on ours."""
    ours, empty = Changes([], []), Changes([], [])
    with serve(OURS) as mine, serve(EMPTY) as plain, fresh_browser(chromium) as browser:
        page, other = new_page(browser), new_page(browser)
        traffic, other_traffic = Traffic(page), Traffic(other)
        open_block(page, mine, "Kosten")
        tags = page.locator("[class*=st-key-tags_cost_structure_cost_orientation]")
        tag = tags.get_by_role("button", name="Kostenorientiert")
        other.goto(plain.address)
        other_tag = other.get_by_role("button", name="Kostenorientiert")
        other_tag.click()
        other.get_by_text(FINDING).wait_for()
        costs = page.locator(".st-key-lines_cost_structure textarea").input_value()
        for turn in range(WARM_UP + number):
            toggle(tag, OURS_SHOWS, traffic, ours, f"{costs}\nStrom {turn}")
            toggle(other_tag, EMPTY_SHOWS, other_traffic, empty)
        page.bring_to_front()
        typed = list(measure_typing(page, number))
    for changes in (ours, empty):
        del changes.times[:WARM_UP], changes.sizes[:WARM_UP]
    return ours, empty, typed[WARM_UP:]


def measure_typing(page: Page, number: int) -> Iterator[Times]:
    """Give how long after the last key of a new note its finding was there."""
    page.locator(".st-key-picked").get_by_text("Wertversprechen", exact=True).click()
    area = page.locator(".st-key-lines_value_propositions textarea")
    area.wait_for()
    before = area.input_value()
    for _ in range(WARM_UP + number):
        until_gone(page, TYPED_SHOWS)
        yield type_into(area, TYPED, TYPED_SHOWS)
        rest(page)
        area.fill(before)


def measure_start(chromium: BrowserType, number: int) -> dict[str, list[float]]:
    """Give how long the first screen takes with everything cold, in ms."""
    times: dict[str, list[float]] = {OURS: [], EMPTY: []}
    for _ in range(number):
        for script, place in USABLE.items():
            with serve(script) as server, fresh_browser(chromium) as browser:
                times[script].append(first_screen(new_page(browser), server.address, place))
    return times


def measure_crowd(seconds: float) -> Crowd:
    """Let a hundred people work on one process."""
    with serve(OURS) as server:
        return asyncio.run(crowd(server, seconds))


def rows(
    ours: Changes, empty: Changes, typed: list[Times], starts: dict[str, list[float]], people: Crowd
) -> Iterator[Row]:
    """Give the lines of the table."""
    for what, aim, place in (
        ("tag set → finding in the document, ms", "ratio at most 4", 0),
        ("tag set → finding painted, ms", "below 200", 1),
    ):
        mine, plain = [t[place] for t in ours.times], [t[place] for t in empty.times]
        yield compared(what, aim, mine, plain)
    for what, aim, place in (
        ("last key → finding in the document, ms", "below 400", 0),
        ("last key → finding painted, ms", "", 1),
    ):
        keys = [t[place] for t in typed]
        yield Row(what, aim, f"{median(keys):.0f} (p95 {p95(keys):.0f})")
    yield compared("cold start → usable, ms", "ratio at most 2.5", starts[OURS], starts[EMPTY])
    size, plain_size = median(ours.sizes), median(empty.sizes)
    yield Row(
        "websocket per change, kB",
        "at most 25",
        f"{size / 1000:.1f}",
        f"{plain_size / 1000:.1f}",
        f"{size / plain_size:.1f}",
    )
    times = [second * 1000 for second in people.seconds]
    yield Row(
        f"{MANY} people, a change per {EVERY:.0f} s each → script finished, ms",
        "p95 below 500",
        f"{median(times):.0f} (p95 {p95(times):.0f}, {len(times)} changes)" if times else "–",
    )
    yield Row("errors among them", "0", str(len(people.errors)))
    yield Row("memory per further session, MB", "at most 1", f"{people.each:.2f}")


def compared(what: str, aim: str, ours: list[float], empty: list[float]) -> Row:
    """Give a line of median and p95 of both pages."""
    mine, plain = median(ours), median(empty)
    return Row(
        what,
        aim,
        f"{mine:.0f} (p95 {p95(ours):.0f})",
        f"{plain:.0f} (p95 {p95(empty):.0f})",
        f"{mine / plain:.2f}",
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print the table; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page")
    parser.add_argument("--changes", type=int, default=40, help="at least 2")
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=40.0)
    chosen = parser.parse_args(arguments)
    if not shutil.which("chromium"):
        print("No chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        ours, empty, typed = measure_changes(chromium, chosen.changes)
        starts = measure_start(chromium, chosen.starts)
    people = measure_crowd(chosen.seconds)
    print(
        f"{chosen.changes} changes on each page, {chosen.starts} cold starts of each, "
        f"{chosen.seconds:.0f} s of {MANY} people; Python {platform.python_version()}\n"
    )
    print("| what | aim | ours: median | empty page: median | ratio |")
    print("|---|---|---|---|---|")
    for row in rows(ours, empty, typed, starts, people):
        print(f"| {' | '.join(row)} |")
    print(
        f"\nMemory: {people.few:.0f} MB with 10 people, {people.many:.0f} with {MANY}, "
        f"{people.after:.0f} after they worked."
    )
    for error in sorted(set(people.errors)):
        print(re.sub(r"\s+", " ", error), file=sys.stderr)
    return 1 if people.errors else 0


if __name__ == "__main__":
    sys.exit(main())
