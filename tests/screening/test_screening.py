"""Many submissions over executors; the slow tests start real processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from advisor import limits
from advisor.rulebook.rulebook import Rulebook
from advisor.screening import screening
from advisor.screening import workers as pools
from advisor.screening.rules import RuleChoice
from advisor.screening.submission import Screened, Submission
from advisor.vocabulary import load_vocabulary
from tests.screening.conftest import Inline, screen_all, screened, submission

ROOT = Path(__file__).parents[2]
RULES = RuleChoice()


@dataclass(frozen=True)
class DeadlyRules(RuleChoice):
    """In a worker, a submission that says so ends the process: always, or the first time."""

    marks: str = ""

    def load(self) -> Rulebook:
        harmless = screening.screen_one

        def deadly(submission: Submission, rulebook: Rulebook) -> Screened:
            mark = Path(self.marks, submission.team)
            if b"KILL" in submission.data or (b"ONCE" in submission.data and not mark.exists()):
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return harmless(submission, rulebook)

        if harmless.__name__ != "deadly":
            screening.screen_one = deadly
        return Rulebook(load_vocabulary(), (), (), "0", "0" * 64)  # starts in no time


def deadly(number: int, word: str) -> Submission:
    return Submission(path=f"{word}-{number}", data=word.encode(), team=f"{word}-{number}")


def test_every_submission_comes_to_one_result_with_its_label():
    mine = Submission(path="a", data=b"{}", team="t", email="t@x.org", handed_in=5.0)
    unread = screened("refused", status="unread", reason="too_large")

    results = list(screen_all([submission(1), unread, mine, submission(2)], RULES, Inline()))

    assert sorted(one.path for one in results) == [
        *("a", "refused", "team-1/canvas.json", "team-2/canvas.json"),
    ]
    (labelled,) = [one for one in results if one.path == "a"]
    assert (labelled.team, labelled.email, labelled.handed_in) == ("t", "t@x.org", 5.0)
    assert labelled.sha256 == mine.sha256


def test_small_submissions_travel_together_and_a_large_one_alone(monkeypatch):
    monkeypatch.setattr(limits, "CHUNK_SUBMISSIONS", 4)
    monkeypatch.setattr(limits, "CHUNK_BYTES", 10_000)
    large = Submission(path="large", data=b"x" * 10_001)
    small = [submission(number) for number in range(10)]
    executor = Inline()

    results = list(screen_all([*small[:5], large, *small[5:]], RULES, executor))

    assert len(results) == 11
    assert executor.begun == 5  # 4 and 1, the large one, 4 and 1


def test_no_more_is_taken_in_than_can_be_worked_on(monkeypatch):
    monkeypatch.setattr(limits, "CHUNK_SUBMISSIONS", 2)
    taken = 0

    def endless() -> Iterator[Submission]:
        nonlocal taken
        while True:
            taken += 1
            yield submission(taken)

    results = screen_all(endless(), RULES, Inline(), jobs=2)
    for _ in range(20):
        next(results)
    results.close()

    # what came out, what was under way, and the chunk that waits
    assert taken <= 20 + 2 * (limits.CHUNKS_PER_WORKER * 2 + 1)


def test_a_fault_of_ours_costs_one_submission_and_is_named(monkeypatch):
    def faulty(one: Submission, _: Rulebook) -> Screened:
        if one.path == "bad":
            raise ZeroDivisionError
        return screened(one.path)

    monkeypatch.setattr(screening, "screen_one", faulty)

    results = {
        one.path: one for one in screen_all([submission(1), submission(2, "bad")], RULES, Inline())
    }

    assert results["team-1/canvas.json"].status == "read"
    assert (results["bad"].reason, results["bad"].details) == (
        "failed",
        {"kind": "ZeroDivisionError"},
    )


class Failing(Executor):
    """An executor whose chunks fail when they hold a word, as a cluster tells a dead worker."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if any(b"KILL" in one.data for one in args[0]):
            future.set_exception(self.error)
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_on_a_cluster_the_submission_that_ends_workers_is_named():
    class KilledWorkerError(Exception):
        pass

    given = [submission(1), deadly(1, "KILL"), submission(2)]

    results = {one.path: one for one in screen_all(given, RULES, Failing(KilledWorkerError()))}

    assert len(results) == 3
    assert results["KILL-1"].reason == "stopped"
    assert [one.status for one in results.values()].count("read") == 2


