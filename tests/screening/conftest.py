"""Submissions small enough to be read at a glance."""

from __future__ import annotations

import json
from typing import Any

from advisor.rulebook.rulebook import Rulebook
from advisor.screening.checking import screen_one
from advisor.screening.submission import Screened, Submission
from tests.conftest import book_of, rule_of


def severity_rule(name: str, severity: str, tag: str, **more: Any) -> Any:
    """A rule that fires on every promise with a tag and names the note."""
    texts = {
        "title": f"Is {name} so?",
        "message": "Look: {notes}.",
        "why": f"Because of {name}.",
        "fixes": ["Change it.", "Explain it"],
    }
    both = {"de": texts, "en": {**texts, "fine_when": "It is meant."}}
    if severity == "contradiction":
        read = {"read": {"title": "Is it?", "message": "Is it: {notes}?"}}
        both = {language: {**said, **read} for language, said in both.items()}
    when = {"each": {"in": "value_propositions", "with": {"tags": tag}}}
    return rule_of(when, name, severity=severity, texts=both, **more)


BOOK = book_of(
    severity_rule("broken", "contradiction", "price", root_cause="cause"),
    severity_rule("risky", "risk", "price", root_cause="cause"),
    severity_rule("alike", "risk", "design", root_cause="other"),
    severity_rule("heavy", "risk", "newness", weight=3),
    severity_rule("hinted", "hint", "design"),
    severity_rule("second", "hint", "price", root_cause="more"),
    severity_rule("asked", "open", "newness"),
)


def tree_of(text: str = "Cheap", **rest: Any) -> dict[str, Any]:
    """The content of a canvas file with one promise that all rules of BOOK are about."""
    note = {"id": "v1", "text": text, "tags": ["price", "design", "newness"]}
    return {"canvas": 1, "language": "en", **rest, "blocks": {"value_propositions": [note]}}


def screened_of(
    tree: dict[str, Any] | None = None, book: Rulebook = BOOK, **label: Any
) -> Screened:
    """What a submission with that canvas comes to."""
    data = json.dumps(tree_of() if tree is None else tree).encode()
    return screen_one(Submission(**{"path": "team-7/plan.json", "data": data, **label}), book)


def lead_id(screened: Screened, rule: str) -> str:
    """The id of the finding a rule has about a submission."""
    return next(lead.id for lead in screened.leads if lead.rule == rule)
