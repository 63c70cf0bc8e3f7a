"""The rule CONTRIBUTING shows, added as one file: it is everywhere, and nothing else is touched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULE = "auction-without-crowd"
CANVAS = {
    "customer_segments": ["The city museum"],
    "revenue_streams": [{"text": "Sale of finds", "tags": ["auctions"]}],
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with that one file more."""
    folder = tmp_path_factory.mktemp("checkout")
    skipped = shutil.ignore_patterns("__pycache__", ".venv", "*.egg-info")
    for name in ("advisor", "rules", "docs", "tests", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    for name in ("pyproject.toml", "CONTRIBUTING.md", "README.md", "CHANGELOG.md", "app.py"):
        shutil.copy(ROOT / name, folder)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(r"^( *)```yaml\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    assert block
    rule = textwrap.dedent(block[2])
    assert f"id: {RULE}" in rule
    (folder / "rules" / "pricing" / f"{RULE}.yaml").write_text(rule, encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> str:
    result = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result.stdout


def test_the_command_line_lists_it_and_checks_with_it(checkout: Path) -> None:
    assert RULE in run(checkout, "-m", "advisor", "rules", "list")
    (checkout / "a.json").write_text(json.dumps({"canvas": 1, "blocks": CANVAS}))
    report = json.loads(run(checkout, "-m", "advisor", "check", "a.json", "--format", "json"))
    assert RULE in [finding["rule"] for finding in report["findings"]]


def test_the_page_finds_it(checkout: Path) -> None:
    code = (
        "from advisor.rulebook.loader import load_rulebook\n"
        "from advisor.texts import words\n"
        "from advisor.views.rule_view import Filter, find_rules\n"
        "print([rule.id for rule in find_rules(load_rulebook(), Filter('bidder'), words('en'))])"
    )
    assert RULE in run(checkout, "-c", code)


def test_its_examples_run_with_the_tests(checkout: Path) -> None:
    tests = ["tests/test_rules.py", "tests/test_house_rules.py", "tests/test_mutants.py"]
    options = ("-q", "-n", "0", "--no-cov", "-p", "no:cacheprovider", "-k", RULE)
    assert " passed" in run(checkout, "-m", "pytest", *tests, *options)


def test_the_documentation_takes_it_in(checkout: Path) -> None:
    run(checkout, "-m", "docs.generate")
    for page in ("rules.md", "regeln.md"):
        assert RULE in (checkout / "docs" / page).read_text(encoding="utf-8")