def test_a_cluster_that_is_gone_is_nobodys_fault():
    with pytest.raises(CancelledError):
        list(screen_all([deadly(1, "KILL")], RULES, Failing(CancelledError())))


def test_a_worker_that_dies_costs_nobody_but_the_one_who_ended_it(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CHUNK_SUBMISSIONS", 4)
    given = [submission(number) for number in range(30)]
    given[7:7] = [deadly(1, "KILL")]
    given[20:20] = [deadly(2, "ONCE")]

    results = list(screen_all(given, DeadlyRules(marks=str(tmp_path)), jobs=2))

    assert sorted(one.path for one in results) == sorted(one.path for one in given)
    reasons = {one.path: one.reason for one in results if one.status == "unread"}
    assert reasons.pop("KILL-1") == "stopped"
    assert reasons.keys() == {"ONCE-2"}  # screened at the second try, and no canvas
    assert reasons["ONCE-2"] != "stopped"


class Breaking(Inline):
    """A pool of processes that is found broken once, when the third chunk is handed over."""

    handed_over = 0

    def __init__(self, *_: Any, **__: Any) -> None:
        self.broken = False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if args:
            Breaking.handed_over += 1
            self.broken |= Breaking.handed_over == 3
        if self.broken:
            raise BrokenExecutor
        self.begun = 0
        return super().submit(fn, *args, **kwargs)


def test_a_pool_found_broken_while_work_is_handed_over_is_replaced(monkeypatch):
    monkeypatch.setattr(limits, "CHUNK_SUBMISSIONS", 2)
    monkeypatch.setattr(pools, "ProcessPoolExecutor", Breaking)
    given = [submission(number) for number in range(10)]

    results = list(screen_all(given, RULES))

    assert sorted(one.path for one in results) == sorted(one.path for one in given)
    assert {one.status for one in results} == {"read"}


@dataclass(frozen=True)
class NoRules(RuleChoice):
    def load(self) -> Rulebook:
        os._exit(1)


def test_where_no_worker_starts_no_file_is_to_blame():
    with pytest.raises(BrokenExecutor):
        list(screen_all([submission(1)], NoRules()))


def test_without_anything_to_do_no_process_is_started(monkeypatch):
    monkeypatch.setattr(pools, "ProcessPoolExecutor", None)
    unread = screened("refused", status="unread", reason="too_large")

    assert list(screen_all([unread], RULES)) == [unread]


def test_closing_the_results_ends_the_processes():
    results = screen_all((submission(number) for number in range(10_000)), RULES)
    next(results)
    children = multiprocessing.active_children()

    results.close()

    assert children
    assert not [child for child in children if child.is_alive()]


def test_processes_started_from_the_page_do_not_run_it(tmp_path):
    """A server's main module has no guard; its line about `__spec__` keeps workers away."""
    page = (ROOT / "app.py").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in page if line.startswith("__spec__ =")]
    script = tmp_path / "app.py"
    script.write_text(
        f"""from contextlib import closing
from importlib.util import find_spec
{line}
from advisor.screening.rules import RuleChoice
from advisor.screening.screening import screen
from advisor.screening.submission import Submission
from advisor.screening.workers import Workers
print("run")
with closing(Workers(RuleChoice())) as workers:
    print(len(list(screen([Submission(path="a", data=b"")], workers))))
"""
    )

    ended = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.stdout, ended.stderr) == ("run\n1\n", "")
