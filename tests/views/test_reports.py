from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.findings import Reading
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import words
from advisor.views.checked import Checked
from advisor.views.report_json import report_json, report_object
from advisor.views.report_markdown import report_markdown
from advisor.views.report_sarif import report_sarif
from advisor.views.report_text import report_text
from advisor.views.terminal import visible
from tests.conftest import book_of, rule_of

HOSTILE = [
    "[click](http://evil.example)",
    "![picture](http://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`code` ``more``",
    "# heading",
    "> quote",
    "1. list",
    "- list",
    "| a | b |\n|---|---|\n| c | d |",
    "**bold** _it_ ~~gone~~",
    "&lt;b&gt; &amp;",
    "[ref]: http://evil.example",
    "<http://evil.example>",
    "line\n\n    code block",
    "text\n===",
    "\\[escaped](x)",
]


def severity_rule(name: str, severity: str, tag: str, **more: Any) -> Any:
    texts = {"title": "Is it so?", "message": "Look: {notes}.", "why": "Why", "fixes": ["Fix"]}
    both = {"de": texts, "en": {**texts, "fine_when": "It is."}}
    if severity == "contradiction":
        read = {"read": {"title": "Is it?", "message": "Is it: {notes}?"}}
        both = {language: {**said, **read} for language, said in both.items()}
    when = {"some": {"in": "value_propositions", "with": {"tags": tag}}}
    return rule_of(when, name, severity=severity, texts=both, **more)


BOOK = book_of(
    severity_rule("broken", "contradiction", "price", root_cause="cause"),
    severity_rule("risky", "risk", "price", root_cause="cause"),
    severity_rule("hinted", "hint", "design"),
    severity_rule("asked", "open", "newness"),
)
TAGS = ["price", "design", "newness"]


def checked(
    text: str = "Cheap", tags: list[str] | None = None, book: Rulebook = BOOK, **rest: Any
) -> Checked:
    note = {"id": "v1", "text": text, "tags": TAGS if tags is None else tags}
    tree = {"canvas": 1, **rest, "blocks": {"value_propositions": [note]}}
    file = read_canvas(json.dumps(tree, indent=1))
    return Checked(rest.get("name", "a.json"), file, check(file.canvas, book))


ANSWER = {"rule": "hinted", "kind": "intended", "reason": "By `design`"}


def test_json_tells_folded_and_answered_findings_apart() -> None:
    report = report_object(checked(answers=[ANSWER]), BOOK, words("en"))

    by_rule = {one["rule"]: one for one in report["findings"]}
    assert [by_rule[rule]["leads"] for rule in ("broken", "risky", "hinted")] == [
        True,
        False,
        False,
    ]
    assert by_rule["risky"]["folded_under"] == by_rule["broken"]["id"]
    assert by_rule["hinted"]["answered"] == {"kind": "intended", "reason": "By `design`"}
    assert by_rule["broken"]["quotes"] == ["Cheap"]


def test_json_of_a_reading_quotes_the_words_and_names_the_tags() -> None:
    one = checked("Very cheap", tags=[])
    reading = Reading("value_propositions", "v1", 5, 10, "cheap", "price")
    one = one._replace(report=check(one.canvas, BOOK, [reading]))

    report = report_object(one, BOOK, words("en"))

    assert report["tags_read"] == {"value_attribute": ["price"]}
    assert report["findings"][0]["quotes"] == ["cheap"]
    assert report["findings"][0]["basis"] == "read"


def test_json_fingerprint_is_of_the_content_alone() -> None:
    book = words("en")
    first = report_object(checked(), BOOK, book)["fingerprint"]

    assert report_object(checked()._replace(name="b"), BOOK, book)["fingerprint"] == first
    assert report_object(checked("Dear"), BOOK, book)["fingerprint"] != first


def test_json_stays_on_one_line_and_plain() -> None:
    line = report_json(checked("a\nb\u2028c\x9bd"), BOOK, words("en"))

    assert len(line.splitlines()) == 1
    assert json.loads(line)["findings"][0]["quotes"] == ["a\nb\u2028c\x9bd"]


def sarif(*canvases: Checked) -> dict[str, Any]:
    (run,) = json.loads(report_sarif(canvases, BOOK, words("en")))["runs"]
    return run


def test_sarif_names_tool_and_rules() -> None:
    log = json.loads(report_sarif([checked()], BOOK, words("en")))

    assert log["version"] == "2.1.0"
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["name"] == "Stimmig"
    assert [rule["id"] for rule in driver["rules"]] == ["broken", "risky", "hinted", "asked"]
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
            assert "{" not in rule[key]["text"]


def test_sarif_levels_follow_severity() -> None:
    run = sarif(checked())

    levels = {one["ruleId"]: (one["level"], one["kind"]) for one in run["results"]}
    assert levels == {
        "broken": ("error", "fail"),
        "risky": ("warning", "fail"),
        "hinted": ("note", "fail"),
        "asked": ("none", "open"),
    }


