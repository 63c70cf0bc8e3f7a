"""Worked canvases: what they teach is complete, and the rules find little to say against them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from advisor.canvas import BLOCKS, LANGUAGES
from advisor.engine import check
from advisor.findings import Report, Severity
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.source import Problem, SourceError
from advisor.vocabulary import rules_folder
from advisor.worked import Worked, load_worked, read_worked

BOOK = load_rulebook()
EXPLAINED = range(40, 401)
TOLD = range(40, 301)  # summary, lesson and question
RISKS = 2
BANNED = {
    "de": r"wir|uns|unser\w*|du|dein\w*|dir|dich|leider|müssen Sie|natürlich|offensichtlich",
    "en": r"we|us|our|obviously|of course|merely|sadly|unfortunately|you must",
}
each_worked = pytest.mark.parametrize("worked", load_worked(), ids=lambda worked: worked.id)


def report_of(worked: Worked) -> Report:
    return check(worked.canvas, BOOK, read(worked.canvas))


def leads_of(worked: Worked, severity: Severity) -> list[str]:
    return [lead.rule for lead in report_of(worked).leads if lead.severity is severity]


def told(worked: Worked) -> list[str]:
    explained = [text for _, text in worked.explained()]
    notes = [note.text for _, note in worked.canvas.notes()]
    return [worked.summary, worked.lesson, worked.question, worked.source, *explained, *notes]


def tree_of(name: str) -> dict[str, Any]:
    path = rules_folder() / "worked" / f"{name}.yaml"
    tree: dict[str, Any] = yaml.safe_load(path.read_bytes())
    return tree


def problems_of(tree: object, name: str = "worked/nespresso.yaml") -> tuple[Problem, ...]:
    with pytest.raises(SourceError) as error:
        read_worked(yaml.safe_dump(tree, allow_unicode=True), name)
    assert error.value.source == name
    return error.value.problems


def test_there_are_enough_in_each_language() -> None:
    languages = [worked.language for worked in load_worked()]

    assert len(languages) >= 12
    assert all(languages.count(language) >= 6 for language in LANGUAGES)


def test_they_are_read_once_and_no_business_comes_twice() -> None:
    assert load_worked() is load_worked()
    assert len({worked.id for worked in load_worked()}) == len(load_worked())
    assert len({worked.company for worked in load_worked()}) == len(load_worked())


def test_they_show_a_dozen_patterns() -> None:
    assert len({worked.pattern for worked in load_worked() if worked.pattern}) >= 12


@each_worked
def test_every_block_is_filled_and_explained(worked: Worked) -> None:
    assert [block for block, _ in worked.explained()] == list(BLOCKS)
    for block, text in worked.explained():
        assert worked.canvas.block(block).notes, block
        assert len(text) in EXPLAINED, (block, len(text))


@each_worked
def test_it_says_what_one_learns_and_leaves_a_question(worked: Worked) -> None:
    for text in (worked.summary, worked.lesson, worked.question):
        assert len(text) in TOLD, text
    assert worked.question.endswith("?")
    assert worked.question.count("?") == 1
    assert worked.canvas.language == worked.language
    assert len(worked.source.split()) >= 2


@each_worked
def test_the_tone_is_kept(worked: Worked) -> None:
    for text in told(worked):
        assert not re.findall(rf"\b({BANNED[worked.language]})\b", text, re.IGNORECASE), text
        assert not re.search(r"[\"!'\n]|\s\s", text), text
        if worked.language == "de":
            assert text.count("„") == text.count("“")
            assert "”" not in text
        else:
            assert "„" not in text
            assert text.count("“") == text.count("”")


@each_worked
def test_the_rules_find_little_against_a_business_that_works(worked: Worked) -> None:
    assert leads_of(worked, Severity.CONTRADICTION) == []
    assert len(leads_of(worked, Severity.RISK)) <= RISKS


@each_worked
def test_the_pattern_it_names_is_the_one_that_is_recognised(worked: Worked) -> None:
    if worked.pattern is not None:
        assert worked.pattern in {one.pattern.id for one in BOOK.patterns}
        assert worked.pattern in {match.pattern for match in report_of(worked).patterns}


def test_a_file_may_name_no_pattern() -> None:
    tree = tree_of("nespresso")
    del tree["pattern"]

    assert read_worked(yaml.safe_dump(tree), "nespresso.yaml").pattern is None


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_that_is_not_explained_is_refused(block: str) -> None:
    tree = tree_of("nespresso")
    del tree["explain"][block]
    [problem] = problems_of(tree)

    assert (problem.code, problem.details["key"]) == ("missing_key", block)


def test_an_explanation_of_no_block_is_refused_with_the_nearest() -> None:
    tree = tree_of("nespresso")
    tree["explain"]["channel"] = tree["explain"].pop("channels")
    [problem] = problems_of(tree)

    assert (problem.code, problem.details["closest"]) == ("unknown_word", "channels")


def test_an_id_that_is_not_the_name_of_the_file_is_refused() -> None:
    [problem] = problems_of(tree_of("nespresso"), "worked/coffee.yaml")

    assert problem.code == "id_is_not_file"
    assert problem.details == {"id": "nespresso", "stem": "coffee"}


def test_a_pattern_nobody_knows_is_refused_with_the_nearest() -> None:
    [problem] = problems_of({**tree_of("nespresso"), "pattern": "bait-and-hooks"})

    assert (problem.code, problem.details["closest"]) == ("unknown_word", "bait-and-hook")


def test_what_is_wrong_in_the_canvas_is_told_where_it_stands_in_the_file() -> None:
    text = (rules_folder() / "worked" / "nespresso.yaml").read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "tags: [physical]" in row)
    with pytest.raises(SourceError) as error:
        read_worked(text.replace("tags: [physical]", "tags: [physica]", 1), "nespresso.yaml")
    [problem] = error.value.problems

    assert (problem.code, problem.details["closest"]) == ("unknown_word", "physical")
    assert problem.place is not None
    assert problem.place.line == line


@pytest.mark.parametrize("canvas", ["Nespresso", [], None])
def test_what_is_no_canvas_is_refused(canvas: object) -> None:
    [problem] = problems_of({**tree_of("nespresso"), "canvas": canvas})

    assert problem.code == "wrong_type"


def test_a_canvas_that_is_not_there_and_a_file_that_is_none_are_refused() -> None:
    tree = tree_of("nespresso")
    del tree["canvas"]

    assert [problem.code for problem in problems_of(tree)] == ["missing_key"]
    assert [problem.code for problem in problems_of(["nespresso"])] == ["wrong_type"]
