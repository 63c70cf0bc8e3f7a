"""Known business models: every example of every pattern, and the voice they keep to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.rulebook.board import Board
from advisor.rulebook.files import read_pattern
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.pattern import CompiledPattern
from advisor.source import read_source
from advisor.vocabulary import load_vocabulary, rules_folder
from tests.conftest import canvas_of

BOOK = load_rulebook()
BANNED = {
    "de": r"wir|uns|unser\w*|Linter|Unterbau|Vorlage|Strom|Ströme|nur ein\w*|leider|du|dein\w*|Sie",
    "en": r"we|us|our|linter|template|merely|unfortunately|you|your",
}
each_pattern = pytest.mark.parametrize("one", BOOK.patterns, ids=lambda one: one.pattern.id)
each_language = pytest.mark.parametrize("language", ["de", "en"])


def tree_of(one: CompiledPattern) -> dict[str, Any]:
    path = rules_folder() / "patterns" / f"{one.pattern.id}.yaml"
    value: dict[str, Any] = read_source(path.read_bytes(), path.name).value
    return value


def canvases(tree: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for kind, group in tree["examples"].items():
        for example in group:
            yield example["canvas"], f"{kind}: {example['name']}"


def examples() -> Iterator[Any]:
    for one in BOOK.patterns:
        for blocks, name in canvases(tree_of(one)):
            yield pytest.param(one, blocks, name, id=f"{one.pattern.id} {name}")


def board_of(blocks: dict[str, Any]) -> Board:
    return Board(canvas_of(blocks), load_vocabulary())


def said(one: CompiledPattern, language: str) -> list[str]:
    pattern = one.pattern
    texts = [pattern.label, pattern.summary, pattern.lacks, *(p.suggests for p in pattern.should)]
    return [text.say(language) for text in texts]


def recognised(canvas: Canvas) -> set[str]:
    return {match.pattern for match in check(canvas, BOOK).patterns}


@pytest.mark.parametrize(("one", "blocks", "name"), list(examples()))
def test_pattern_is_recognised_where_its_example_says(
    one: CompiledPattern, blocks: dict[str, Any], name: str
) -> None:
    assert one.recognised(board_of(blocks)) == name.startswith("matches")


@each_pattern
def test_pattern_is_complete(one: CompiledPattern) -> None:
    tree = tree_of(one)
    order = [
        *("id", "label", "summary", "must", "should", "conflicts"),
        *("lacks", "company", "source", "examples"),
    ]

    assert list(tree) == [key for key in order if key in tree]
    assert len(tree["should"]) >= 3
    assert tree["examples"]["matches"]
    assert tree["examples"]["differs"]
    assert len(tree["source"].split()) > 2


@each_pattern
def test_file_begins_with_the_reason(one: CompiledPattern) -> None:
    path = rules_folder() / "patterns" / f"{one.pattern.id}.yaml"

    assert re.match(r"# [A-Z].*\.\n", path.read_text(encoding="utf-8"))


@each_pattern
@each_language
def test_pattern_speaks_as_the_rules_do(one: CompiledPattern, language: str) -> None:
    label, summary, lacks, *suggestions = said(one, language)

    for text in (label, summary, lacks, *suggestions):
        assert not re.findall(rf"\b({BANNED[language]})\b", text), text
        assert '"' not in text
        assert len(text.split()) <= 25, text
    assert len(label.split()) <= 5
    assert re.fullmatch(r"[^.]+\.", summary), summary  # one sentence
    assert re.fullmatch(r"[^.]+\.", lacks), lacks
    for suggestion in suggestions:
        assert not suggestion.endswith((".", "?", "!")), suggestion
        if language == "de":
            assert re.search(r"\w(en|ern|eln)\b", suggestion), suggestion


@each_language
def test_labels_are_unique(language: str) -> None:
    labels = [one.pattern.label.say(language) for one in BOOK.patterns]

    assert len(set(labels)) == len(labels) >= 29


@each_pattern
def test_every_conflict_is_shown_by_an_example(one: CompiledPattern) -> None:
    tree = tree_of(one)
    boards = [board_of(blocks) for blocks, _ in canvases(tree)]
    conflicts = tree.get("conflicts", [])

    for number, conflict in enumerate(conflicts):
        less = {**tree, "conflicts": conflicts[:number] + conflicts[number + 1 :]}
        name = f"{one.pattern.id}.json"
        milder = read_pattern(json.dumps(less).encode(), name, "patterns", load_vocabulary())
        assert any(milder.recognised(board) != one.recognised(board) for board in boards), conflict


@pytest.mark.parametrize(
    ("sample", "patterns"),
    [
        ("bauernbox", {"subscription", "mass-customization"}),
        ("billigflug", {"no-frills"}),
        ("nachhilfe", {"marketplace", "multi-sided-platform"}),
        ("kaffeemobil", set()),
    ],
)
def test_samples_are_recognised_in_both_languages(sample: str, patterns: set[str]) -> None:
    for language in ("de", "en"):
        data = (rules_folder() / "samples" / f"{sample}.{language}.yaml").read_bytes()
        assert recognised(read_canvas(data).canvas) == patterns


def test_no_pattern_is_seen_where_nothing_is_tagged() -> None:
    untagged: dict[str, Any] = {block: ["Something"] for block in load_vocabulary().blocks}

    assert recognised(canvas_of()) == recognised(canvas_of(untagged)) == set()


def test_a_labelled_company_follows_few_patterns(corpus_file: Path) -> None:
    assert len(recognised(read_canvas(corpus_file.read_bytes(), corpus_file.name).canvas)) <= 4
