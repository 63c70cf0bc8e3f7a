"""A batch as a coach gets it, through the page in Chromium: with one worker process and with two.

    python -m benchmarks.mixed_page [--corpus DIR] [--number N] [--rounds N]

The batch is that of `benchmarks.mixed_batch`. What the table shows is counted: one row per file,
and a reason beside each that could not be read.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from advisor.pages.cohort import JOBS
from advisor.screening.rules import RuleChoice
from advisor.screening.running import Plan, start
from advisor.vocabulary import rules_folder
from benchmarks.browsing import fresh_browser, new_page
from benchmarks.mixed_batch import batch, canvases_below, zipped
from benchmarks.serving import OURS, serve

PATIENCE = 900_000  # ms
Row = tuple[str, str]  # the team, and why its file was not read, else nothing
_ROWS = """(rows) => rows.map((row) => [
    row.querySelector(".team").textContent,
    row.querySelector("small.unread")?.textContent ?? "",
])"""
_TABLE = ".st-key-cohort_numbers"
_RUNS = ".st-key-cohort_progress"


def give(page: Page, address: str, file: Path, language: str = "en") -> None:
    """Open the page for coaches and begin a batch."""
    page.goto(f"{address}/cohort?lang={language}")
    page.locator(".st-key-cohort_name input").fill("Mixed")
    page.locator(".st-key-cohort_files input[type=file]").set_input_files(file)
    page.locator(".st-key-cohort_begin button:not([disabled])").click()


def until_done(page: Page, total: int) -> None:
    """Wait until the page shows that many submissions, and that nothing is under way."""
    page.wait_for_function(
        "([table, runs, total]) => !document.querySelector(runs)"
        " && document.querySelector(table)?.innerText.split(/\\s+/).includes(total)",
        arg=[_TABLE, _RUNS, str(total)],
        timeout=PATIENCE,
    )


def rows(page: Page) -> list[Row]:
    """Give what the table says."""
    return [(team, note) for team, note in page.locator("tbody tr").evaluate_all(_ROWS)]


def run(browser: Browser, file: Path, number: int, jobs: int) -> tuple[float, float, list[Row]]:
    """Give the seconds until the first row and until the end, and the rows."""
    os.environ[JOBS] = str(jobs)
    with serve(OURS) as server:
        page = new_page(browser)
        page.set_default_timeout(60_000)
        page.goto(f"{server.address}/cohort?lang=en")
        page.locator(".st-key-cohort_begin").wait_for()  # the first visit loads the rules
        give(page, server.address, file)
        begun = time.perf_counter()
        page.locator(".team").first.wait_for()
        first = time.perf_counter() - begun
        until_done(page, number)
        expect(page.locator("tbody tr")).to_have_count(number)
        seconds = time.perf_counter() - begun
        shown = rows(page)
        page.context.close()
    return first, seconds, shown


def alone(data: bytes, jobs: int) -> float:
    """Give the seconds the same batch takes without a page, workers started and ended."""
    plan = Plan(RuleChoice("coach"), lambda *_: None, jobs=jobs)
    begun = time.perf_counter()
    batch_run = start([("batch.zip", data)], plan)
    while not batch_run.finished:
        time.sleep(0.01)
    if batch_run.trouble is not None:
        raise batch_run.trouble
    return time.perf_counter() - begun


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; give 0 where every file came to a row or a reason, as it should."""
    parser = argparse.ArgumentParser(description="A mixed batch through the page.")
    parser.add_argument("--corpus", type=Path, default=rules_folder() / "samples", metavar="DIR")
    parser.add_argument("--number", type=int, default=300, metavar="N", help="files in the batch")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="best of")
    chosen = parser.parse_args(arguments)
    files, meant = batch(canvases_below(chosen.corpus), chosen.number)
    data = zipped(files)
    best = {jobs: min(alone(data, jobs) for _ in range(3)) for jobs in (1, 2)}
    print(
        f"without a page, best of 3: one worker {best[1]:.1f} s, two {best[2]:.1f} s, "
        f"{best[1] / best[2]:.2f} x as fast"
    )
    best = {}
    wrong = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        fresh_browser(playwright.chromium) as browser,
    ):
        file = Path(folder) / "batch.zip"
        file.write_bytes(data)
        for jobs in (1, 2) * chosen.rounds:
            first, seconds, shown = run(browser, file, len(files), jobs)
            best[jobs] = min(seconds, best.get(jobs, seconds))
            unread = [row for row in shown if row[1]]
            print(
                f"{jobs} worker(s): first row {first:.1f} s, all {seconds:.1f} s; "
                f"{len(shown)} rows, {len(shown) - len(unread)} read, {len(unread)} with a reason"
            )
            wrong += len(shown) != len(files) or len(shown) - len(unread) != len(meant)
    for team, note in sorted(unread):
        print(f"  {team:10} {note}")
    print(
        f"best of {chosen.rounds}: one worker {best[1]:.1f} s, two {best[2]:.1f} s, "
        f"{best[1] / best[2]:.2f} x as fast"
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
