"""Imports only point down: anything can be understood without what stands on it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import advisor

ROOT = Path(advisor.__file__).parent.parent
MODULES = sorted((ROOT / "advisor").rglob("*.py"))
# No third-party module beyond these: the rest of the world may vanish.
AT_RUN_TIME = {
    *("yaml", "pydantic", "pydantic_core", "plotly", "streamlit", "advisor"),
    *("sqlalchemy", "platformdirs", "babel", "typst", "font_source_sans_pro", "pypdf", "pypdfium2"),
}


def test_the_contracts_of_the_floors_are_kept() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_needs_nothing_that_is_not_installed_with_us(path: Path) -> None:
    assert imported(path) - set(sys.stdlib_module_names) <= AT_RUN_TIME


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("word", ["eval", "exec", "compile", "__import__", "pickle", "unsafe_load"])
def test_nothing_evaluates_what_a_file_brings(word: str) -> None:
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == word)
        or (isinstance(node, ast.Attribute) and node.attr == word and word == "unsafe_load")
    ]
    assert calls == []


def test_the_engine_starts_without_pages_plotly_and_pandas() -> None:
    code = (
        "import sys; import advisor.engine, advisor.canvas_file, advisor.rulebook.loader;"
        "print(sorted({'streamlit', 'plotly', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
