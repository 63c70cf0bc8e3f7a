"""A batch of all kinds through the page in a real browser; cancelled, killed, and gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from advisor.vocabulary import rules_folder
from benchmarks.mixed_batch import batch, canvases_below, zipped
from benchmarks.mixed_page import give, rows, until_done
from benchmarks.serving import OURS, free_port, launch
from benchmarks.serving import wait as wait_for
from tests.formats.office_files import package

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("coach")]

SLOW = 120_000  # ms; a batch on a busy machine
MANY = 300
MACRO = {
    "[Content_Types].xml": "<x/>",
    "word/document.xml": "<w:document/>",
    "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(400),
}


@pytest.fixture(scope="module")
def mixed() -> tuple[dict[str, bytes], set[str]]:
    """Files in seven formats, two each, and seventeen that are no canvas; who is to be read."""
    files, meant = batch(canvases_below(rules_folder() / "samples"), 29)
    files["other-15/in-a-zip.zip"] = zipped({"canvas.yaml": files[next(iter(meant))]})
    files["other-16/macro.docm"] = package(MACRO)
    return files, {name.partition("/")[0] for name in meant}


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A zip that takes a while."""
    file = tmp_path / "many.zip"
    file.write_bytes(zipped(batch(canvases_below(rules_folder() / "samples"), MANY)[0]))
    return file


def test_every_file_is_read_or_named_with_a_reason_and_the_numbers_are_right(
    visit: Callable[..., Page],
    server: str,
    look: Callable[[Page, str], None],
    mixed: tuple[dict[str, bytes], set[str]],
    tmp_path: Path,
) -> None:
    files, meant = mixed
    archive = tmp_path / "mixed.zip"
    archive.write_bytes(zipped(files))
    page = visit(language="en")
    give(page, server, archive)
    until_done(page, len(files))
    expect(page.locator(".team")).to_have_count(len(files), timeout=SLOW)
    look(page, "batch-mixed-en-1440")

    shown = rows(page)
    assert {team.replace(" ", "-") for team, note in shown if not note} == meant
    unread = {team.replace(" ", "-"): note for team, note in shown if note}
    assert len(unread) == len(files) - len(meant) == 17
    assert all("{" not in note for note in unread.values())
    assert "zip" in unread["in-a-zip"]
    numbers = page.locator(".st-key-cohort_numbers").inner_text().split("\n")
    told = [line.strip() for line in numbers if line.strip()]
    assert told[told.index("Submissions") + 1] == str(len(files))
    assert told[told.index("Not read") + 1] == "17"


def some(page: Page) -> None:
    """Wait until the first results are there."""
    expect(page.locator(".team").first).to_be_visible(timeout=SLOW)


def test_a_batch_is_cancelled_in_the_middle_and_goes_on_later(
    visit: Callable[..., Page], server: str, look: Callable[[Page, str], None], many: Path
) -> None:
    page = visit()
    give(page, server, many, "de")
    some(page)
    look(page, "batch-progress-de-1440")
    # the page is drawn anew each second: no moment at which it has come to rest
    page.locator(".st-key-cohort_cancel button").evaluate("(button) => button.click()")
    rest = page.locator(".st-key-cohort_unfinished")
    expect(rest).to_be_visible(timeout=SLOW)
    expect(rest).to_contain_text("Abgebrochen nach", timeout=SLOW)
    look(page, "batch-cancelled-de-1440")

    page.locator(".st-key-cohort_files input[type=file]").set_input_files(many)
    page.locator(".st-key-cohort_begin button:not([disabled])").click()
    until_done(page, MANY)
    expect(rest).to_have_count(0, timeout=SLOW)
    expect(page.locator(".team")).to_have_count(MANY, timeout=SLOW)
    assert len({team for team, _ in rows(page)}) == MANY


def test_a_closed_window_does_not_end_a_batch_and_its_link_shows_it_again(
    visit: Callable[..., Page], server: str, many: Path
) -> None:
    page = visit()
    give(page, server, many)
    some(page)
    page.reload()
    expect(page.locator(".team").first).to_be_visible(timeout=SLOW)
    link = page.url
    page.close()

    other = visit()
    other.goto(link)
    until_done(other, MANY)
    expect(other.locator(".team")).to_have_count(MANY, timeout=SLOW)


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[[], tuple[str, subprocess.Popen[bytes]]]]:
    """Start the page, each time over the same database and at the same address."""
    port, started = free_port(), []

    def begin() -> tuple[str, subprocess.Popen[bytes]]:
        process = launch(OURS, port, f"sqlite:///{tmp_path}/own.sqlite3")
        started.append(process)
        wait_for(port, process)
        return f"http://localhost:{port}", process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def children(pid: int) -> list[int]:
    """Every process below one, but for the short-lived helpers of Python itself."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if parent == pid and b"spawn_main" in command:
            found.append(int(entry.name))
    return found


def loads_streamlit(pid: int) -> bool:
    """Streamlit brings protobuf's native code, and nothing else here does."""
    return "/_upb/" in Path(f"/proc/{pid}/maps").read_text()


def test_a_killed_server_loses_nothing_stored_and_asks_for_the_files_again(
    browser: Browser,
    own_server: Callable[[], tuple[str, subprocess.Popen[bytes]]],
    many: Path,
) -> None:
    address, process = own_server()
    context = browser.new_context(locale="de-DE", viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(SLOW)
    give(page, address, many)
    some(page)
    link = page.url
    workers = children(process.pid)
    assert workers
    assert loads_streamlit(process.pid)
    assert not [pid for pid in workers if loads_streamlit(pid)]

    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers):
        assert time.monotonic() < until, "no worker outlives its server"
        time.sleep(0.1)

    own_server()
    page.goto(link)
    rest = page.locator(".st-key-cohort_unfinished")
    expect(rest).to_contain_text("interrupted")
    some(page)
    stored = len(rows(page))
    assert 0 < stored < MANY
    page.locator(".st-key-cohort_files input[type=file]").set_input_files(many)
    page.locator(".st-key-cohort_begin button:not([disabled])").click()
    until_done(page, MANY)
    expect(page.locator(".team")).to_have_count(MANY)
    assert len({team for team, _ in rows(page)}) == MANY
    context.close()
