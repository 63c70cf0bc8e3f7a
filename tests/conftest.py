"""Small builders every test may use, and the option that brings labelled canvases."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.findings import Reading
from advisor.rulebook.board import Board
from advisor.rulebook.compile import compile_condition
from advisor.rulebook.evidence import Verdict
from advisor.rulebook.loader import load_rulebook, read_rule
from advisor.rulebook.rulebook import CompiledRule, Rulebook
from advisor.source import Problem, SourceError
from advisor.vocabulary import Vocabulary, load_vocabulary

Blocks = dict[str, Any]

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def own_database(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test touches the drafts of whoever runs it."""
    folder = tmp_path_factory.mktemp("drafts")
    os.environ["STIMMIG_DATABASE_URL"] = f"sqlite:///{folder / 'drafts.sqlite3'}"


def canvas_of(blocks: Blocks | None = None, **rest: Any) -> Canvas:
    """A canvas from its blocks, written as in a file."""
    return read_canvas(json.dumps({"canvas": 1, **rest, "blocks": blocks or {}})).canvas


def rule_tree(when: Any, name: str = "probe", **more: Any) -> dict[str, Any]:
    """The content of a rule file with nothing but a condition."""
    texts = {"title": "Title", "message": "Message", "why": "Why", "fixes": ["Fix"]}
    tree = {"id": name, "severity": "hint", "when": when, "source": "Somebody 2020, p. 1"}
    return {**tree, "texts": {"de": texts, "en": texts}, **more}


def rule_of(when: Any, name: str = "probe", **more: Any) -> CompiledRule:
    """A compiled rule with nothing but a condition."""
    return read_rule(json.dumps(rule_tree(when, name, **more)), f"{name}.json")


def book_of(*rules: CompiledRule) -> Rulebook:
    """A rulebook of just these rules."""
    return Rulebook(load_vocabulary(), (), rules, "0", "0" * 64)


def judge(
    when: Any,
    blocks: Blocks | None = None,
    *,
    thresholds: dict[str, float] | None = None,
    readings: Iterable[Reading] = (),
    **rest: Any,
) -> Verdict:
    """What a condition says about a canvas."""
    rule = rule_of(when, thresholds=thresholds or {}).rule
    board = Board(canvas_of(blocks, **rest), load_vocabulary(), readings)
    return compile_condition(rule.when, rule.thresholds)(board)


def problems_of(data: bytes | str, name: str = "") -> tuple[Problem, ...]:
    """Everything the reader has against a canvas file."""
    with pytest.raises(SourceError) as error:
        read_canvas(data, name)
    return error.value.problems


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", metavar="DIR", help="where browser journeys leave their screenshots"
    )
    parser.addoption(
        "--corpus",
        metavar="DIR",
        help="also check every labelled canvas (*.text.json, *.tagged.json) below this folder",
    )
    parser.addoption(
        "--files",
        metavar="DIR",
        help="also import the files of this folder and hold them to its expect.json",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that the journeys did not run."""
    if shutil.which("chromium") is None:
        line = "NO CHROMIUM ON THIS MACHINE: THE BROWSER JOURNEYS WERE NOT RUN"
        terminalreporter.write_line(f"!!! {line} !!!", red=True, bold=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "real_file" in metafunc.fixturenames:
        _bring_real_files(metafunc)
    if "corpus_file" not in metafunc.fixturenames:
        return
    folder = metafunc.config.getoption("--corpus")
    if folder is None:
        skip = pytest.mark.skip(reason="needs labelled canvases: pytest --corpus DIR")
        metafunc.parametrize("corpus_file", [pytest.param(None, marks=skip, id="none")])
        return
    root = Path(folder)
    files = sorted([*root.rglob("*.text.json"), *root.rglob("*.tagged.json")])
    if not files:
        raise pytest.UsageError(f"no canvas (*.text.json, *.tagged.json) below {folder}")
    names = [str(path.relative_to(root)) for path in files]
    metafunc.parametrize("corpus_file", files, ids=names)


def _bring_real_files(metafunc: pytest.Metafunc) -> None:
    folder = metafunc.config.getoption("--files")
    if folder is None:
        skip = pytest.mark.skip(reason="needs real files: pytest --files DIR")
        metafunc.parametrize("real_file", [pytest.param(None, marks=skip, id="none")])
        return
    root = Path(folder)
    expected = json.loads((root / "expect.json").read_text(encoding="utf-8"))
    cases = [(root / name, about) for name, about in sorted(expected.items())]
    metafunc.parametrize("real_file", cases, ids=sorted(expected))
