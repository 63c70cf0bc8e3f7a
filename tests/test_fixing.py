"""Fixes are tried with the whole rulebook before they are offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor import editing
from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas, write_canvas
from advisor.engine import check
from advisor.findings import Finding, Reading, Report
from advisor.fixing import Edit, Trial, make, try_out
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.vocabulary import load_vocabulary, rules_folder

RULES = load_rulebook()
WORDS = load_vocabulary()
SAMPLES = sorted((rules_folder() / "samples").glob("*.??.yaml"))


def report_of(canvas: Canvas) -> Report:
    return check(canvas, RULES, read(canvas))


def trials_of(canvas: Canvas, finding: Finding) -> tuple[Trial, ...]:
    return try_out(finding, canvas, report_of(canvas), RULES)


def text_canvas(text: str) -> Canvas:
    return read_canvas(text).canvas


CHEAP_LUXURY = """
canvas: 1
blocks:
  value_propositions: [{id: luxury, text: "Uhren fürs Leben", tags: [brand_status]}]
  customer_segments: [{id: rich, text: Sammler, tags: [niche_market]}]
  cost_structure: {tags: [cost_driven], notes: [{id: c, text: Material}]}
"""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_is_offered_does_what_it_says(path: Path) -> None:
    """Made with the same click, each fix clears and raises just what was announced."""
    canvas = read_canvas(path.read_bytes(), path.name).canvas
    before = report_of(canvas)
    for finding in [one for one in before.leads if one.severity != "open"][:5]:
        for trial in trials_of(canvas, finding):
            after_canvas = make(canvas, trial.edit, WORDS)
            ids = {one.id for one in report_of(after_canvas).findings}
            assert finding.id not in ids
            assert not {one.id for one in trial.clears} & ids
            assert {one.id for one in trial.raises} <= ids
            assert len(trial.clears) >= 1
            assert read_canvas(write_canvas(after_canvas, "json")).canvas == after_canvas


def test_a_note_is_only_taken_off_after_everything_else() -> None:
    canvas = text_canvas(CHEAP_LUXURY)
    finding = report_of(canvas).leads[0]

    kinds = [trial.edit.kind for trial in trials_of(canvas, finding)]

    assert "take_off" in kinds
    assert "remove" not in kinds or kinds.index("remove") == len(kinds) - kinds.count("remove")


def test_nearly_every_finding_of_the_samples_has_a_fix_to_try() -> None:
    """A sum that is off or a missing number has none: that takes a decision."""
    tried = [
        bool(trials_of(canvas, finding))
        for path in SAMPLES
        for canvas in [read_canvas(path.read_bytes(), path.name).canvas]
        for finding in report_of(canvas).leads
        if finding.severity != "open"
    ]
    assert sum(tried) / len(tried) >= 0.6, f"{sum(tried)} of {len(tried)}"


def test_what_was_misread_can_be_said_to_be() -> None:
    """A reading is never taken off like a tag somebody set."""
    block, tag = "value_propositions", "brand_status"
    stated = editing.add_notes(text_canvas(CHEAP_LUXURY), block, ["Läuft genauer als andere"])
    other = stated.block(block).notes[1].id
    group = WORDS.group_of[tag]
    stated = editing.set_tags(stated, other, group, ["performance"], WORDS)
    canvas = editing.set_tags(stated, "luxury", group, [], WORDS)
    before = check(canvas, RULES, [Reading(block, "luxury", 0, 5, "Uhren", tag)])
    resting = next(one for one in before.leads if tag in one.tags)

    edits = [trial.edit for trial in try_out(resting, canvas, before, RULES)]

    assert Edit("misread", block, "luxury", tag) in edits
    assert Edit("take_off", block, "luxury", tag) not in edits


def test_edits_do_one_thing() -> None:
    canvas = text_canvas(CHEAP_LUXURY)

    linked = make(canvas, Edit("link", "value_propositions", "luxury", "rich"), WORDS)
    assert linked.block("value_propositions").notes[0].links == ("rich",)
    assert make(linked, Edit("unlink", "value_propositions", "luxury", "rich"), WORDS) == canvas
    bare = make(canvas, Edit("take_off", "cost_structure", "", "cost_driven"), WORDS)
    assert bare.block("cost_structure").tags == ()
    assert make(bare, Edit("state", "cost_structure", "", "cost_driven"), WORDS) == canvas
    assert (
        not make(canvas, Edit("remove", "customer_segments", "rich"), WORDS)
        .block("customer_segments")
        .notes
    )
