"""A batch in the background: results are kept as they come, and it ends well or is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from advisor import limits
from advisor.canvas import Canvas
from advisor.formats.imported import Candidate, Imported
from advisor.rulebook.loader import load_rulebook
from advisor.screening import checking, running
from advisor.screening.running import Run, start
from advisor.screening.submission import Screened
from advisor.screening.uploads import laid_out, unpack
from advisor.store.cohort import NewRow
from tests.conftest import canvas_of
from tests.pages.cohorts import batch, files

CANVAS = b"canvas: 1\nblocks: {channels: [App]}\n"


def wait(run: Run) -> None:
    deadline = time.monotonic() + 30
    while not run.finished:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def run_all(given: Sequence[tuple[str, bytes]]) -> tuple[Run, list[NewRow]]:
    kept: list[NewRow] = []
    run = start(given, load_rulebook(), kept.extend)
    wait(run)
    return run, kept


def read(rows: Sequence[NewRow]) -> list[Screened]:
    return [Screened.model_validate_json(row.screened) for row in rows]


def test_every_file_of_a_zip_comes_to_a_row_in_order() -> None:
    run, kept = run_all([("k.zip", batch()), ("a.yaml", CANVAS)])

    assert run.trouble is None
    assert (run.done, run.total, run.seconds_left) == (13, 13, 0)
    paths = [one.path for one in read(kept)]
    assert paths[-1] == "a.yaml"
    assert "k.zip/Team foto/foto.png" in paths
    assert paths[:-1] == sorted(paths[:-1])


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


def test_what_is_cancelled_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[NewRow] = []
    runs: list[Run] = []

    def slowly(*_: object) -> Screened:
        while not runs:
            time.sleep(0.01)
        runs[0].cancel()
        return Screened(path="x", sha256="", status="unread", reason="empty")

    monkeypatch.setattr(running, "screen_one", slowly)
    runs.append(
        start([(name, data) for name, data in files().items()], load_rulebook(), kept.extend)
    )
    wait(runs[0])
    assert (len(kept), runs[0].done, runs[0].total) == (1, 1, 12)


def test_a_fault_of_ours_in_one_file_is_named_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails_once(submission: object, rulebook: object) -> Screened:
        if getattr(submission, "path", "") == "b.yaml":
            raise RecursionError
        return checking.screen_one(submission, rulebook)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "screen_one", fails_once)
    _, kept = run_all([("a.yaml", CANVAS), ("b.yaml", CANVAS), ("c.yaml", CANVAS)])
    assert [(one.status, one.reason) for one in read(kept)] == [
        ("read", ""),
        ("unread", "failed"),
        ("read", ""),
    ]


def test_a_store_that_fails_ends_the_run_and_is_its_trouble() -> None:
    def keep(_: Sequence[NewRow]) -> None:
        raise KeyError("gone")

    run = start([("a.yaml", CANVAS)], load_rulebook(), keep)
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
    _, (row,) = run_all([("foto.png", b"x")])
    assert [(one.kind, one.data) for one in row.enclosures] == [("picture", b"\x89PNG")]


def test_every_canvas_of_a_file_lies_beside_its_row(imports: Callable[[Imported], None]) -> None:
    one = canvas_of({"channels": ["App"]})
    imports(Imported("xlsx", (Candidate("Blatt 1", one), Candidate("Blatt 2", Canvas()))))
    _, (row,) = run_all([("a.xlsx", b"x")])

    assert [(kept.kind, kept.title) for kept in row.enclosures] == [
        ("candidate", "Blatt 1"),
        ("candidate", "Blatt 2"),
    ]
    assert len(row.enclosures) <= limits.ENCLOSURES


def test_a_canvas_that_was_typed_makes_a_file_read() -> None:
    _, kept = run_all([("foto.png", b"\x89PNG")])
    (unread,) = read(kept)
    typed = checking.screen_canvas(unread, canvas_of({"channels": ["App"]}), load_rulebook())

    assert unread.status == "unread"
    assert (typed.status, typed.reason, typed.filled) == ("read", "", 1)
    assert (typed.path, typed.sha256) == (unread.path, unread.sha256)
    assert typed.name == "foto", "the file's name where nobody gave another"
