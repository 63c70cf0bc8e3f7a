"""Builders of submissions and results."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor, Future
from contextlib import closing
from typing import Any

import pytest

from advisor.commands import screen as command
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.checking import screen_one
from advisor.screening.rules import RuleChoice
from advisor.screening.screening import screen
from advisor.screening.submission import Lead, Screened, Submission
from advisor.screening.workers import Workers
from tests.conftest import book_of, rule_of


def canvas_bytes(number: int = 0, **blocks: Any) -> bytes:
    """A small canvas file, different for every number."""
    filled = blocks or {"channels": ["App"], "customer_segments": [f"Pendler {number}"]}
    return json.dumps({"canvas": 1, "name": f"Canvas {number}", "blocks": filled}).encode()


def submission(number: int = 0, path: str = "") -> Submission:
    return Submission(path=path or f"team-{number}/canvas.json", data=canvas_bytes(number))


def screened(path: str = "a.json", *severities: str, **more: Any) -> Screened:
    """A result with a lead of every severity named; the rule is named after it."""
    leads = [lead(severity) for severity in severities]
    given = {"status": "read", "sha256": "0" * 64, "leads": leads, "filled": 9, "coverage": 0.5}
    return Screened(**{"path": path, **given, **more})


def lead(severity: str, rule: str = "", message: str = "") -> Lead:
    rule = rule or f"some-{severity}"
    named = {"id": rule, "rule": rule, "severity": severity, "blocks": ("channels",)}
    return Lead(**named, title=f"Title of {rule}", message=message)


class Inline(Executor):
    """Does everything at once, and counts the chunks of submissions and of letters."""

    def __init__(self) -> None:
        self.begun = 0
        self.letters = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if args and isinstance(args[0][0], Submission):
            self.begun += 1
        elif args:
            self.letters += 1
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


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


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> list[Inline]:
    """Let `screen` start no processes; give what did the work instead, one a run."""
    used: list[Inline] = []

    def inline(rules: RuleChoice, executor: Executor | None = None, jobs: int = 1) -> Workers:
        used.append(Inline())
        return Workers(rules, executor or used[-1], jobs)

    monkeypatch.setattr(command, "Workers", inline)
    return used


def screen_all(
    submissions: Iterable[Submission | Screened],
    rules: RuleChoice,
    executor: Executor | None = None,
    jobs: int = 1,
) -> Generator[Screened, None, None]:
    """What each submission comes to; the workers end with it."""
    with closing(Workers(rules, executor, jobs)) as workers:
        yield from screen(submissions, workers)


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
