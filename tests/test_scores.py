"""The five dimensions of how well a canvas is described."""

from __future__ import annotations

import pytest

from advisor.canvas import BLOCKS, Canvas
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.rulebook.loader import load_rulebook
from advisor.scores import DIMENSIONS, Score, score, total
from advisor.vocabulary import rules_folder
from tests.conftest import canvas_of


def scored(canvas: Canvas) -> dict[str, Score]:
    book = load_rulebook()
    return score(canvas, check(canvas, book), book)


def sample(name: str) -> Canvas:
    path = rules_folder() / "samples" / name
    return read_canvas(path.read_bytes(), path.name).canvas


def test_a_canvas_of_bare_text_gets_no_score() -> None:
    canvas = canvas_of({block: ["A note", "Another note"] for block in BLOCKS})

    assert {one.value for one in scored(canvas).values()} == {None}
    assert total(scored(canvas), check(canvas, load_rulebook())) is None


def test_an_empty_canvas_looks_neither_complete_nor_consistent() -> None:
    scores = scored(canvas_of({}, facts={"stage": "idea"}))

    assert scores["completeness"].value == 0
    assert scores["consistency"].value is None
    assert scores["focus"].value is None


def test_a_sound_canvas_loses_nothing_for_consistency() -> None:
    assert scored(sample("billigflug.de.yaml"))["consistency"].value == 100


def test_consistency_is_withheld_where_too_little_is_answered() -> None:
    assert scored(sample("kaffeemobil.de.yaml"))["consistency"].value is None


@pytest.mark.parametrize("path", sorted((rules_folder() / "samples").glob("*.de.yaml")))
def test_every_lost_point_leads_to_what_it_was_lost_to(path) -> None:
    canvas = read_canvas(path.read_bytes(), path.name).canvas
    report = check(canvas, load_rulebook())
    findings = {finding.id for finding in report.findings}
    for one in scored(canvas).values():
        if one.value is None:
            continue
        assert one.value == max(0, round(100 - sum(loss.points for loss in one.losses)))
        for loss in one.losses:
            assert loss.finding in findings or loss.block in BLOCKS


def test_an_answered_finding_costs_nothing() -> None:
    canvas = sample("messsoftware.de.yaml")
    lead = next(one for one in check(canvas, load_rulebook()).leads if one.notes)
    answer = {"rule": lead.rule, "notes": list(lead.notes), "kind": "intended", "reason": "So"}
    text = canvas.model_dump(mode="json", exclude_defaults=True)
    answered = canvas_of(
        text["blocks"], **{key: text[key] for key in ("facts", "name") if key in text},
        answers=[answer],
    )  # fmt: skip
    before, after = scored(canvas)["consistency"], scored(answered)["consistency"]

    assert before.value is not None
    assert after.value is not None
    assert after.value > before.value


def test_an_open_contradiction_caps_the_total() -> None:
    canvas = sample("messsoftware.de.yaml")
    report = check(canvas, load_rulebook())
    full = {name: Score(100) for name in DIMENSIONS}

    assert total(full, report) == 69
    assert total(full, check(sample("billigflug.de.yaml"), load_rulebook())) == 100
