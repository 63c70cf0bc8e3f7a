"""What holds for every canvas and every file, tried on thousands."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501
# Not for secrets: the same canvases in every run.
# ruff: noqa: S311

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advisor.canvas import BLOCKS, LANGUAGES, Canvas, FrozenDict
from advisor.canvas_file import CanvasFile, read_canvas, write_canvas
from advisor.deciding import run_rule
from advisor.engine import check
from advisor.findings import Finding, Report, Severity
from advisor.rulebook.board import Board
from advisor.rulebook.conditions import WORDS as CONDITIONS
from advisor.rulebook.conditions import CheckOf, PatternOf
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rule import walk
from advisor.rulebook.rulebook import CompiledRule, Rulebook
from advisor.source import Problem, SourceError
from advisor.texts import words
from tests.conftest import book_of, rule_of
from tests.strategies import WORDS, any_canvas, any_condition, canvases, with_less

SAMPLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent.parent / "rules" / "samples").glob("*.??.yaml"))
]
SEEDS = st.integers(0, 2**64)

# --- Files ---


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(canvases(), st.sampled_from(["yaml", "json"]))
def test_any_canvas_comes_back_exactly_as_it_was_written(canvas: Canvas, form: Any) -> None:
    text = write_canvas(canvas, form)
    again = read_canvas(text.encode()).canvas
    assert again == canvas
    assert again.model_dump_json() == canvas.model_dump_json()  # 1 is not 1.0, nor true
    assert write_canvas(again, form) == text


def read_or_refused(data: bytes) -> None:
    """A canvas, or an error with a sentence in both languages; never anything else."""
    problems: tuple[Problem, ...] = ()
    try:
        assert isinstance(read_canvas(data), CanvasFile)
    except SourceError as error:
        problems = error.problems or (Problem("no problem named"),)
    for problem in problems:
        for language in LANGUAGES:
            words(language).problem(problem).encode()


@settings(max_examples=500)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(b'{"canvas": 1, "blocks": {"ch\\ud800": ["x"]}}')
@example(b"canvas: 1\nblocks: {channels: [{text: a, links: [[a]]}]}")
@example(b'{"canvas": 1, "facts": {"stage": {"a": [1e400]}}}')
def test_any_bytes_end_in_a_canvas_or_an_error(data: bytes) -> None:
    read_or_refused(data)
    read_or_refused(b"canvas: 1\n" + data)


PIECES = st.sampled_from(
    [b"", b"\n", b"  ", b": ", b"- ", b"[", b"]", b"{", b"}", b"null", b"true", b"1.5", b'"', b"'", b"#", b"&a ",
     b"*a", b"!!x ", b"\xff", b"\x00", b"\\", b",", b"|", b"tags: x", b"notes:", b"text: [a]", b"links: [1]",
     b"facts: 3", b"blocks:", b"canvas: 2"]
)  # fmt: skip


@settings(max_examples=500)
@given(
    st.sampled_from(SAMPLES),
    st.booleans(),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=4),
)
def test_a_damaged_file_ends_in_a_canvas_or_an_error(
    data: bytes, as_json: bool, damage: list[tuple[float, int, bytes]]
) -> None:
    if as_json:
        data = write_canvas(read_canvas(data).canvas, "json").encode()
    for share, length, piece in damage:
        place = int(share * len(data))
        data = data[:place] + piece + data[place + length :]
    read_or_refused(data)


# --- Rules ---


def synthetic() -> Rulebook:
    """Rules over every condition word, most of them made at random: no meaning, all mechanics."""
    rng = random.Random(2026)
    rules = []
    while len(rules) < 90:
        more = {"unless": [any_condition(rng)]} if rng.random() < 0.3 else {}
        rules.append(rule_of(any_condition(rng), f"r{len(rules)}", **more))
    unanswered = {"unanswered": {"channels": "channel_phase"}}
    rules.append(rule_of(unanswered, "open", severity="open"))
    rules.append(rule_of({"not": unanswered}, "not-open"))
    rules.append(
        rule_of({"has": {"key_resources": "$tag"}}, "tag", for_each={"tag": ["brands", "physical"]})
    )
    return book_of(*rules)


SYNTHETIC = synthetic()


def test_the_synthetic_rules_use_every_condition_word() -> None:
    used = {
        type(part)
        for compiled in SYNTHETIC.compiled
        for condition in compiled.rule.conditions()
        for part in walk(condition)
    }
    assert set(CONDITIONS.values()) - {PatternOf} <= used  # no pattern ships in a test


def fired(canvas: Canvas, book: Rulebook) -> set[tuple[str, str]]:
    """Rules, with the word of their for_each, that fire; open questions apart."""
    board = Board(canvas, book.vocabulary)
    findings: list[Finding] = []
    for compiled in book.compiled:
        if compiled.rule.severity is not Severity.OPEN:
            run_rule(compiled, board, findings)
    return {(finding.rule, finding.about) for finding in findings}


def accuse_for_silence(rng: random.Random, book: Rulebook) -> set[tuple[str, str]]:
    canvas = any_canvas(rng)
    return fired(with_less(canvas, rng), book) - fired(canvas, book)


@settings(max_examples=5_000, database=None)
@given(SEEDS)
def test_saying_less_never_makes_a_quiet_rule_fire(seed: int) -> None:
    rng = random.Random(seed)
    canvas = any_canvas(rng)
    less = with_less(canvas, rng)
    for book in (load_rulebook(), SYNTHETIC):
        assert fired(less, book) <= fired(canvas, book)


def test_the_property_can_fail() -> None:
    """A rule that takes silence for absence is caught: the search is not blind."""
    broken = book_of(rule_of({"unanswered": {"channels": "channel_phase"}}, "broken"))
    assert any(accuse_for_silence(random.Random(seed), broken) for seed in range(200))


def test_most_rules_fire_on_some_of_the_canvases() -> None:
    seen: set[str] = set()
    for seed in range(300):
        seen |= {rule for rule, _ in fired(any_canvas(random.Random(seed)), SYNTHETIC)}
    assert len(seen) > len(SYNTHETIC.compiled) / 2


def canvas_from(seed: int) -> Canvas:
    return any_canvas(random.Random(seed))


BOOKS = st.sampled_from(["real", "synthetic"])


def book_named(name: str) -> Rulebook:
    return load_rulebook() if name == "real" else SYNTHETIC


@settings(max_examples=300)
@given(SEEDS, BOOKS, st.text(min_size=1))
def test_rewording_changes_no_finding(seed: int, name: str, text: str) -> None:
    canvas, book = canvas_from(seed), book_named(name)
    blocks = {
        block: value.model_copy(
            update={
                "notes": tuple(
                    note.model_copy(update={"text": text, "details": text}) for note in value.notes
                )
            }
        )
        for block, value in canvas.blocks.items()
    }
    reworded = canvas.model_copy(update={"blocks": FrozenDict(blocks), "name": text})
    before, after = check(canvas, book), check(reworded, book)
    reading = {compiled.rule.id for compiled in book.compiled if reads_text(compiled)}

    def ids(report: Report) -> list[str]:
        return sorted(one.id for one in report.findings if one.rule not in reading)

    assert ids(after) == ids(before)
    assert {rule: after.outcomes[rule] for rule in after.outcomes if rule not in reading} == {
        rule: before.outcomes[rule] for rule in before.outcomes if rule not in reading
    }


def reads_text(compiled: CompiledRule) -> bool:
    """Whether a rule looks at the words of notes: new words may then well change its finding."""
    return any(
        isinstance(part, CheckOf) and part.check.run.__module__.endswith("text_checks")
        for condition in compiled.rule.conditions()
        for part in walk(condition)
    )


@settings(max_examples=300)
@given(SEEDS, BOOKS)
def test_a_check_is_deterministic_and_changes_nothing(seed: int, name: str) -> None:
    canvas, book = canvas_from(seed), book_named(name)
    before = canvas.model_dump_json()
    assert check(canvas, book) == check(canvas_from(seed), book) == check(canvas, book)
    assert canvas.model_dump_json() == before


@settings(max_examples=300)
@given(SEEDS, BOOKS, st.permutations(BLOCKS))
def test_the_order_of_blocks_in_a_file_is_irrelevant(
    seed: int, name: str, order: list[Any]
) -> None:
    canvas, book = canvas_from(seed), book_named(name)
    shuffled = {block: canvas.blocks[block] for block in order if block in canvas.blocks}
    assert check(canvas.model_copy(update={"blocks": FrozenDict(shuffled)}), book) == check(
        canvas, book
    )


@settings(max_examples=300)
@given(canvases())
def test_any_canvas_ends_in_a_report(canvas: Canvas) -> None:
    for book in (load_rulebook(), SYNTHETIC):
        found = check(canvas, book)
        assert set(found.outcomes) == {rule.id for rule in book.rules}
        for finding in found.findings:
            assert not finding.under or finding.answer is None
            assert set(finding.tags) <= set(WORDS.tags)
