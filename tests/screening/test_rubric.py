from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.rulebook.loader import load_rulebook
from advisor.screening import review as r
from advisor.screening.feedback import compose
from advisor.screening.grading import Graded, assess, total, with_review
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric, read_rubric, shipped_rubrics
from advisor.source import SourceError
from advisor.texts import words
from advisor.vocabulary import rules_folder
from tests.screening.conftest import BOOK, lead_id, screened_of, tree_of

DE, EN = words("de"), words("en")


def rubric_of(*criteria: dict[str, Any], **more: Any) -> Rubric:
    plain = [
        {"id": f"c{n}", "label": "Label", "points": 10, **one} for n, one in enumerate(criteria)
    ]
    tree = {"rubric": 1, "title": "Mine", "criteria": plain, **more}
    return read_rubric(json.dumps(tree), "mine.json", BOOK)


def grade(rubric: Rubric, tree: dict[str, Any] | None = None, book: Any = BOOK) -> list[Graded]:
    canvas = read_canvas(json.dumps(tree or tree_of())).canvas
    return list(assess(rubric, canvas, check(canvas, book), book, EN))


def problem_of(text: str) -> Any:
    with pytest.raises(SourceError) as error:
        read_rubric(text, "mine.yaml")
    return error.value.problems[0]


HEAD = "rubric: 1\ntitle: Mine\ncriteria:\n  - id: a\n    label: A\n    points: 5\n"


@pytest.mark.parametrize(
    ("text", "code", "line", "closest"),
    [
        (HEAD + "    dimension: evidenz\n", "unknown_word", 7, "evidence"),
        (HEAD + "    blocks: {chanels: 1}\n", "unknown_word", 7, "channels"),
        (
            HEAD + "    rules:\n      each: {segment-without-chanel: 1}\n",
            "unknown_word",
            8,
            "segment-without-channel",
        ),
        (HEAD + "    rules:\n      themes: [prising]\n", "unknown_word", 8, "pricing"),
        (HEAD + "    rules:\n      lost: {riks: 1}\n", "unknown_word", 8, "risk"),
        (HEAD, "missing_key", 4, None),
        (HEAD + "    dimension: focus\n    blocks: {channels: 1}\n", "too_many", 4, None),
        (HEAD + "    dimension: focus\n    blocks: {channels: none}\n", "wrong_type", 8, None),
        (HEAD + "    dimension: focus\n    points: 5\n", "duplicate_key", 8, None),
        (HEAD + "    dimension: &a focus\n", "anchor", 7, None),
    ],
)
def test_what_is_wrong_with_a_rubric_is_said_with_line_and_nearest_word(
    text: str, code: str, line: int, closest: str | None
) -> None:
    problem = problem_of(text)

    assert (problem.code, problem.place.line) == (code, line)
    assert problem.place.column >= 1
    assert problem.details.get("closest") == closest
    assert DE.problem(problem)
    assert EN.problem(problem)


@pytest.mark.parametrize(
    "tree",
    [
        {"criteria": []},
        {"criteria": [{"id": "a", "label": "A", "points": 0, "dimension": "focus"}]},
        {"criteria": [{"id": "A b", "label": "A", "points": 1, "dimension": "focus"}]},
        {"criteria": [{"id": "a", "label": {"de": "A"}, "points": 1, "dimension": "focus"}]},
        {"criteria": [{"id": "a", "label": "A", "points": 1, "dimension": "focus"}] * 2},
        {"step": 0},
        {"rubric": 2},
        {"criteria": [{"id": "a", "label": "A", "points": 1e9, "dimension": "focus"}]},
        {
            "criteria": [
                {"id": f"a{n}", "label": "A", "points": 1, "dimension": "focus"}
                for n in range(limits.RUBRIC_CRITERIA + 1)
            ]
        },
    ],
)
def test_a_rubric_that_makes_no_sense_is_refused(tree: dict[str, Any]) -> None:
    good = [{"id": "a", "label": "A", "points": 1, "dimension": "focus"}]
    whole = {"rubric": 1, "title": "T", "criteria": good}
    read_rubric(json.dumps(whole), "a.json")
    with pytest.raises(SourceError):
        read_rubric(json.dumps({**whole, **tree}), "a.json")


def test_rubrics_that_ship_can_be_read_and_add_up() -> None:
    rubrics = shipped_rubrics()

    assert "introduction" in rubrics
    for rubric in rubrics.values():
        assert rubric.most == sum(one.points for one in rubric.criteria) > 0


def test_the_rubric_of_the_documentation_can_be_read() -> None:
    page = Path(__file__).parents[2] / "docs" / "rubric.md"
    [example] = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)

    rubric = read_rubric(example, "example.yaml")
    assert [one.id for one in rubric.criteria] == ["bausteine", "stimmigkeit", "preise", "belege"]
    assert rubric.title.en == "Entrepreneurship, 2. Übung"


def test_a_label_in_one_language_stands_for_both() -> None:
    rubric = rubric_of({"label": "Preise", "dimension": "focus"})
    assert rubric.criteria[0].label.de == rubric.criteria[0].label.en == "Preise"


