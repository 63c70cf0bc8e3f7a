"""Builders of submissions and results."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from advisor.screening.submission import Lead, Screened, Submission


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
    """Does everything at once, and counts what was begun."""

    def __init__(self) -> None:
        self.begun = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.begun += 1
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
