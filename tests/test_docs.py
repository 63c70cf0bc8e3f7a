"""The documentation says what the program does."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.rulebook.conditions import WORDS
from advisor.rulebook.loader import load_rulebook, read_rule
from docs import generate

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", generate.PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    written = (generate.DOCS / name).read_text(encoding="utf-8")

    assert written == generate.PAGES[name](), "run `make docs`"


def test_every_condition_word_stands_in_the_table() -> None:
    assert set(generate.SHAPES) == set(WORDS)


@pytest.mark.parametrize("page", ["docs/rule-language.md", "CONTRIBUTING.md"])
def test_the_example_rule_of_the_documentation_loads(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    fenced = re.findall(r"^ *```yaml\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    blocks = [
        textwrap.dedent(block) for block in fenced if re.search(r"^ *id:", block, re.MULTILINE)
    ]

    assert blocks
    for block in blocks:
        name = yaml.safe_load(block)["id"]
        assert read_rule(block, f"{name}.yaml").rule.id == name


def test_the_canvas_of_the_readme_is_read_and_checked() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [canvas] = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)

    report = check(read_canvas(canvas).canvas, load_rulebook())
    assert report.outcomes


def test_the_table_of_codes_names_only_rules_there_are() -> None:
    text = (ROOT / "docs" / "knowledge-codes.md").read_text(encoding="utf-8")
    known = {rule.id for rule in load_rulebook().rules}
    codes = set(re.findall(r"^\| ([A-Z]+-\d+)", text, re.MULTILINE))

    assert set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text)) <= known
    assert len(codes) == 110


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
