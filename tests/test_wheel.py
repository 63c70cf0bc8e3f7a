"""What gets installed elsewhere works there: the wheel ships the rules and the texts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str, cwd: Path, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout


def test_an_installed_wheel_checks_a_canvas_away_from_the_checkout(tmp_path: Path) -> None:
    """Build, install into an empty folder, and check a canvas from there."""
    source = tmp_path / "source"
    wanted = ["advisor", "rules", "pyproject.toml", "setup.py", "README.md", "LICENSE"]
    git = shutil.which("git") or "git"
    listed = subprocess.run(
        [git, "ls-files", "-z", *wanted], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    for name in files:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    out = str(tmp_path / "dist")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=source)
    [wheel] = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    run("-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel), cwd=tmp_path)
    canvas = tmp_path / "idea.yaml"
    canvas.write_text("canvas: 1\nblocks: {channels: [{text: Shop, tags: [awareness]}]}\n")

    elsewhere = {"PYTHONPATH": str(site)}
    place = run("-c", "import advisor; print(advisor.__file__)", cwd=tmp_path, **elsewhere)
    report = run(
        "-m", "advisor", "check", str(canvas), "--lang", "de", "--fail-on", "never",
        cwd=tmp_path, **elsewhere,
    )  # fmt: skip

    assert Path(place.strip()).is_relative_to(site)
    assert "channel-phase-uncovered" in report
    assert (site / "advisor" / "rules" / "vocabulary" / "channels.yaml").is_file()
