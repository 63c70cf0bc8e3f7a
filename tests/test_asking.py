"""What the person is asked: first what the text leaves out where it would make a finding."""

from __future__ import annotations

from typing import Any

from advisor.engine import check
from advisor.findings import FactReading, LinkReading, Question, Reading, Report
from advisor.texts import words
from advisor.views.wording import ask
from tests.conftest import book_of, canvas_of, rule_of

GAP = {
    "all": [
        {"has": {"revenue_streams": "asset_sale"}},
        {"lacks": {"channels": ["delivery"]}},
    ]
}
SOLD = Reading("revenue_streams", "r", 0, 4, "sold", "asset_sale")
SEEN = Reading("channels", "c", 0, 4, "seen", "awareness")
BLOCKS: dict[str, Any] = {
    "revenue_streams": [{"id": "r", "text": "sold"}],
    "channels": [{"id": "c", "text": "seen"}],
}


def report(*rules: Any, readings: Any = (SOLD, SEEN), **more: Any) -> Report:
    return check(canvas_of({**BLOCKS, **more.pop("blocks", {})}, **more), book_of(*rules), readings)


def test_what_a_text_leaves_out_is_no_finding_but_the_first_question() -> None:
    found = report(rule_of(GAP, severity="risk"))
    assert found.findings == ()
    (question,) = found.questions
    assert (question.rules, question.asks) == (("probe",), "channel_phase")
    assert question.suspects is not None
    assert question.suspects.missing == ("delivery",)


def test_the_question_is_what_the_rule_asks_or_else_what_the_finding_would_say() -> None:
    texts = {"title": "How?", "message": "How does it get there?", "why": "Why", "fixes": ["Fix"]}
    rule = rule_of(GAP, severity="risk", texts={"de": texts, "en": texts})
    found = report(rule)
    asked = ask(found.questions[0], canvas_of(BLOCKS), book_of(rule), words("en"))
    assert asked == "How does it get there?"
    short = rule_of(GAP, severity="risk", texts={"de": texts, "en": {**texts, "asks": "By whom?"}})
    found = report(short)
    assert ask(found.questions[0], canvas_of(BLOCKS), book_of(short), words("en")) == "By whom?"


def test_nothing_is_suspected_where_nothing_of_the_group_was_read() -> None:
    found = report(rule_of(GAP, severity="risk"), readings=(SOLD,))
    assert [question.suspects for question in found.questions] == [None]


def test_nothing_is_suspected_that_was_answered_or_is_still_in_work() -> None:
    rule = rule_of(GAP, severity="risk")
    answer = {"rule": "probe", "kind": "intended", "reason": "picked up"}
    assert [q for q in report(rule, answers=[answer]).questions if q.suspects] == []
    in_work = {"channels": {"notes": [{"id": "c", "text": "seen"}], "done": False}}
    assert report(rule, blocks=in_work).questions == ()


def test_the_heaviest_suspicion_comes_first_and_an_open_one_is_none() -> None:
    rules = [rule_of(GAP, name, severity=name) for name in ("hint", "risk", "open")]
    others = [
        rule_of(
            {**GAP, "all": [GAP["all"][0], {"lacks": {"channels": [tag]}}]}, tag, severity=level
        )
        for tag, level in (("purchase", "hint"), ("evaluation", "risk"))
    ]
    suspected = [q.rules[0] for q in report(*rules, *others).questions if q.suspects]
    assert suspected[0] in ("risk", "evaluation")
    assert "open" not in suspected


def test_one_group_is_asked_for_once() -> None:
    rules = [rule_of(GAP, "one", severity="risk"), rule_of(GAP, "two", severity="risk")]
    assert len(report(*rules).questions) == 1


LINKED = {
    "each": {"in": "customer_segments", "not_linked_to": "value_propositions"},
}
PEOPLE: dict[str, Any] = {
    "value_propositions": [{"id": "v", "text": "For pupils"}, {"id": "w", "text": "For teachers"}],
    "customer_segments": [
        {"id": "a", "text": "Pupils"},
        {"id": "b", "text": "Teachers"},
        {"id": "c", "text": "Parents"},
    ],
}


def link(note: str, other: str) -> LinkReading:
    return LinkReading("value_propositions", note, 0, 3, "For", other)


def questions(*readings: LinkReading) -> tuple[Question, ...]:
    return check(canvas_of(PEOPLE), book_of(rule_of(LINKED, severity="risk")), readings).questions


def test_a_segment_no_promise_names_is_asked_for_where_most_are_named() -> None:
    (question,) = questions(link("v", "a"), link("w", "b"))
    assert question.suspects is not None
    assert question.suspects.notes == ("c",)


def test_one_segment_named_says_nothing_of_the_others() -> None:
    assert questions(link("v", "a")) == ()


def test_a_link_that_was_read_counts_as_a_link_and_as_read() -> None:
    when = {"some": {"in": "value_propositions", "linked_to": "customer_segments"}}
    blocks = {**PEOPLE, "customer_segments": PEOPLE["customer_segments"][:2]}
    silent = check(canvas_of(blocks), book_of(rule_of(when)), ())
    found = check(canvas_of(blocks), book_of(rule_of(when)), (link("v", "a"),))
    assert silent.findings == ()
    assert [finding.basis.value for finding in found.findings] == ["read"]


SHARES: dict[str, Any] = {"sum": {"of": "share", "in": "revenue_streams", "more_than": 100}}


def share(note: str, value: float) -> FactReading:
    return FactReading("revenue_streams", note, 0, 4, f"{value} %", "share", value)


def test_shares_that_were_read_add_up_and_are_quoted() -> None:
    blocks = {"revenue_streams": [{"id": "a", "text": "60 %"}, {"id": "b", "text": "70 %"}]}
    canvas, book = canvas_of(blocks), book_of(rule_of(SHARES))
    (finding,) = check(canvas, book, (share("a", 60), share("b", 70))).findings
    assert finding.basis.value == "read"
    assert finding.numbers["sum"] == 130


def test_a_fact_that_was_read_is_quoted_by_the_finding_and_yields_to_a_stated_one() -> None:
    when = {"some": {"in": "revenue_streams", "with": {"facts": {"share": {"at_least": 60}}}}}
    book = book_of(rule_of(when))
    said = canvas_of({"revenue_streams": [{"id": "a", "text": "60 %"}]})
    (finding,) = check(said, book, (share("a", 60),)).findings
    assert finding.quotes == ("60 %",)
    stated = canvas_of({"revenue_streams": [{"id": "a", "text": "60 %", "facts": {"share": 5}}]})
    assert check(stated, book, (share("a", 60),)).findings == ()
