"""The report as a PDF to print and to hand in; it carries its canvas and its findings as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from advisor.canvas_file import write_canvas
from advisor.findings import Finding
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.verifying import CANVAS_NAME, REPORT_NAME
from advisor.views.checked import Checked
from advisor.views.poster import draw_up
from advisor.views.poster_svg import poster_svg
from advisor.views.report_json import report_json
from advisor.views.summary import sections
from advisor.views.terminal import visible
from advisor.views.typesetting import typeset
from advisor.views.wording import ask, fingerprint, tell

Paper = Literal["a4", "a3"]
_TEMPLATE = Path(__file__).with_name("report.typ")
_PICTURE = """#set page(width: auto, height: auto, margin: 0pt)
#set text(font: ("Source Sans Pro", "New Computer Modern", "DejaVu Sans Mono"))
#image(bytes(sys.inputs.poster), format: "svg", width: 1048pt)
"""


def report_pdf(checked: Checked, rulebook: Rulebook, words: Words, paper: Paper = "a4") -> bytes:
    """Give the report; the same canvas, rules and language give the same bytes."""
    data = json.dumps(_data(checked, rulebook, words, paper), ensure_ascii=False)
    return typeset(_TEMPLATE.read_bytes(), "pdf", {"data": data})


def poster_png(svg: str) -> bytes:
    """Give the picture of `poster_svg` in pixels."""
    return typeset(_PICTURE.encode(), "png", {"poster": svg})


def _data(checked: Checked, rulebook: Rulebook, words: Words, paper: Paper) -> dict[str, Any]:
    report, canvas = checked.report, checked.canvas
    poster = draw_up(canvas, report, rulebook, words)
    title = visible(checked.title(words))
    rules = words(
        "report.rulebook",
        version=rulebook.version,
        rule_set=rulebook.rule_set,
        sha256=rulebook.sha256[:12],
    )
    return {
        "language": words.language,
        "paper": paper,
        "title": title,
        "summary": checked.summary(words),
        "clear": words("report.clear"),
        "headings": {"findings": words("page.findings.title")},
        "poster": poster_svg(poster, canvas.name, words),
        "alt": visible(poster.alt),
        "findings": [_finding(lead, checked, rulebook, words) for lead in report.leads],
        "sections": list(_sections(checked, rulebook, words)),
        "foot": f"Stimmig · {rules}",
        "meta": [
            *checked.coverage(words),
            rules,
            words("report.fingerprint", fingerprint=fingerprint(canvas)),
            words("report.carries"),
            words("poster.credit"),
        ],
        "attached": [
            [CANVAS_NAME, write_canvas(canvas, "json"), words("report.attached.canvas")],
            [
                REPORT_NAME,
                report_json(checked, rulebook, words),
                words("report.attached.report"),
            ],
        ],
    }


def _finding(
    finding: Finding, checked: Checked, rulebook: Rulebook, words: Words
) -> dict[str, Any]:
    told = tell(finding, checked.canvas, rulebook, words)
    evidence = [*told.evidence]
    evidence += [words("report.read", quote=words.quote(quote)) for quote in finding.quotes]
    folded = []
    for one in checked.report.folded(finding):
        other = tell(one, checked.canvas, rulebook, words)
        head = words("report.folded", severity=other.severity, title=other.title)
        folded.append(visible(f"{head} {other.message}"))
    fine_when = words("report.fine_when", text=told.fine_when) if told.fine_when else ""
    source = words("report.source", source=told.source)
    return {
        "severity": finding.severity.value,
        "label": told.severity,
        "title": visible(told.title),
        "message": visible(told.message),
        "evidence": [visible(piece) for piece in evidence],
        "why": told.why,
        "fixes": list(told.fixes),
        "fine_when": fine_when,
        "folded": folded,
        "source": f"{source} · {finding.rule}",
    }


def _sections(
    checked: Checked, rulebook: Rulebook, words: Words
) -> Iterator[dict[str, str | list[str]]]:
    answered = []
    for state in checked.report.answers:
        answer = state.answer
        reason = visible(words(f"report.reason.{answer.kind}", reason=answer.reason))
        stale = "" if state.applies else f" {words('report.stale')}"
        answered.append(f"{answer.rule}: {reason}{stale}")
    asked = [
        visible(ask(question, checked.canvas, rulebook, words))
        for question in checked.report.questions
    ]
    for heading, lines in (("report.answered", answered), ("report.questions", asked)):
        if lines:
            yield {"heading": words(heading).rstrip(":"), "lines": lines}
    for section in sections(checked, rulebook, words):
        yield {"heading": section.heading, "lines": [visible(line) for line in section.lines]}
