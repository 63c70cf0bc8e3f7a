"""A report as one JSON object on one line; keys may be added, never changed."""

from __future__ import annotations

import json
import re
from typing import Any

from advisor.findings import AnswerState, Finding, Outcome, PatternMatch, Question, Strength
from advisor.rulebook.rulebook import Rulebook
from advisor.scores import score, total
from advisor.texts import Words
from advisor.views.checked import Checked
from advisor.views.wording import ask, fingerprint, pattern_of, tell, tell_strength

VERSION = 1
_OUTCOMES = (Outcome.FIRED, Outcome.PASSED, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN)
# JSON need not escape these, but the second half of them steers a terminal.
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029]")


def report_json(checked: Checked, rulebook: Rulebook, words: Words) -> str:
    """Give the report as one line of JSON, without a line end."""
    return as_json(report_object(checked, rulebook, words))


def as_json(value: Any, indent: int | None = None) -> str:
    """Give any plain value as JSON, on one line unless indented."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def report_object(checked: Checked, rulebook: Rulebook, words: Words) -> dict[str, Any]:
    """Give the report as plain data."""
    report = checked.report
    scores = score(checked.canvas, report, rulebook)
    return {
        "version": VERSION,
        "file": checked.name,
        "canvas": checked.canvas.name,
        "language": words.language,
        "fingerprint": fingerprint(checked.canvas),
        "rulebook": {
            "version": rulebook.version,
            "sha256": rulebook.sha256,
            "rule_set": rulebook.rule_set,
        },
        "findings": [_finding(one, checked, rulebook, words) for one in report.findings],
        "questions": [_question(one, checked, rulebook, words) for one in report.questions],
        "strengths": [_strength(one, checked, rulebook, words) for one in report.strengths],
        "patterns": [_pattern(one, rulebook, words) for one in report.patterns],
        "answers": [_answer(state) for state in report.answers],
        "outcomes": {outcome.value: report.counts[outcome] for outcome in _OUTCOMES},
        "scores": {name: one.value for name, one in scores.items()},
        "tags_read": _tags_read(checked, rulebook),
        "coverage": report.coverage,
        "total": total(scores, report) if rulebook.total else None,
    }


def _finding(
    finding: Finding, checked: Checked, rulebook: Rulebook, words: Words
) -> dict[str, Any]:
    told = tell(finding, checked.canvas, rulebook, words)
    answer = finding.answer
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "basis": finding.basis.value,
        "leads": finding.leads,
        "root_cause": finding.root_cause,
        "blocks": list(finding.blocks),
        "notes": list(finding.notes),
        "related": list(finding.related),
        "tags": list(finding.tags),
        "quotes": list(_quotes(finding, checked)),
        "title": told.title,
        "message": told.message,
        "why": told.why,
        "fixes": list(told.fixes),
        "source": told.source,
        "line": checked.place(finding).line,
        "missing": list(finding.missing),
        "fine_when": told.fine_when,
        "folded_under": finding.under or None,
        "answered": {"kind": answer.kind, "reason": answer.reason} if answer else None,
    }


def _quotes(finding: Finding, checked: Checked) -> tuple[str, ...]:
    """Give the words that were read, or else the notes word for word."""
    if finding.quotes:
        return finding.quotes
    texts = {note.id: note.text for _, note in checked.canvas.notes()}
    return tuple(texts[note] for note in finding.notes)


def _strength(
    strength: Strength, checked: Checked, rulebook: Rulebook, words: Words
) -> dict[str, Any]:
    title, message = tell_strength(strength, checked.canvas, rulebook, words)
    return {
        "rule": strength.rule,
        "blocks": list(strength.blocks),
        "title": title,
        "notes": list(strength.notes),
        "message": message,
    }


def _pattern(match: PatternMatch, rulebook: Rulebook, words: Words) -> dict[str, Any]:
    pattern = pattern_of(match, rulebook)
    missing = [pattern.should[number].suggests.say(words.language) for number in match.missing]
    return {
        "pattern": match.pattern,
        "matched": match.matched,
        "missing": missing,
        "label": pattern.label.say(words.language),
    }


def _question(
    question: Question, checked: Checked, rulebook: Rulebook, words: Words
) -> dict[str, Any]:
    return {
        "blocks": list(question.blocks),
        "asks": question.asks,
        "question": ask(question, checked.canvas, rulebook, words),
        "rules": list(question.rules),
    }


def _answer(state: AnswerState) -> dict[str, Any]:
    answer = state.answer
    return {
        "rule": answer.rule,
        "notes": list(answer.notes),
        "tags": list(answer.tags),
        "kind": answer.kind,
        "reason": answer.reason,
        "applies": state.applies,
    }


def _tags_read(checked: Checked, rulebook: Rulebook) -> dict[str, list[str]]:
    read: dict[str, list[str]] = {}
    for reading in checked.report.readings:
        tags = read.setdefault(rulebook.vocabulary.group_of[reading.tag], [])
        if reading.tag not in tags:
            tags.append(reading.tag)
    return read
