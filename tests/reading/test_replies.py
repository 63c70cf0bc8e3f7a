"""Confirming what was read sets it; turning it down keeps it from being read again."""

from __future__ import annotations

import json
from typing import Any

from advisor.engine import check
from advisor.reading.reader import read
from advisor.reading.replies import confirm, readings_behind, turn_down
from advisor.rulebook.loader import load_rulebook
from advisor.texts import words
from advisor.views.readings import reading_label, readings_json, readings_text, underlined
from advisor.vocabulary import load_vocabulary
from tests.conftest import canvas_of

BLOCKS: dict[str, Any] = {
    "value_propositions": [{"id": "v", "text": "Für Familien: individuell"}],
    "customer_segments": [
        {"id": "s", "text": "Familien, zahlen selbst"},
        {"id": "t", "text": "Vereine"},
    ],
    "revenue_streams": [{"id": "r", "text": "Monatsabo, 70 %"}],
}
CANVAS = canvas_of(BLOCKS, language="de")


def test_confirming_sets_tags_facts_and_links_and_nothing_is_left_to_read_there() -> None:
    confirmed = confirm(CANVAS, read(CANVAS), load_vocabulary())
    notes = {note.id: note for _, note in confirmed.notes()}
    assert "subscription_fee" in notes["r"].tags
    assert notes["r"].facts["share"] == 70
    assert notes["s"].facts["payer"] is True
    assert notes["v"].links == ("s",)
    assert read(confirmed) == ()


def test_what_is_turned_down_stays_down_whatever_else_changes() -> None:
    down = turn_down(CANVAS, read(CANVAS))
    words_left = [one for one in read(down) if not hasattr(one, "other")]
    assert words_left == []
    assert "subscription_fee" in next(n for _, n in down.notes() if n.id == "r").rejected


def test_a_finding_that_rests_on_reading_leads_back_to_it() -> None:
    blocks = {
        "value_propositions": [{"id": "v", "text": "Luxus zum Anfassen"}],
        "cost_structure": [{"id": "c", "text": "So billig wie möglich"}],
    }
    canvas = canvas_of(blocks, language="de")
    heard = read(canvas)
    report = check(canvas, load_rulebook(), heard)
    suspects = [question.suspects for question in report.questions if question.suspects]
    behind = [one.words for finding in suspects for one in readings_behind(finding, heard)]
    assert "Luxus" in behind


def test_words_that_were_read_are_underlined_and_markup_stays_text() -> None:
    canvas = canvas_of({"revenue_streams": [{"id": "r", "text": "<b>Abo</b> & Monatsabo"}]})
    html = underlined("<b>Abo</b> & Monatsabo", read(canvas))
    assert "<b>" not in html
    assert "<u>" in html
    assert "&lt;b&gt;" in html


def test_readings_are_one_json_object_a_line_with_the_promised_keys() -> None:
    lines = [json.loads(line) for line in readings_json(read(CANVAS)).splitlines()]
    assert {"block", "note", "start", "end", "words", "tag"} <= lines[0].keys()
    assert {key for line in lines for key in line} >= {"fact", "value", "link"}


def test_people_read_labels_and_the_words_they_come_from() -> None:
    text = readings_text("a.json", CANVAS, read(CANVAS), load_vocabulary(), words("de"))
    assert "Abonnement" in text
    assert "„Monatsabo“" in text
    labels = [reading_label(one, CANVAS, load_vocabulary(), words("de")) for one in read(CANVAS)]
    assert any("70" in label for label in labels)
