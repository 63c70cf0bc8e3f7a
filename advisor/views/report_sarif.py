"""Reports as one SARIF 2.1.0 log, for code review tools and editors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from advisor.findings import Finding, Severity
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.checked import Checked, in_general, rule_title
from advisor.views.report_json import as_json
from advisor.views.wording import tell

_LEVELS = {
    Severity.CONTRADICTION: "error",
    Severity.RISK: "warning",
    Severity.HINT: "note",
    Severity.OPEN: "none",
}


def report_sarif(checked: Sequence[Checked], rulebook: Rulebook, words: Words) -> str:
    """Give all reports as one run of one log."""
    numbers = {rule.id: number for number, rule in enumerate(rulebook.rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Stimmig",
                        "version": rulebook.version,
                        "language": words.language,
                        "rules": [_rule(rule, words) for rule in rulebook.rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, one, rulebook, words, numbers[finding.rule])
                    for one in checked
                    for finding in one.report.findings
                ],
            }
        ],
    }
    return as_json(log, indent=1) + "\n"


def _rule(rule: Rule, words: Words) -> dict[str, Any]:
    texts = rule.texts.say(words.language)
    lines = [*texts.fixes]
    if texts.fine_when:
        lines.append(words("report.fine_when", text=texts.fine_when))
    lines.append(words("report.source", source=words.cited(rule.source)))
    return {
        "id": rule.id,
        "shortDescription": {"text": rule_title(texts)},
        "fullDescription": {"text": in_general(texts.why)},
        "help": {"text": in_general("\n".join(lines))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"theme": rule.theme, "severity": rule.severity.value},
    }


def _result(
    finding: Finding, checked: Checked, rulebook: Rulebook, words: Words, number: int
) -> dict[str, Any]:
    told = tell(finding, checked.canvas, rulebook, words)
    place = checked.place(finding)
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        # A result that is not of kind "fail" must have level "none": open is both.
        "kind": "open" if finding.severity is Severity.OPEN else "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{told.title} {told.message}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(checked.name)},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        "partialFingerprints": {"finding/v1": finding.id},
        # SARIF wants this key on every result of a run or on none; empty: not suppressed.
        "suppressions": _suppressions(finding),
        "properties": {
            "basis": finding.basis.value,
            "leads": finding.leads,
            "foldedUnder": finding.under or None,
        },
    }


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    if finding.answer is None:
        return []
    return [{"kind": "external", "justification": finding.answer.reason}]


def _uri(name: str) -> str:
    path = Path(name)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), errors="surrogateescape")
