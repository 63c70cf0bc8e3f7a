"""Coming back: reload, a second tab, a restarted server, a fresh browser."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.serving import OURS, free_port, launch, wait
from tests.pages.test_journey import lines_of, open_block

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class Mortal:
    """A server of our own that can be killed and started again on the same port."""

    def __init__(self, database: Path) -> None:
        self.port = free_port()
        self.database = f"sqlite:///{database}"
        self.start()

    def start(self) -> None:
        self.process = launch(OURS, self.port, self.database)
        wait(self.port, self.process)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Mortal]:
    server = Mortal(tmp_path / "drafts.sqlite3")
    yield server
    server.kill()


def arrive(browser: Browser, address: str) -> Page:
    """Open an address in a browser that knows nothing of us."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    page.locator(".st-key-footer").wait_for()
    return page


def segments(page: Page) -> object:
    open_block(page, "Kundensegmente")
    return lines_of(page, "customer_segments")


def test_what_was_typed_is_there_after_reload_kill_and_in_a_fresh_browser(
    own_server: Mortal, browser: Browser, look: Callable[[Page, str], None]
) -> None:
    page = arrive(browser, own_server.address)
    page.locator(".st-key-begin button").click()
    area = lines_of(page, "customer_segments")
    area.press_sequentially("Familien in der Stadt", delay=5)
    expect(page.locator("[class*=st-key-note_cs]")).to_have_count(1)
    page.wait_for_url("**draft=**")
    link = page.url

    page.reload()
    page.locator(".st-key-counts").wait_for()
    expect(segments(page)).to_have_value("Familien in der Stadt")  # type: ignore[arg-type]

    own_server.kill()
    own_server.start()
    fresh = arrive(browser, link)
    fresh.locator(".st-key-counts").wait_for()
    expect(segments(fresh)).to_have_value("Familien in der Stadt")  # type: ignore[arg-type]
    look(fresh, "return-de-1440")

    # the old window comes back by itself and shows what is saved
    page.locator(".st-key-counts").wait_for()
    page.reload()
    page.locator(".st-key-counts").wait_for()
    expect(segments(page)).to_have_value("Familien in der Stadt")  # type: ignore[arg-type]
    page.context.close()
    fresh.context.close()


def test_two_tabs_on_one_draft_never_lose_the_newer_text(
    own_server: Mortal, browser: Browser, look: Callable[[Page, str], None]
) -> None:
    first = arrive(browser, own_server.address)
    first.locator(".st-key-begin button").click()
    lines_of(first, "customer_segments").press_sequentially("Familien", delay=5)
    first.wait_for_url("**draft=**")
    second = arrive(browser, first.url)
    second.locator(".st-key-counts").wait_for()
    lines = segments(second)
    lines_of(first, "customer_segments").press_sequentially(" mit Kindern", delay=5)
    expect(first.locator("[class*=st-key-note_cs]")).to_contain_text("mit Kindern")

    lines_of(second, "customer_segments").press("Control+End")
    lines_of(second, "customer_segments").press_sequentially("\nBüros", delay=5)

    expect(second.get_by_text("in einem anderen Fenster")).to_be_visible()
    look(second, "stale-de-1440")
    second.locator(".st-key-draft_take button").click()
    expect(lines).to_have_value("Familien mit Kindern")  # type: ignore[arg-type]
    first.context.close()
    second.context.close()


def test_two_people_on_two_drafts_see_only_their_own(own_server: Mortal, browser: Browser) -> None:
    people = [arrive(browser, own_server.address) for _ in range(2)]
    for number, page in enumerate(people):
        page.locator(".st-key-begin button").click()
        lines_of(page, "customer_segments").press_sequentially(f"Gruppe {number}", delay=5)
    for number, page in enumerate(people):
        expect(page.locator("[class*=st-key-note_cs]")).to_contain_text(f"Gruppe {number}")
        page.wait_for_url("**draft=**")
    assert people[0].url != people[1].url
    for page in people:
        page.context.close()


def test_a_version_is_kept_compared_and_its_finding_seen_to_go(
    own_server: Mortal, browser: Browser, look: Callable[[Page, str], None]
) -> None:
    page = arrive(browser, own_server.address)
    page.get_by_role("button", name="Uhrenatelier").click()
    open_block(page, "Kosten")
    lines_of(page, "cost_structure").press("Control+End")
    lines_of(page, "cost_structure").press_sequentially(", dazu Reisen", delay=5)
    page.wait_for_url("**draft=**")
    page.get_by_role("link", name="Entwurf").click()
    box = page.locator("[class*=st-key-version_name] input")
    box.fill("Vor dem Gespräch")
    box.press("Enter")
    page.locator(".st-key-keep_version button").click()
    expect(
        page.locator("[class*=st-key-version_]").filter(has_text="Vor dem Gespräch").first
    ).to_be_visible()

    page.get_by_role("link", name="Canvas").click()
    page.locator(".st-key-editor_head").wait_for()  # the block that was open still is
    page.locator("[class*=st-key-tags_cost_structure_cost_orientation]").get_by_role(
        "button", name="Kostenorientiert"
    ).click()
    expect(page.get_by_text("Trägt die Kostenbasis das Premium-Versprechen?")).to_have_count(0)
    page.get_by_role("link", name="Entwurf").click()

    expect(page.get_by_text("2 erledigt")).to_be_visible()
    expect(page.get_by_text("Trägt die Kostenbasis das Premium-Versprechen?")).to_be_visible()
    look(page, "draft-de-1440")
    page.locator(".st-key-lang").get_by_text("en", exact=True).click()
    expect(page.get_by_text("2 resolved")).to_be_visible()
    page.context.close()
