"""From verdicts to a report: outcomes, severity, basis, folding, answers, ids, questions."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas, write_canvas
from advisor.engine import check
from advisor.findings import Basis, Finding, Outcome, Reading, Report, Severity, finding_id
from advisor.rulebook.rulebook import Rulebook
from advisor.vocabulary import Vocabulary
from tests.conftest import book_of, canvas_of, rule_of

HAS = {"has": {"channels": "purchase"}}
LACKS = {"lacks": {"channels": "purchase"}}
OWN = {"has": {"channels": "own_channel"}}
EACH = {"each": {"in": "channels", "with": {"tags": "purchase"}}}


def channel(*tags: str, **more: Any) -> dict[str, Any]:
    return {"id": "c", "text": "Shop", "tags": list(tags), **more}


def report(blocks: dict[str, Any], *rules: Any, readings: Any = (), **rest: Any) -> Report:
    return check(canvas_of(blocks, **rest), book_of(*rules), readings)


def only(blocks: dict[str, Any], *rules: Any, readings: Any = ()) -> Finding:
    (finding,) = report(blocks, *rules, readings=readings).findings
    return finding


# --- Outcomes ---


@pytest.mark.parametrize(
    ("when", "more", "blocks", "outcome"),
    [
        (HAS, {}, {"channels": [channel("purchase")]}, "fired"),
        (HAS, {}, {"channels": [channel("awareness")]}, "passed"),
        (HAS, {}, {"channels": [channel()]}, "unknown"),
        (HAS, {}, {}, "not_applicable"),
        (HAS, {}, {"key_partners": ["a"]}, "not_applicable"),
        (HAS, {"unless": [OWN]}, {"channels": [channel("purchase", "own_channel")]}, "passed"),
        (HAS, {"unless": [OWN]}, {"channels": [channel("purchase", "partner_channel")]}, "fired"),
        (HAS, {"unless": [OWN]}, {"channels": [channel("purchase")]}, "unknown"),  # an excuse nobody ruled out
        (HAS, {"unless": [OWN, {"blank": "channels"}]}, {"channels": [channel("purchase", "partner_channel")]}, "fired"),
        (HAS, {"unless": [OWN, HAS]}, {"channels": [channel("purchase")]}, "passed"),  # true wins over unknown
        (HAS, {"given": OWN}, {"channels": [channel("awareness", "partner_channel")]}, "not_applicable"),
        (HAS, {"given": OWN}, {"channels": [channel("awareness", "own_channel")]}, "passed"),
        # the first of the listed conditions is the premise
        ({"all": [OWN, LACKS]}, {}, {"channels": [channel("purchase", "partner_channel")]}, "not_applicable"),
        ({"all": [OWN, LACKS]}, {}, {"channels": [channel("purchase", "own_channel")]}, "passed"),
        # of several variants the first in the order fired, unknown, passed, not applicable
        ({"has": {"channels": "$tag"}}, {"for_each": {"tag": ["purchase", "own_channel"]}}, {"channels": [channel("purchase")]}, "fired"),
        ({"has": {"channels": "$tag"}}, {"for_each": {"tag": ["own_channel", "purchase"]}}, {"channels": [channel("awareness")]}, "unknown"),
        ({"has": {"channels": "$tag"}}, {"for_each": {"tag": ["delivery", "purchase"]}}, {"channels": [channel("awareness")]}, "passed"),
        ({"some": {"in": "$block"}}, {"for_each": {"block": ["channels", "key_partners"]}}, {"channels": {"empty": True}}, "passed"),
    ],
)  # fmt: skip
def test_a_rule_has_one_of_four_outcomes(
    when: Any, more: dict[str, Any], blocks: dict[str, Any], outcome: str
) -> None:
    found = report(blocks, rule_of(when, **more))
    assert found.outcomes == {"probe": Outcome(outcome)}
    assert bool(found.findings) == (outcome == "fired")


def test_an_empty_canvas_must_not_look_perfect(rulebook: Rulebook) -> None:
    for canvas in (
        Canvas(),
        canvas_of({}),
        read_canvas("canvas: 1\nblocks: {channels: {}}").canvas,
    ):
        found = check(canvas, rulebook)
        assert [rule for rule, outcome in found.outcomes.items() if outcome is Outcome.PASSED] == []
        assert {finding.severity for finding in found.findings} <= {Severity.OPEN}


def test_counts_and_coverage_are_over_rules() -> None:
    rules = [
        rule_of(HAS, "fires"),
        rule_of(LACKS, "passes"),
        rule_of(OWN, "unknown"),
        rule_of({"has": {"key_partners": "key_supplier"}}, "nothing"),
    ]
    found = report({"channels": [channel("purchase")]}, *rules)
    assert found.counts == dict.fromkeys(Outcome, 1)
    assert found.coverage == pytest.approx(2 / 3)
    assert report({}, rules[3]).coverage is None


# --- Severity, cases and basis ---


def read(tag: str, note: str = "c", words: str = "buy") -> Reading:
    return Reading("channels", note, 0, len(words), words, tag)


def test_a_case_raises_the_severity_and_its_evidence_is_related() -> None:
    cases = [
        {"when": {"has": {"key_partners": "key_supplier"}}, "severity": "risk"},
        {"when": {"has": {"key_partners": "strategic_partner"}}, "severity": "contradiction"},
    ]
    partners = [{"id": "p", "text": "p", "tags": ["strategic_partner"]}]
    finding = only(
        {"channels": [channel("purchase")], "key_partners": partners}, rule_of(HAS, cases=cases)
    )
    assert (finding.severity, finding.case) == (Severity.CONTRADICTION, 1)
    assert finding.notes == ("c",)
    assert finding.related == ("p",)
    assert finding.blocks == ("channels",)  # those set against each other, and no others


def test_the_first_case_that_holds_counts_and_an_unknown_one_does_not() -> None:
    cases = [
        {"when": OWN, "severity": "open"},
        {"when": HAS, "severity": "risk"},
        {"when": HAS, "severity": "contradiction"},
    ]
    finding = only({"channels": [channel("purchase")]}, rule_of(HAS, cases=cases))
    assert (finding.severity, finding.case, finding.related) == (Severity.RISK, 1, ())


@pytest.mark.parametrize(
    ("severity", "tags", "found", "basis", "quotes"),
    [
        ("contradiction", ["purchase"], "contradiction", "stated", ()),
        ("contradiction", [], "risk", "read", ("buy",)),
        ("risk", [], "risk", "read", ("buy",)),
        ("hint", [], "hint", "read", ("buy",)),
    ],
)
def test_what_was_only_read_is_at_most_a_risk_and_quotes_its_words(
    severity: str, tags: list[str], found: str, basis: str, quotes: Any
) -> None:
    finding = only(
        {"channels": [channel(*tags)]}, rule_of(HAS, severity=severity), readings=[read("purchase")]
    )
    assert (finding.severity, finding.basis) == (Severity(found), Basis(basis))
    assert finding.quotes == quotes


def test_one_premise_that_was_read_makes_the_whole_finding_read() -> None:
    when = {"all": [OWN, HAS]}
    finding = only(
        {"channels": [channel("own_channel")]},
        rule_of(when, severity="contradiction"),
        readings=[read("purchase")],
    )
    assert (finding.basis, finding.severity) == (Basis.READ, Severity.RISK)


def test_an_implied_link_makes_a_finding_read() -> None:
    when = {"some": {"in": "value_propositions", "linked_to": "customer_segments"}}
    blocks = {"value_propositions": [{"id": "o", "text": "o"}], "customer_segments": ["s"]}
    assert only(blocks, rule_of(when)).basis is Basis.READ
    blocks["value_propositions"] = [{"id": "o", "text": "o", "links": ["s"]}]
    assert only(blocks, rule_of(when)).basis is Basis.STATED


def test_people_win_over_readings() -> None:
    rule = rule_of(HAS)
    for note in (channel("awareness"), channel(rejected=["purchase"])):
        assert report({"channels": [note]}, rule, readings=[read("purchase")]).findings == ()


def test_readings_are_kept_with_the_report() -> None:
    assert report(
        {"channels": [channel()]}, rule_of(HAS), readings=iter([read("purchase")])
    ).readings == (read("purchase"),)


# --- Identity ---


def test_an_id_is_rule_and_digest_of_sorted_places_and_tags() -> None:
    key = "probe\na\nb\n\nx\ny"
    expected = f"probe-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    assert finding_id("probe", ("b", "a", "a"), ("y", "x")) == expected
    assert finding_id("probe", ("a", "b"), ("x",)) != expected


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"text": "Reworded"}, True),
        ({"details": "More"}, True),
        ({"id": "other"}, False),
        ({"tags": ["purchase", "delivery"]}, True),  # a tag the rule does not look at
    ],
)
def test_an_id_depends_on_notes_and_tags_and_never_on_texts(
    changed: dict[str, Any], same: bool
) -> None:
    before = only({"channels": [channel("purchase")]}, rule_of(HAS))
    after = only({"channels": [{**channel("purchase"), **changed}]}, rule_of(HAS))
    assert (before.id == after.id) == same


def test_a_finding_without_notes_is_identified_by_its_blocks() -> None:
    finding = only({"channels": [channel("awareness")]}, rule_of(LACKS))
    assert finding.notes == ()
    assert finding.id == finding_id("probe", ("channels",), ("purchase",))


def test_each_note_becomes_a_finding_of_its_own() -> None:
    blocks = {"channels": [channel("purchase"), {"id": "d", "text": "d", "tags": ["purchase"]}]}
    found = report(blocks, rule_of(EACH)).findings
    assert [finding.notes for finding in found] == [("c",), ("d",)]
    assert len({finding.id for finding in found}) == 2


def test_findings_come_heaviest_first() -> None:
    rules = [
        rule_of(HAS, f"r-{severity}", severity=severity)
        for severity in ("open", "hint", "contradiction", "risk")
    ]
    found = report({"channels": [channel("purchase")]}, *rules).findings
    assert [finding.severity for finding in found] == list(Severity)


# --- Folding ---


def rule(name: str, when: Any, severity: str, cause: str | None = "same") -> Any:
    return rule_of(when, name, severity=severity, **({"root_cause": cause} if cause else {}))


SHOP = {
    "channels": [channel("purchase", "own_channel"), {"id": "d", "text": "d", "tags": ["delivery"]}]
}
DELIVERS = {"has": {"channels": "delivery"}}


@pytest.mark.parametrize(
    ("first", "second", "folds"),
    [
        (rule("a", HAS, "risk"), rule("b", OWN, "hint"), True),  # same cause, same note
        (rule("a", HAS, "hint"), rule("b", OWN, "risk"), True),
        (rule("a", HAS, "risk"), rule("b", DELIVERS, "hint"), False),  # another note
        (rule("a", HAS, "risk"), rule("b", OWN, "hint", "other"), False),  # another cause
        (rule("a", HAS, "risk", None), rule("b", OWN, "hint", None), False),  # no cause
        (rule("a", {"lacks": {"channels": "awareness"}}, "risk"), rule("b", {"lacks": {"channels": "evaluation"}}, "hint"), True),  # none has notes: the block
        (rule("a", {"lacks": {"channels": "awareness"}}, "risk"), rule("b", HAS, "hint"), False),  # one has notes
        (rule("a", {"lacks": {"channels": "awareness"}}, "risk"), rule("b", {"blank": "key_partners"}, "hint"), False),  # another block
    ],
)  # fmt: skip
def test_findings_fold_under_the_heavier_with_the_same_cause_and_place(
    first: Any, second: Any, folds: bool
) -> None:
    found = report(SHOP, first, second)
    lead, other = found.findings
    assert lead.severity.rank <= other.severity.rank
    assert lead.leads
    assert other.leads is not folds
    assert found.folded(lead) == ((other,) if folds else ())
    assert found.leads == ((lead,) if folds else (lead, other))
    assert other.under == (lead.id if folds else "")


def test_what_is_folded_folds_nothing_further() -> None:
    # c folds under a by the note c; b shares d with c's rule alone and leads itself
    whole = {"some": {"in": "channels"}}
    found = report(
        SHOP, rule("a", HAS, "risk"), rule("c", whole, "hint"), rule("b", DELIVERS, "open")
    )
    assert [(finding.rule, finding.leads) for finding in found.findings] == [
        ("a", True),
        ("c", False),
        ("b", True),
    ]


# --- Answers ---


def answer(**more: Any) -> dict[str, Any]:
    return {"rule": "probe", "kind": "intended", "reason": "we know", **more}


@pytest.mark.parametrize(
    ("given", "applies"),
    [
        ({}, True),
        ({"notes": ["c"]}, True),
        ({"notes": ["c", "gone"]}, True),
        ({"notes": ["gone"]}, False),
        ({"tags": ["purchase"]}, True),
        ({"tags": ["purchase", "delivery"]}, True),
        ({"tags": ["delivery"]}, False),
        ({"rule": "other"}, False),
        ({"kind": "not_applicable"}, True),
    ],
)
def test_an_answered_finding_leads_no_more(given: dict[str, Any], applies: bool) -> None:
    found = report({"channels": [channel("purchase")]}, rule_of(HAS), answers=[answer(**given)])
    (finding,) = found.findings
    assert finding.leads is not applies
    assert (finding.answer is not None) is applies
    assert [state.applies for state in found.answers] == [applies]
    assert found.outcomes == {"probe": Outcome.FIRED}  # answered, not undone


def test_an_answer_comes_back_when_a_new_note_joins() -> None:
    two = {"channels": [channel("purchase"), {"id": "d", "text": "d", "tags": ["purchase"]}]}
    found = report(two, rule_of(HAS), answers=[answer(notes=["c"])])
    assert found.leads == found.findings
    assert [state.applies for state in found.answers] == [False]


def test_an_answer_of_notes_does_not_cover_a_finding_without_notes() -> None:
    found = report(
        {"channels": [channel("awareness")]}, rule_of(LACKS), answers=[answer(notes=["c"])]
    )
    assert found.leads == found.findings


def test_an_answered_finding_neither_folds_nor_is_folded_under() -> None:
    rules = rule("probe", HAS, "risk"), rule("light", OWN, "hint")
    found = report(SHOP, *rules, answers=[answer()])
    assert [finding.rule for finding in found.leads] == ["light"]
    found = report(SHOP, *rules, answers=[answer(rule="light")])
    assert found.folded(found.leads[0]) == ()


# --- Questions ---


def test_questions_ask_what_would_let_most_rules_decide() -> None:
    rules = [rule_of(OWN, "one"), rule_of(HAS, "two"), rule_of(LACKS, "three")]
    found = report({"channels": [channel()]}, *rules)
    assert [(q.asks, q.rules, q.blocks) for q in found.questions] == [
        ("channel_phase", ("two", "three"), ("channels",)),
        ("channel_owner", ("one",), ("channels",)),
    ]


@pytest.mark.parametrize(
    "channels",
    [
        [channel("purchase", "own_channel")],
        {"notes": ["a"], "answered": ["channel_owner"]},
        {"notes": ["a"], "done": False},
        {},
    ],
    ids=["set", "answered", "in work", "nothing there"],
)
def test_nobody_is_asked_what_is_settled_in_work_or_not_there(channels: Any) -> None:
    assert report({"channels": channels}, rule_of(OWN)).questions == ()


# --- Whole rulebook ---

SAMPLES = sorted((Path(__file__).parent.parent / "rules" / "samples").glob("*.??.yaml"))


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> Canvas:
    return read_canvas(request.param.read_bytes(), request.param.name).canvas


def test_the_same_canvas_gives_the_same_report(sample: Canvas, rulebook: Rulebook) -> None:
    assert check(sample, rulebook) == check(sample, rulebook)


def test_a_check_leaves_the_canvas_as_it_is(sample: Canvas, rulebook: Rulebook) -> None:
    before = sample.model_dump_json()
    check(sample, rulebook)
    assert sample.model_dump_json() == before


def test_the_order_of_blocks_in_the_file_does_not_matter(
    sample: Canvas, rulebook: Rulebook
) -> None:
    tree = json.loads(write_canvas(sample, "json"))
    tree["blocks"] = dict(reversed(tree["blocks"].items()))
    turned = read_canvas(json.dumps(tree)).canvas
    assert turned == sample
    assert check(turned, rulebook) == check(sample, rulebook)


def test_the_order_of_blocks_does_not_matter_for_named_checks() -> None:
    book = book_of(rule_of({"check": "link_to_missing_note"}))
    first = {
        "channels": [{"id": "c", "text": "c", "links": ["x"]}],
        "key_partners": [{"id": "p", "text": "p", "links": ["y"]}],
    }
    second = dict(reversed(first.items()))
    assert check(canvas_of(first), book) == check(canvas_of(second), book)


def test_findings_name_notes_blocks_and_tags_that_exist(
    sample: Canvas, rulebook: Rulebook, vocabulary: Vocabulary
) -> None:
    notes = {note.id: block for block, note in sample.notes()}
    for finding in check(sample, rulebook).findings:
        assert finding.blocks, finding
        assert {*finding.notes, *finding.related} <= set(notes), finding
        assert {*finding.tags, *finding.missing} <= set(vocabulary.tags), finding
        assert {notes[note] for note in finding.notes} <= set(finding.blocks), finding


# --- Labelled canvases, when the caller has some ---


def test_a_labelled_canvas_ends_in_a_report(corpus_file: Path, rulebook: Rulebook) -> None:
    canvas = read_canvas(corpus_file.read_bytes(), corpus_file.name).canvas
    found = check(canvas, rulebook)
    assert set(found.outcomes) == {rule.id for rule in rulebook.rules}
    for form in ("yaml", "json"):
        assert read_canvas(write_canvas(canvas, form)).canvas == canvas
    if corpus_file.parent.name == "healthy" and ".tagged." in corpus_file.name:
        heavy = [finding for finding in found.leads if finding.severity is Severity.CONTRADICTION]
        assert heavy == []
