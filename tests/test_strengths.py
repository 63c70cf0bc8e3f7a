"""What is already in tune: every example of every strength, and the checks that read notes."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.canvas import BLOCKS, Canvas
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import main_notes
from advisor.rulebook.examples import Example, read_examples
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rule import fields
from advisor.rulebook.strength import CompiledStrength
from advisor.source import Source, read_source
from advisor.texts import words
from advisor.views.wording import tell_strength
from advisor.vocabulary import load_vocabulary, rules_folder
from tests.conftest import canvas_of, judge

BOOK = load_rulebook()
FROM_TEXT = {
    *("segment-is-described", "promise-is-measurable", "price-is-named", "evidence-is-counted"),
    *("payer-stands-beside-the-revenue", "promise-names-its-segment", "channel-has-a-place"),
    *("partner-brings-something-named", "costs-have-amounts", "costs-follow-the-work"),
}
BANNED = {
    "de": r"wir|uns|unser\w*|Linter|Unterbau|Vorlage|Strom|Ströme|nur ein\w*|leider|du|dein\w*",
    "en": r"we|us|our|linter|template|merely|unfortunately",
}
each_strength = pytest.mark.parametrize("one", BOOK.strengths, ids=lambda one: one.strength.id)
each_language = pytest.mark.parametrize("language", ["de", "en"])


def source_of(one: CompiledStrength) -> Source:
    path = rules_folder() / "strengths" / f"{one.strength.id}.yaml"
    return read_source(path.read_bytes(), path.name)


def examples() -> Iterator[Any]:
    for one in BOOK.strengths:
        for example in read_examples(source_of(one)):
            yield pytest.param(one.strength.id, example, id=f"{one.strength.id}: {example.name}")


def seen(canvas: Canvas) -> dict[str, set[str]]:
    """The strengths of a canvas, each with the notes it names, or blocks where it names none."""
    return {one.rule: {*(one.notes or one.blocks)} for one in check(canvas, BOOK).strengths}


@pytest.mark.parametrize(("strength", "example"), list(examples()))
def test_strength_does_what_its_example_says(strength: str, example: Example) -> None:
    assert seen(example.canvas).get(strength, set()) == {*example.expected["places"]}


@pytest.mark.parametrize(("strength", "example"), list(examples()))
@each_language
def test_strength_is_said_with_its_notes(strength: str, example: Example, language: Any) -> None:
    for found in check(example.canvas, BOOK).strengths:
        if found.rule == strength:
            title, message = tell_strength(found, example.canvas, BOOK, words(language))
            assert not re.search(r"[ :]–[,.]?$|[{}]|  ", title + message)  # all found their notes


@each_strength
def test_strength_is_complete(one: CompiledStrength) -> None:
    source = source_of(one)
    path = rules_folder() / "strengths" / f"{one.strength.id}.yaml"
    found = read_examples(source)

    assert list(source.value) == ["id", "when", "source", "texts", "examples"]
    assert re.match(r"# [A-Z].*\.\n", path.read_text(encoding="utf-8"))
    assert any(example.fires for example in found)
    assert sum(not example.fires for example in found) >= 2
    assert len(one.strength.source.split()) > 2


@each_strength
@each_language
def test_strength_states_in_few_words(one: CompiledStrength, language: str) -> None:
    texts = one.strength.texts.say(language)

    assert len(texts.title.split()) <= 6
    assert texts.title[-1].isalnum()
    assert texts.message.endswith(".")
    assert set(fields(texts.message)) <= {*BLOCKS, "notes"}
    assert not fields(texts.title)
    for text in (texts.title, texts.message):
        assert not re.findall(rf"\b({BANNED[language]})\b", text), text
        assert '"' not in text


@each_strength
def test_both_languages_quote_the_same(one: CompiledStrength) -> None:
    texts = one.strength.texts

    assert set(fields(texts.de.message)) == set(fields(texts.en.message))


@each_language
def test_titles_are_unique(language: str) -> None:
    titles = [one.strength.texts.say(language).title for one in BOOK.strengths]

    assert len(set(titles)) == len(titles) >= 20


def test_a_bare_tick_is_no_strength() -> None:
    for tag, block in load_vocabulary().block_of_tag.items():
        assert seen(canvas_of({block: [{"text": "Something", "tags": [tag]}]})) == {}


# --- Read from the text alone ---


def test_ten_strengths_need_no_tag() -> None:
    for one in BOOK.strengths:
        fires = [example for example in read_examples(source_of(one)) if example.fires]
        tagged = any(
            note.tags or note.facts or note.links
            for example in fires
            for _, note in example.canvas.notes()
        )
        assert tagged == (one.strength.id not in FROM_TEXT)
    assert len(FROM_TEXT) == 10


def test_the_questions_and_answers_of_the_printed_form_are_no_strength() -> None:
    form: dict[str, list[str]] = {}
    for name, block in load_vocabulary().blocks.items():
        printed = [block.label, *(question.text for question in block.questions)]
        printed += [tag.label for group in block.groups for tag in group.tags]
        form[name] = [text.say(language) for text in printed for language in ("de", "en")]
        form[name] += [alias for question in block.questions for alias in question.aliases.de]

    assert seen(canvas_of(form)) == {}


def test_a_canvas_of_bare_words_has_no_strength() -> None:
    assert seen(canvas_of({block: ["App", "Kunden"] for block in BLOCKS})) == {}


NUMBER = {"in": "value_propositions", "units": {"de": ["minute*"], "en": ["%", "$"]}}
SAYS = {"in": "channels", "words": {"de": ["messe"], "en": ["fair*"]}, "marks": [": "]}
SHARED = {"in": "revenue_streams", "also_in": "customer_segments", "ignore": {"de": ["kunde*"], "en": ["user*"]}}  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(
    ("name", "parameters", "blocks", "places"),
    [
        ("number_with_unit", NUMBER, {"value_propositions": ["Saves 45 minutes"]}, 1),
        ("number_with_unit", NUMBER, {"value_propositions": ["Saves 4.5 long Minuten"]}, 1),
        ("number_with_unit", NUMBER, {"value_propositions": ["Costs $ 20"]}, 1),
        ("number_with_unit", NUMBER, {"value_propositions": ["99 % caught", "5 %"]}, 2),
        ("number_with_unit", NUMBER, {"value_propositions": ["45 and some minutes"]}, 0),
        ("number_with_unit", NUMBER, {"value_propositions": ["Minutes instead of hours"]}, 0),
        ("number_with_unit", NUMBER, {"value_propositions": ["€5 in minutes"]}, 0),
        ("number_with_unit", NUMBER, {"value_propositions": ["Does it save 45 minutes?"]}, 0),
        ("number_with_unit", NUMBER, {"channels": ["45 minutes"]}, 0),
        ("number_with_unit", {**NUMBER, "notes": 2}, {"value_propositions": ["5 %", "Nice"]}, 0),
        ("number_with_unit", {**NUMBER, "notes": 2}, {"value_propositions": ["5 %", "6 %"]}, 2),
        ("number_with_unit", {**NUMBER, "numbers": {"de": ["zwei"], "en": ["two"]}},
         {"value_propositions": ["In ZWEI Minuten"]}, 1),
        ("number_with_unit", NUMBER,
         {"value_propositions": [{"text": "Quick", "details": "5 minutes"}]}, 0),
        ("number_with_unit", {**NUMBER, "details": True},
         {"value_propositions": [{"text": "Quick", "details": "5 minutes"}]}, 1),
        ("says_words", SAYS, {"channels": ["Trade fairs", "Website"]}, 1),
        ("says_words", SAYS, {"channels": ["Messestand"]}, 0),
        ("says_words", SAYS, {"channels": ["Later: website"]}, 1),
        ("says_words", SAYS, {"channels": [": website"]}, 0),
        ("says_words", {**SAYS, "length": 3}, {"channels": ["Trade fairs"]}, 0),
        ("says_words", {**SAYS, "without": {"de": ["keine"], "en": ["no"]}},
         {"channels": ["No fairs"]}, 0),
        ("shared_words", SHARED,
         {"revenue_streams": ["Fee of schools"], "customer_segments": ["School classes"]}, 2),
        ("shared_words", SHARED,
         {"revenue_streams": ["Preis je Kunde"], "customer_segments": ["Kunden"]}, 0),
        ("shared_words", SHARED,
         {"revenue_streams": ["A fee, and more"], "customer_segments": ["A few, and more"]}, 0),
        ("shared_words", {**SHARED, "first": 1},
         {"revenue_streams": ["Fee of schools"], "customer_segments": ["Private schools"]}, 0),
        ("shared_words", {**SHARED, "until": {"de": ["mit"], "en": ["with"]}},
         {"revenue_streams": ["Fee of schools"], "customer_segments": ["Parents with schools"]}, 0),
        ("shared_words", SHARED,
         {"revenue_streams": ["Schools: basic", "Schools: plus"], "customer_segments": ["Schools"]},
         3),
    ],
)  # fmt: skip
def test_a_check_reads_notes(
    name: str, parameters: dict[str, Any], blocks: dict[str, Any], places: int
) -> None:
    verdict = judge({"check": {"name": name, **parameters}}, blocks)

    assert verdict is not False  # what a text does not mention is unknown
    if verdict is None:
        assert places == 0
    else:
        assert verdict.read
        assert len(main_notes(verdict)[0]) == places


def longest(notes: int) -> Canvas:
    hard = ["mit 12 " * 280, "1" * 2000, "a" * 2000, "1.1 " * 490]
    texts = [f"{text[:1980]} {number}" for number in range(notes) for text in hard]
    return canvas_of(dict.fromkeys(BLOCKS, texts))


def test_time_grows_with_the_text_and_no_faster() -> None:
    def seconds(canvas: Canvas) -> float:
        board = Board(canvas, load_vocabulary())
        begin = time.perf_counter()
        for one in BOOK.strengths:
            if one.strength.id in FROM_TEXT:
                one.when(board)
        return time.perf_counter() - begin

    assert seconds(longest(12)) < 40 * max(seconds(longest(2)), 0.002)


def test_no_strength_is_seen_on_most_labelled_canvases(pytestconfig: pytest.Config) -> None:
    folder = pytestconfig.getoption("--corpus")
    if folder is None:
        pytest.skip("needs labelled canvases: pytest --corpus DIR")
    files = [path for kind in ("real", "healthy") for path in (Path(folder) / kind).glob("*.text.json")]  # fmt: skip  # noqa: E501
    counts = Counter(rule for path in files for rule in seen(read_canvas(path.read_bytes()).canvas))

    assert files
    assert {rule for rule, count in counts.items() if count > 0.7 * len(files)} == set()
