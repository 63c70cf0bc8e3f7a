"""A report is held against a fresh check, as a lecturer would do it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.vocabulary import rules_folder

SAMPLE = rules_folder() / "samples" / "uhrenatelier.de.yaml"
OTHER = rules_folder() / "samples" / "bauernbox.de.yaml"


def call(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "advisor", "--lang", "de", *arguments],
        capture_output=True,
        check=False,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bericht.json"
    path.write_bytes(call("check", str(OTHER), str(SAMPLE), "--format", "json").stdout)
    return path


def test_a_true_report_holds_even_among_others(report: Path) -> None:
    done = call("verify", str(report), str(SAMPLE))

    assert done.returncode == 0, done.stderr
    assert "Der Bericht stimmt" in done.stdout.decode()


def test_a_report_as_pdf_holds(tmp_path: Path) -> None:
    path = tmp_path / "bericht.pdf"
    path.write_bytes(call("convert", str(SAMPLE), "--to", "pdf").stdout)

    assert call("verify", str(path), str(SAMPLE)).returncode == 0
    assert call("verify", str(path), str(OTHER)).returncode == 1


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("drop", "Nur in der neuen Prüfung"),
        ("add", "Nur im Bericht"),
        ("weigh", "Anders gewichtet"),
        ("rules", "Das Regelwerk ist ein anderes"),
    ],
)
def test_what_was_changed_in_a_report_is_named(report: Path, how: str, told: str) -> None:
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    mine = lines[1]
    if how == "drop":
        mine["findings"] = mine["findings"][1:]
    elif how == "add":
        mine["findings"].append({**mine["findings"][0], "id": "made-up-12345678"})
    elif how == "weigh":
        mine["findings"][0]["severity"] = "hint"
    else:
        mine["rulebook"]["sha256"] = "0" * 64
    report.write_text(json.dumps(mine), encoding="utf-8")

    done = call("verify", str(report), str(SAMPLE))

    assert told in done.stdout.decode()
    assert done.returncode == (0 if how == "rules" else 1)


def test_what_is_no_report_or_no_canvas_is_said(tmp_path: Path, report: Path) -> None:
    nothing = tmp_path / "nichts.pdf"
    nothing.write_bytes(b"%PDF-1.7\n")

    for arguments in ((str(nothing), str(SAMPLE)), (str(report), str(nothing)), ("no", "no")):
        done = call("verify", *arguments)
        assert done.returncode == 2
        assert done.stderr
        assert b"Traceback" not in done.stderr
