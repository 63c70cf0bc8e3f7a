"""A class that keeps canvas.yaml in git: the files we hand out do what they say."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / ".pre-commit-hooks.yaml"
WORKFLOW = ROOT / "docs" / "classroom" / "stimmig.yml"
GUIDE = ROOT / "docs" / "classroom.md"
CONTRADICTION = """\
canvas: 1
blocks:
  value_propositions:
    - id: watch
      text: A watch people notice
      tags: [brand_status]
  cost_structure:
    tags: [cost_driven, premium_value_proposition]
"""
BLANK = "canvas: 1\nblocks: {}\n"
RULE = "premium-promise-on-low-cost-base"

needs_shell = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("git") and shutil.which("xargs")),
    reason="needs bash, git and xargs, as the workflow does",
)


def workflow() -> Any:
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow()["jobs"]["canvas"]["steps"]
    return found


def run_lines(wanted: str) -> str:
    (lines,) = [step["run"] for step in steps() if wanted in step.get("run", "")]
    return str(lines)


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run as a step of the workflow: bash that stops at the first error, our package installed."""
    binaries = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [shutil.which("bash") or "bash", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": binaries, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two teams of a class, one of them with a contradiction, and a file that is not theirs."""
    for name, text in {
        "canvas.yaml": BLANK,
        "team red/canvas.yaml": CONTRADICTION,
        "team red/notes.yaml": "not: ours",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert shell("git init -q && git add -A", tmp_path).returncode == 0
    return tmp_path


def test_the_workflow_has_its_steps_in_order_and_fixed_versions() -> None:
    told = [step.get("uses", step.get("run", "")) for step in steps()]
    order = ["actions/checkout@", "actions/setup-python@", "pip install", "--format sarif"]
    order += ["upload-sarif@", "GITHUB_STEP_SUMMARY"]

    assert len(told) == len(order)
    for text, wanted in zip(told, order, strict=True):
        assert wanted in text
    for step in steps():
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@v\d+\.\d+\.\d+", step["uses"])
    assert workflow()["permissions"] == {"contents": "read", "security-events": "write"}
    assert set(workflow()[True]) == {"pull_request", "push"}  # YAML reads `on` as true


def test_the_workflow_uploads_what_the_check_wrote() -> None:
    (upload,) = [step for step in steps() if "upload-sarif" in step.get("uses", "")]

    assert run_lines("sarif").rstrip().endswith("> " + upload["with"]["sarif_file"])


@needs_shell
def test_the_command_of_the_workflow_gives_sarif_that_github_can_place(repository: Path) -> None:
    done = shell(run_lines("--format sarif"), repository)

    assert done.returncode == 0, done.stderr
    log = json.loads((repository / "stimmig.sarif").read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    for rule in rules:
        texts = [rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        assert all(texts), rule["id"]
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in {"error", "warning", "note", "none"}
        assert result["partialFingerprints"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        uri = urlsplit(place["artifactLocation"]["uri"])
        assert (uri.scheme, uri.netloc) == ("", "")
        assert uri.path in {"canvas.yaml", "team%20red/canvas.yaml"}
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
    (found,) = [one for one in run["results"] if one["ruleId"] == RULE]
    line = found["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert "watch" in CONTRADICTION.splitlines()[line - 1]
    assert found["level"] == "error"


@needs_shell
def test_the_last_step_of_the_workflow_sums_up_and_fails_at_a_contradiction(
    repository: Path, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    command = run_lines("GITHUB_STEP_SUMMARY")

    broken = shell(command, repository, GITHUB_STEP_SUMMARY=str(summary))
    (repository / "team red" / "canvas.yaml").write_text(BLANK, encoding="utf-8")
    mended = shell(command, repository, GITHUB_STEP_SUMMARY=str(summary))

    assert broken.returncode != 0
    assert "A watch people notice" in summary.read_text(encoding="utf-8")
    assert mended.returncode == 0, mended.stderr


@needs_shell
def test_a_repository_without_a_canvas_fails_instead_of_passing(tmp_path: Path) -> None:
    assert shell("git init -q", tmp_path).returncode == 0

    assert shell(run_lines("--format sarif"), tmp_path).returncode != 0


@pytest.mark.parametrize(("text", "status"), [(CONTRADICTION, 1), (BLANK, 0), ("canvas: 9", 2)])
def test_the_hook_stops_a_commit_at_a_contradiction(tmp_path: Path, text: str, status: int) -> None:
    """Pre-commit runs the entry with the names of the files that match."""
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    (tmp_path / "canvas.yaml").write_text(text, encoding="utf-8")
    program, *rest = shlex.split(hook["entry"])
    assert program == "python"

    done = subprocess.run(
        [sys.executable, *rest, *hook.get("args", ()), "canvas.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == status, done.stderr
    assert hook["id"] == "stimmig"
    assert hook["language"] == "python"


@pytest.mark.parametrize(
    ("path", "checked"),
    [
        ("canvas.yaml", True),
        ("team/canvas.yml", True),
        ("my-canvas.yaml", False),
        ("canvas.yaml.bak", False),
    ],
)
def test_the_hook_looks_at_canvas_files_alone(path: str, checked: bool) -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))

    assert bool(re.search(hook["files"], path)) is checked


def test_the_guide_configures_the_hook_there_is() -> None:
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (entry,) = [yaml.safe_load(block) for block in blocks]

    (repository,) = entry["repos"]
    assert [one["id"] for one in repository["hooks"]] == [hook["id"]]
    where = re.escape(repository["repo"])
    assert re.fullmatch(rf"git\+{where}@{repository['rev']}", workflow()["env"]["STIMMIG"])
