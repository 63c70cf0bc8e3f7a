"""A batch in the background: results are kept as they come, and it ends well or is told."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from advisor import limits
from advisor.canvas import Canvas
from advisor.formats.imported import Candidate, Imported
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from advisor.screening import checking, running, screening, uploads
from advisor.screening.rules import OtherRulesError, RuleChoice
from advisor.screening.running import Known, Plan, Run, start
from advisor.screening.submission import Screened, Submission
from advisor.screening.uploads import laid_out, unpack
from advisor.store.cohort import NewRow
from tests.conftest import canvas_of, rule_tree
from tests.pages.cohorts import batch, files
from tests.screening.conftest import Inline

RULES = RuleChoice()
CANVAS = b"canvas: 1\nblocks: {channels: [App]}\n"


def wait(run: Run) -> None:
    deadline = time.monotonic() + 30
    while not run.finished:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@dataclass
class Shelf:
    """Keeps what a run hands over, and how far it had come each time."""

    rows: list[NewRow] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)

    def keep(self, rows: Sequence[NewRow], done: int, total: int) -> None:
        self.rows.extend(rows)
        self.steps.append((done, total))

    @property
    def read(self) -> list[Screened]:
        return [Screened.model_validate_json(row.screened) for row in self.rows]

    @property
    def known(self) -> Known:
        return Counter((one.path, one.sha256) for one in self.read)


def run_all(
    given: Sequence[tuple[str, bytes]],
    known: Known | None = None,
    rules: RuleChoice = RULES,
    executor: Executor | None = None,
) -> tuple[Run, Shelf]:
    shelf = Shelf()
    run = start(given, Plan(rules, shelf.keep, known or {}, executor=executor or Inline()))
    wait(run)
    return run, shelf


def test_every_file_of_a_zip_comes_to_a_row() -> None:
    run, shelf = run_all([("k.zip", batch()), ("a.yaml", CANVAS)])

    assert run.trouble is None
    assert (run.done, run.total, run.seconds_left) == (13, 13, 0)
    paths = [one.path for one in shelf.read]
    assert len(set(paths)) == 13
    assert {"a.yaml", "k.zip/Team foto/foto.png"} < set(paths)
    assert (shelf.steps[0], shelf.steps[-1]) == ((0, 2), (13, 13))


def by_path(shelf: Shelf) -> dict[str, Screened]:
    """Without the moment, which is that of the upload."""
    return {one.path: one.model_copy(update={"handed_in": 0.0}) for one in shelf.read}


def test_workers_of_its_own_give_the_same_as_this_process() -> None:
    given = [("k.zip", batch()), ("a.yaml", CANVAS)]
    shelf = Shelf()
    run = start(given, Plan(RULES, shelf.keep, jobs=2))
    wait(run)

    assert run.trouble is None
    assert by_path(shelf) == by_path(run_all(given)[1])


def test_what_is_done_is_not_done_again_and_two_equal_submissions_are_two() -> None:
    given = [("k.zip", batch()), ("a.yaml", CANVAS), ("a.yaml", CANVAS)]
    _, first = run_all(given)
    half = Shelf(first.rows[::2])
    run, rest = run_all(given, half.known)

    assert (run.done, run.earlier, run.total) == (14, 7, 14)
    assert sorted(one.path for one in half.read + rest.read) == sorted(
        one.path for one in first.read
    )
    assert [one.path for one in first.read].count("a.yaml") == 2
    again, nothing = run_all(given, first.known)
    assert (again.done, nothing.rows, nothing.steps[-1]) == (14, [], (14, 14))


def test_another_content_at_the_same_place_is_new() -> None:
    _, first = run_all([("a.yaml", CANVAS)])
    run, second = run_all([("a.yaml", CANVAS + b"# newer\n")], first.known)
    assert (run.earlier, len(second.rows)) == (0, 1)


def test_what_is_unread_says_with_which_rules_that_was_tried() -> None:
    rulebook = load_rulebook()
    _, shelf = run_all([("leer.yaml", b"")])
    assert [(one.status, one.rulebook, one.rule_set) for one in shelf.read] == [
        ("unread", rulebook.sha256, rulebook.rule_set)
    ]


def test_rules_and_changes_of_a_person_travel_to_the_workers() -> None:
    tree = rule_tree({"has": {"channels": "own_channel"}}, "own-one")
    rules = RuleChoice.of_session(
        {"own-one.yaml": json.dumps(tree)},
        {"segment-without-channel": {"enabled": False}},
    )
    shelf = Shelf()
    canvas = b"canvas: 1\nblocks: {channels: [{text: App, tags: [own_channel]}]}\n"
    run = start([("a.yaml", canvas)], Plan(rules, shelf.keep, jobs=1))
    wait(run)

    assert run.trouble is None
    (one,) = shelf.read
    assert "own-one" in {lead.rule for lead in one.leads}
    assert (one.rulebook, one.rule_set) == (rules.load().sha256, "session")
    assert one.rulebook != load_rulebook().sha256


def test_a_worker_with_other_rules_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def otherwise(submission: Submission, _: object) -> Screened:
        return Screened(path=submission.path, sha256="", status="read", rulebook="other")

    monkeypatch.setattr(screening, "screen_one", otherwise)
    run, shelf = run_all([("a.yaml", CANVAS)])
    assert isinstance(run.trouble, OtherRulesError)
    assert not shelf.rows


def test_a_third_batch_waits_for_its_turn_and_can_be_cancelled_meanwhile() -> None:
    for _ in range(limits.BATCHES_AT_ONCE):
        assert running._turns.acquire(timeout=5)
    try:
        shelf = Shelf()
        run = start([("a.yaml", CANVAS)], Plan(RULES, shelf.keep, executor=Inline()))
        while not run.waiting:
            time.sleep(0.01)
        assert not run.finished
        run.cancel()
        wait(run)
        assert (run.done, run.trouble, shelf.rows) == (0, None, [])
    finally:
        for _ in range(limits.BATCHES_AT_ONCE):
            running._turns.release()
    assert run_all([("a.yaml", CANVAS)])[0].done == 1


def test_what_a_killed_server_left_on_the_disk_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, other = (
        tmp_path / name for name in (f"{uploads.FOLDER}1", f"{uploads.FOLDER}2", "other")
    )
    for folder in (old, new, other):
        (folder / "0").mkdir(parents=True)
    for folder in (old, other):
        os.utime(folder, (0, 0))
    uploads.sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((new.name, "other"))


def test_two_files_of_one_name_are_two_and_hostile_names_stay_labels() -> None:
    names = ["a.yaml", "a.yaml", "../../etc/x.yaml", "c:\\x\\y.yaml", "..", "", "ä" * 300 + ".yaml"]
    with laid_out([(name, CANVAS) for name in names]) as paths:
        root = paths[0].parent.parent
        assert all(path.is_file() and path.parent.parent == root for path in paths)
        labels = [one.path for one in unpack(paths)]
    assert not root.exists(), "nothing is left on the disk"
    assert labels[:6] == ["a.yaml", "a.yaml", "x.yaml", "y.yaml", "-", "-"]
    assert labels[6].startswith("ää")
    assert labels[6].endswith("….yaml")


def test_what_is_cancelled_keeps_what_is_done_and_goes_on_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = Shelf()
    runs: list[Run] = []
    harmless = checking.screen_one

    def slowly(submission: Submission, rulebook: Rulebook) -> Screened:
        while not runs:
            time.sleep(0.01)
        runs[0].cancel()
        return harmless(submission, rulebook)

    monkeypatch.setattr(screening, "screen_one", slowly)
    given = list(files().items())
    runs.append(start(given, Plan(RULES, shelf.keep, executor=Inline())))
    wait(runs[0])
    assert (len(shelf.rows), runs[0].done, runs[0].total) == (1, 1, 12)
    assert shelf.steps[-1] == (1, 12)

    run, rest = run_all(given, shelf.known)
    assert (run.done, run.earlier, len(rest.rows)) == (12, 1, 11)


def test_a_fault_of_ours_in_one_file_is_named_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails_once(submission: object, rulebook: object) -> Screened:
        if getattr(submission, "path", "") == "b.yaml":
            raise RecursionError
        return checking.screen_one(submission, rulebook)  # type: ignore[arg-type]

    monkeypatch.setattr(screening, "screen_one", fails_once)
    _, shelf = run_all([("a.yaml", CANVAS), ("b.yaml", CANVAS), ("c.yaml", CANVAS)])
    assert [(one.status, one.reason) for one in shelf.read] == [
        ("read", ""),
        ("unread", "failed"),
        ("read", ""),
    ]


def test_a_store_that_fails_ends_the_run_and_is_its_trouble() -> None:
    def keep(*_: object) -> None:
        raise KeyError("gone")

    run = start([("a.yaml", CANVAS)], Plan(RULES, keep, executor=Inline()))
    wait(run)
    assert isinstance(run.trouble, KeyError)


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch) -> Callable[[Imported], None]:
    """Let every file be what a test says it is."""

    def put(imported: Imported) -> None:
        for module in (checking, running):
            monkeypatch.setattr(module, "import_file", lambda *_: imported)

    return put


def test_a_picture_lies_beside_its_row(imports: Callable[[Imported], None]) -> None:
    imports(Imported("png", reason="picture_only", picture=b"\x89PNG"))
    (row,) = run_all([("foto.png", b"x")])[1].rows
    assert [(one.kind, one.data) for one in row.enclosures] == [("picture", b"\x89PNG")]


def test_every_canvas_of_a_file_lies_beside_its_row(imports: Callable[[Imported], None]) -> None:
    one = canvas_of({"channels": ["App"]})
    imports(Imported("xlsx", (Candidate("Blatt 1", one), Candidate("Blatt 2", Canvas()))))
    (row,) = run_all([("a.xlsx", b"x")])[1].rows

    assert [(kept.kind, kept.title) for kept in row.enclosures] == [
        ("candidate", "Blatt 1"),
        ("candidate", "Blatt 2"),
    ]
    assert len(row.enclosures) <= limits.ENCLOSURES


def test_a_canvas_that_was_typed_makes_a_file_read() -> None:
    (unread,) = run_all([("foto.png", b"\x89PNG")])[1].read
    typed = checking.screen_canvas(unread, canvas_of({"channels": ["App"]}), load_rulebook())

    assert unread.status == "unread"
    assert (typed.status, typed.reason, typed.filled) == ("read", "", 1)
    assert (typed.path, typed.sha256) == (unread.path, unread.sha256)
    assert typed.name == "foto", "the file's name where nobody gave another"
