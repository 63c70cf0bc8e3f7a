"""Two states of a canvas beside each other."""

from __future__ import annotations

from advisor import editing
from advisor.canvas import Answer, Canvas
from advisor.comparing import compare, course
from advisor.engine import check
from advisor.findings import Report, Severity
from advisor.rulebook.loader import load_rulebook
from advisor.vocabulary import load_vocabulary
from tests.conftest import canvas_of

WORDS = load_vocabulary()

OLD = canvas_of(
    {
        "customer_segments": [{"id": "a", "text": "Familien"}, {"id": "b", "text": "Büros"}],
        "value_propositions": [{"id": "v", "text": "Frisch", "links": ["a"]}],
        "channels": [{"id": "c", "text": "Laden"}, {"id": "gone", "text": "Messe"}],
    }
)


def report_of(canvas: Canvas) -> Report:
    return check(canvas, load_rulebook())


def test_every_kind_of_change_is_named_and_what_is_the_same_is_not() -> None:
    new = editing.remove_note(OLD, "gone")
    new = editing.reword(new, "a", "Familien mit Kindern")
    new = editing.set_tags(new, "a", "segment_type", ["niche_market"], WORDS)
    new = editing.set_link(new, "v", "b", True)
    new = editing.move_note(new, "c", "key_resources", WORDS)
    new = editing.add_notes(new, "channels", ["Webseite"])

    changes = {
        (one.new or one.old).id: one.changes  # type: ignore[union-attr]
        for one in compare(OLD, new, report_of(OLD), report_of(new)).notes
    }

    fresh = new.block("channels").notes[0].id
    assert changes == {
        "a": ("reworded", "tags"),
        "v": ("links",),
        "c": ("moved",),
        fresh: ("added",),
        "gone": ("removed",),
    }


def test_findings_are_resolved_new_still_there_or_answered() -> None:
    """Segment b has no value proposition until it is linked."""
    before = report_of(OLD)
    finding = next(one for one in before.leads if one.rule == "segment-without-value-proposition")
    linked = editing.set_link(OLD, "v", "b", True)

    same = compare(OLD, OLD, before, before)
    fixed = compare(OLD, linked, before, report_of(linked))
    broken = compare(linked, OLD, report_of(linked), before)

    assert finding.id in {one.id for one in same.still}
    assert not same.notes
    assert not same.resolved
    assert finding.id in {one.id for one in fixed.resolved}
    assert finding.id in {one.id for one in broken.new}

    answer = Answer(rule=finding.rule, notes=finding.notes, kind="intended", reason="so gewollt")
    answered = editing.keep_answer(OLD, answer)
    replied = compare(OLD, answered, before, report_of(answered))
    assert finding.id in {one.id for one in replied.answered}
    assert finding.id not in {one.id for one in (*replied.still, *replied.resolved)}


def test_the_course_counts_leads_by_weight() -> None:
    linked = editing.set_link(OLD, "v", "b", True)
    first, second = course([report_of(OLD), report_of(linked)])

    assert set(first) == {Severity.CONTRADICTION, Severity.RISK, Severity.HINT}
    assert sum(first.values()) == sum(one.severity != "open" for one in report_of(OLD).leads)
    assert sum(second.values()) < sum(first.values())