def test_sarif_results_point_into_the_file_and_at_their_rule() -> None:
    one = checked()._replace(name="some folder/a#1.json")
    run = sarif(one)

    finding = one.report.findings[0]
    result = run["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "some%20folder/a%231.json"
    assert place["region"] == {"startLine": 5, "startColumn": 4}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert list(result["partialFingerprints"].values()) == [finding.id]
    assert result["message"]["text"]


def test_sarif_suppresses_answered_findings_with_their_reason() -> None:
    run = sarif(checked(answers=[ANSWER]))

    found = {one["ruleId"]: one["suppressions"] for one in run["results"]}
    assert found["hinted"] == [{"kind": "external", "justification": "By `design`"}]
    assert found["broken"] == []


def test_sarif_of_several_canvases_is_one_run() -> None:
    run = sarif(checked(), checked()._replace(name="/b.json"))

    uris = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]
    }
    assert uris == {"a.json", "file:///b.json"}


def test_sarif_without_canvases_is_still_a_log() -> None:
    assert sarif()["results"] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_a_note_as_it_was_written(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    plain = parser.parse(report_markdown(checked("Cheap"), BOOK, words("en")))

    answer = {**ANSWER, "reason": text}
    tokens = parser.parse(
        report_markdown(checked(text, name=text, answers=[answer]), BOOK, words("en"))
    )

    expected = {token.type for token in plain} | {"bullet_list_open", "list_item_open"}
    assert {token.type for token in tokens} <= expected
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "strong_open", "strong_close", "hardbreak", "softbreak"} | {
        "text_special"
    }
    shown = "".join(
        child.content for token in tokens for child in token.children or () if child.content
    )
    assert " ".join(text.split()) in shown


def test_markdown_has_the_finding_its_folded_one_and_the_answer() -> None:
    text = report_markdown(checked(answers=[ANSWER]), BOOK, words("en"))

    assert "## Contradiction\\: Is it so\\?" in text
    assert "Same cause\\, Risk" in text
    assert "Intended\\: By \\`design\\`" in text


def test_text_indents_the_folded_finding_below_its_lead() -> None:
    lines = report_text(checked(answers=[ANSWER]), BOOK, words("en")).splitlines()

    assert lines[0] == "a.json: Canvas without a name"
    assert lines[1] == "1 contradiction, 1 open"
    lead = lines.index("Contradiction: Is it so?")
    folded = lines.index("    + Same cause, Risk: Is it so?")
    assert lead < folded
    assert "  > Value propositions: “Cheap”" in lines[lead:folded]
    assert "  - Fix" in lines[lead:folded]
    assert "  - Hint: Is it so? Intended: By `design`" in lines


@pytest.mark.parametrize("language", ["de", "en"])
def test_text_fits_a_terminal(language: Any) -> None:
    long = checked("Lorem ipsum dolor sit amet, " * 40)

    lines = report_text(long, BOOK, words(language)).splitlines()

    assert max(map(len, lines)) <= 80


def test_text_holds_nothing_that_steers_a_terminal() -> None:
    steering = "\x1b[31mred\x1b]0;t\x07\x9b2J\r\x08\u202e\u2066\x00"
    answer = {**ANSWER, "reason": steering}
    text = report_text(checked(steering, name=steering, answers=[answer]), BOOK, words("en"))

    assert "red" in text
    assert {unicodedata.category(sign) for sign in text if sign != "\n"} & {"Cc", "Cf"} == set()


def test_visible_keeps_lines_and_letters() -> None:
    assert visible("Größe\n👩‍🔬\tx\ud800") == "Größe\n👩‍🔬 x�"


@pytest.mark.parametrize("form", [report_text, report_markdown])
def test_canvas_without_findings_says_so(form: Any) -> None:
    text = form(checked(tags=[]), BOOK, words("de"))

    assert "keine Befunde" in text


def test_place_of_a_finding_about_a_block_nobody_wrote_is_near_the_blocks() -> None:
    book = book_of(rule_of({"blank": "channels"}, "blank", severity="open"))
    one = checked(book=book)

    assert one.place(one.report.findings[0]).line == 3


FULL = Path(__file__).parents[2] / "rules" / "samples"


def full(rulebook: Rulebook) -> Checked:
    path = sorted(FULL.glob("*.en.yaml"))[0]
    file = read_canvas(path.read_bytes(), path.name)
    return Checked(path.name, file, check(file.canvas, rulebook))


@pytest.mark.parametrize("form", [report_text, report_markdown])
def test_reports_for_people_say_what_is_in_tune_and_give_the_profile(
    form: Any, rulebook: Rulebook
) -> None:
    said = form(full(rulebook), rulebook, words("en"))
    assert words("en")("report.strengths") in said
    assert words("en")("page.profile.completeness") in said
    assert words("en")("page.profile.total") not in said


@pytest.mark.parametrize("form", [report_text, report_markdown])
def test_a_total_is_given_where_the_rule_set_asks_for_it(form: Any, rulebook: Rulebook) -> None:
    book = replace(rulebook, total=True)
    one = full(book)
    assert words("en")("page.profile.total") in form(one, book, words("en"))
    assert report_object(one, book, words("en"))["total"] is not None
    assert report_object(one, rulebook, words("en"))["total"] is None


def test_a_canvas_of_bare_text_has_no_profile(rulebook: Rulebook) -> None:
    file = read_canvas(json.dumps({"canvas": 1, "blocks": {"channels": ["Website"]}}), "a.json")
    one = Checked("a.json", file, check(file.canvas, rulebook))
    assert words("en")("report.profile") not in report_text(one, rulebook, words("en"))
