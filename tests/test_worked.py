"""Worked canvases: enough of them, explained in full, and in tune themselves."""

from __future__ import annotations

import pytest
import yaml

from advisor.canvas import BLOCKS, LANGUAGES
from advisor.engine import check
from advisor.findings import Severity
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.source import SourceError
from advisor.vocabulary import rules_folder
from advisor.worked import Worked, load_worked, read_worked

ALL = load_worked()
FOLDER = rules_folder() / "worked"


def test_there_are_twelve_and_half_of_them_in_each_language() -> None:
    languages = [one.about.language for one in ALL]
    assert len(ALL) >= 12
    assert all(languages.count(language) >= 6 for language in LANGUAGES)
    assert len({one.about.company for one in ALL}) == len(ALL)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.about.id)
def test_every_block_is_filled_and_explained(one: Worked) -> None:
    assert set(one.about.explain) == set(BLOCKS)
    assert all(one.canvas.block(block).notes for block in BLOCKS)
    assert one.canvas.language == one.about.language
    assert one.about.question.endswith("?")
    assert len(set(one.about.explain.values())) == len(BLOCKS)
    said = [*one.about.explain.values(), one.about.summary, one.about.lesson]
    assert not [text for text in said if "!" in text or '"' in text]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.about.id)
def test_a_worked_canvas_is_in_tune_and_shows_its_pattern(one: Worked) -> None:
    report = check(one.canvas, load_rulebook(), read(one.canvas))
    levels = [lead.severity for lead in report.leads]

    assert Severity.CONTRADICTION not in levels
    assert levels.count(Severity.RISK) <= 2, [lead.rule for lead in report.leads]
    assert not one.about.pattern or one.about.pattern in {m.pattern for m in report.patterns}


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [("id", "other", "id_is_not_file"), ("company", "", "invalid"), ("lesson", "kurz", "invalid")],
)
def test_a_broken_file_is_refused(key: str, value: str, told: str) -> None:
    tree = yaml.safe_load((FOLDER / "aldi.yaml").read_text(encoding="utf-8"))
    tree[key] = value
    with pytest.raises(SourceError) as error:
        read_worked(yaml.safe_dump(tree, allow_unicode=True).encode(), "aldi.yaml")
    assert told in {problem.code for problem in error.value.problems}


def test_an_unexplained_block_is_named() -> None:
    tree = yaml.safe_load((FOLDER / "aldi.yaml").read_text(encoding="utf-8"))
    del tree["explain"]["channels"]
    with pytest.raises(SourceError) as error:
        read_worked(yaml.safe_dump(tree, allow_unicode=True).encode(), "aldi.yaml")
    assert [problem.details["key"] for problem in error.value.problems] == ["channels"]