def test_findings_cost_points_by_severity_or_as_their_rule_says() -> None:
    rubric = rubric_of(
        {"rules": {"lost": {"contradiction": 4, "risk": 1, "hint": 0.5}, "each": {"heavy": 2}}}
    )
    [graded] = grade(rubric)

    # broken 4 · heavy 2 · alike 1 · hinted and second 0.5 each; risky is folded
    assert graded.computed == graded.points == 2
    assert [loss.points for loss in graded.losses] == [4, 2, 1, 0.5, 0.5]
    first = graded.losses[0]
    assert first.to == "“Is broken so?” (Contradiction)"
    assert first.quotes == ("“Cheap”",)
    assert first.finding.startswith("broken-")


def test_points_never_fall_below_none() -> None:
    [graded] = grade(rubric_of({"rules": {"lost": {"contradiction": 50}}}))
    assert graded.points == 0


def test_a_finding_set_aside_costs_nothing() -> None:
    screened = screened_of()
    rubric = rubric_of({"rules": {"lost": {"contradiction": 4}}})
    review = r.decide(Review(), lead_id(screened, "broken"), "set_aside")
    [piece, whole] = compose(screened, BOOK, review, EN, rubric).of("points")

    assert piece.title == "Label: 10 of 10 points"
    assert piece.text == "Nothing is missing here."
    assert whole.text == "10 of 10 points in all."


def test_blocks_are_worth_the_same_and_count_notes_up_to_what_is_wanted() -> None:
    rubric = rubric_of({"blocks": {"value_propositions": 2, "channels": 1, "key_partners": 1}})
    tree = tree_of()
    tree["blocks"]["key_partners"] = {"empty": True}
    [graded] = grade(rubric, tree)

    assert graded.points == 5
    assert [(loss.to, round(loss.points, 3)) for loss in graded.losses] == [
        ("block “Channels” still empty", 3.333),
        ("block “Value propositions” with 1 of 2 notes", 1.667),
    ]


def test_a_dimension_gives_its_share_and_says_what_it_was_lost_to() -> None:
    data = (rules_folder() / "samples" / "kaffeemobil.en.yaml").read_bytes()
    canvas, book = read_canvas(data).canvas, load_rulebook()
    rubric = rubric_of(
        {"dimension": "completeness"}, {"dimension": "evidence"}, {"dimension": "specificity"}
    )
    complete, evidence, specific = assess(rubric, canvas, check(canvas, book), book, EN)

    assert complete.points == 6.5
    assert all(loss.to for loss in complete.losses)
    assert abs(sum(loss.points for loss in complete.losses) - 3.5) < 0.1
    assert evidence.points == 0
    # Two notes of one block are one loss, with what both cost.
    assert [(loss.to, loss.points) for loss in evidence.losses] == [
        ("“Value propositions” with little evidence so far", 10)
    ]
    assert specific.points == 10


def test_where_too_little_is_known_there_are_no_points_and_no_total() -> None:
    blank = {"canvas": 1, "language": "en"}
    rubric = rubric_of(
        {"dimension": "consistency"},
        {"rules": {"lost": {"contradiction": 5, "risk": 1}}},
        {"rules": {"lost": {"risk": 1}, "coverage": 0.9}},
    )
    graded = grade(rubric, blank)
    assert [one.points for one in graded] == [None, None, None]
    assert total(graded) is None

    [piece, *_] = compose(screened_of(blank), BOOK, Review(), EN, rubric).of("points")
    assert piece.title == "Label: no points yet (10 possible)"
    assert "by hand" in piece.text


def test_points_are_rounded_to_the_step_halves_upwards() -> None:
    rule = {"rules": {"lost": {"contradiction": 0.25}}}
    assert grade(rubric_of(rule))[0].points == 10  # 9.75
    assert grade(rubric_of(rule, step=1))[0].points == 10
    assert grade(rubric_of(rule, step=0.25))[0].points == 9.75
    assert grade(rubric_of(rule, step=0.1))[0].points == 9.8


def test_a_person_may_give_other_points_and_the_reason_is_told() -> None:
    rubric = rubric_of({"rules": {"lost": {"contradiction": 4}}}, {"dimension": "focus"})
    review = r.regrade(Review(), "c0", 9, "Explained in class")
    review = r.regrade(review, "c1", 500, "Very good")
    graded = with_review(grade(rubric), review)

    assert [(one.computed, one.points, one.reason) for one in graded] == [
        (6, 9, "Explained in class"),
        (None, 10, "Very good"),  # never more than the criterion is worth
    ]
    assert total(graded) == 19
    [piece, *_] = compose(screened_of(), BOOK, review, EN, rubric).of("points")
    assert (piece.title, piece.text) == ("Label: 9 of 10 points", "Explained in class")


def test_a_criterion_that_is_not_editable_keeps_its_points() -> None:
    rubric = rubric_of({"rules": {"lost": {"contradiction": 4}}, "editable": False})
    [graded] = with_review(grade(rubric), r.regrade(Review(), "c0", 9, "So"))

    assert (graded.points, graded.reason, graded.editable) == (6, "", False)
