"""`screen` from outside: what it writes, how it ends, and how it goes on after an end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main
from advisor.commands import screen as command
from advisor.commands.progress import Progress
from advisor.screening.cluster import ClusterError
from advisor.screening.screening import screen
from advisor.texts import words
from tests.conftest import rule_tree
from tests.screening.conftest import canvas_bytes

ROOT = Path(__file__).parents[2]
BROKEN = b'{"canvas": 1, "blocks": {"nowhere": []}}'


pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"a/canvas.json": canvas_bytes(1), "b/canvas.json": canvas_bytes(1)}
    for name, data in files.items():
        path = tmp_path / "kurs" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    return tmp_path / "kurs"


def run(folder: Path, *more: str) -> tuple[int, Path]:
    out = folder.parent / "out"
    return main(["screen", str(folder), "--out", str(out), "--lang", "en", *more]), out


def results(out: Path) -> list[dict[str, Any]]:
    text = (out / "results.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def table(out: Path) -> list[dict[str, str]]:
    """The table in English, as a spreadsheet opens it."""
    with (out / "cohort.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_two_equal_submissions_are_two_rows(folder, capsys):
    status, out = run(folder)

    assert status == 0
    assert [row["Team"] for row in table(out)] == ["a", "b"]
    assert len(results(out)) == 2
    assert "2 files: 2 read, 0 unreadable" in capsys.readouterr().out


def test_what_cannot_be_read_is_named_and_first_in_the_table(folder, capsys):
    (folder / "z.json").write_bytes(BROKEN)

    status, out = run(folder)

    assert status == 2
    assert table(out)[0]["File"] == f"{folder.as_posix()}/z.json"
    error = capsys.readouterr().err
    assert f"{folder.as_posix()}/z.json: “nowhere” is not known here" in error


def test_what_is_done_is_not_done_again_and_still_told(folder, capsys, in_this_process):
    (folder / "z.json").write_bytes(BROKEN)
    run(folder)
    written = results(folder.parent / "out")
    (folder / "b" / "canvas.json").write_bytes(canvas_bytes(2))
    capsys.readouterr()

    status, out = run(folder)

    assert status == 2
    assert "z.json" in capsys.readouterr().err
    assert results(out)[:3] == written
    assert [one["name"] for one in results(out)[3:]] == ["Canvas 2"]
    assert len(table(out)) == 3
    run(folder)
    assert in_this_process[-1].begun == 0


def test_other_rules_are_another_check(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    tree = rule_tree({"some": {"in": "channels"}}, "own-rule")
    (own / "own-rule.yaml").write_text(json.dumps(tree), encoding="utf-8")
    run(folder)

    status, out = run(folder, "--rules", str(own))

    assert status == 0
    assert len(results(out)) == 4
    assert {lead["rule"] for lead in results(out)[-1]["leads"]} >= {"own-rule"}
    assert len(table(out)) == 2


def test_results_inside_the_folder_are_not_taken_for_submissions(folder):
    for _ in range(2):
        out = folder / "out"
        assert main(["screen", str(folder), "--out", str(out)]) == 0
        assert len(results(out)) == 2


def test_ctrl_c_keeps_what_is_done(folder, monkeypatch, capsys):
    def interrupted(*given: Any) -> Any:
        yield next(screen(*given))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(command, "screen", interrupted)
        status, out = run(folder)

    assert status == command.INTERRUPTED
    assert "the same call goes on" in capsys.readouterr().err
    assert len(results(out)) == 1
    assert run(folder)[0] == 0
    assert len(results(out)) == 2


def test_a_worker_with_other_rules_is_not_believed(folder, monkeypatch, capsys):
    def strange(*given: Any) -> Any:
        for one in screen(*given):
            yield one.model_copy(update={"rulebook": "another"})

    monkeypatch.setattr(command, "screen", strange)

    status, out = run(folder)

    assert status == 2
    assert results(out) == []
    assert "other rules" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["missing", "unreachable", "no_workers"])
def test_a_cluster_that_is_not_there_is_told(folder, monkeypatch, capsys, code):
    def broken(_: str) -> Any:
        raise ClusterError(code)

    monkeypatch.setattr(command, "cluster", broken)

    assert run(folder, "--scheduler", "tcp://nowhere:1")[0] == 2
    assert "tcp://nowhere:1" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "62", "1.5", "²"])
def test_a_number_of_processes_that_makes_no_sense_is_refused(folder, capsys, jobs):
    with pytest.raises(SystemExit, match="2"):
        run(folder, f"--jobs={jobs}")

    assert "--jobs: A whole number from 1 to 61 is expected." in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(folder, capsys):
    taken = folder / "a" / "canvas.json"

    assert main(["screen", str(folder), "--out", str(taken)]) == 2
    assert str(taken) in capsys.readouterr().err


def test_a_full_disk_ends_the_run_and_keeps_what_is_done(folder, monkeypatch, capsys):
    run(folder)

    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command.Journal, "add", full)
    (folder / "a" / "canvas.json").write_bytes(canvas_bytes(3))

    status, out = run(folder)

    assert status == 2
    assert "No space left on device" in capsys.readouterr().err
    assert len(results(out)) == 2


def test_an_unknown_rule_set_is_told_before_anything_is_done(folder, capsys):
    status, out = run(folder, "--rule-set", "coahc")

    assert status == 2
    assert "coach" in capsys.readouterr().err
    assert not out.exists()


# --- progress ---


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_says_how_many_how_fast_and_how_long_still():
    now = 0.0
    stream = io.StringIO()
    progress = Progress(1_000, words("en"), stream, lambda: now)
    for _ in range(20):
        progress.step(earlier=True)
    for second in range(1, 41):
        now = second / 2
        progress.step()

    first, last = stream.getvalue().splitlines()

    assert first == "40 of 1,000 files read, 2 a second, 0:08:00 left"
    assert last == "60 of 1,000 files read, 2 a second, 0:07:50 left"
    progress.clear()
    assert stream.getvalue().count("\n") == 2


def test_on_a_terminal_one_line_renews_itself():
    stream = Terminal()
    ticks = iter(range(10))
    progress = Progress(3, words("de"), stream, lambda: float(2 * next(ticks)))

    progress.step()
    progress.step()
    progress.clear()

    assert "\n" not in stream.getvalue()
    first, last = "1 von 3 Dateien gelesen", "2 von 3 Dateien gelesen, 0,5 je Sekunde, noch 0:00:02"
    assert stream.getvalue() == "\r\x1b[K".join(["", first, last, ""])


# --- a sudden end ---


def lines_in(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


@pytest.mark.skipif(sys.platform != "linux", reason="looks for child processes in /proc")
def test_after_a_sudden_end_the_same_call_goes_on_and_no_process_is_left(tmp_path):
    number = 400
    batch, out = tmp_path / "batch.jsonl", tmp_path / "out"
    batch.write_bytes(b"\n".join(canvas_bytes(one) for one in range(number)))
    call = [sys.executable, "-m", "advisor", "screen", str(batch), "--out", str(out), "--jobs=1"]
    file = out / "results.jsonl"
    with subprocess.Popen(call, cwd=ROOT, stderr=subprocess.DEVNULL) as started:
        until = time.monotonic() + 120
        while lines_in(file) < 10 and time.monotonic() < until:
            time.sleep(0.01)
        children = Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()
        os.kill(started.pid, signal.SIGKILL)
    done = file.read_bytes()
    file.write_bytes(done + b'{"path": "torn')

    ended = subprocess.run(call, cwd=ROOT, check=False, capture_output=True)

    assert 10 <= done.count(b"\n") < number
    assert ended.returncode == 0
    assert file.read_bytes().startswith(done[: done.rindex(b"\n") + 1])
    assert len(results(out)) == number
    assert len({one["path"] for one in results(out)}) == number
    assert len(table(out)) == number
    assert children
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
