"""A report held against a fresh check: whether it still says the same of the same canvas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.canvas import Canvas
from advisor.engine import check
from advisor.findings import Finding, Report
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook, rule_sets
from advisor.rulebook.rulebook import Rulebook

# What a PDF report carries its data as.
CANVAS_NAME = "canvas.json"
REPORT_NAME = "report.json"

_Word = Annotated[str, Field(max_length=2_000)]


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class StoredFinding(_Stored):
    """What a report says of one finding."""

    id: _Word
    rule: _Word
    severity: _Word
    title: _Word = ""
    leads: bool = True


class StoredRules(_Stored):
    """The rules a report was made with."""

    version: _Word
    sha256: _Word
    rule_set: _Word


class StoredReport(_Stored):
    """A report as it was handed in."""

    fingerprint: _Word
    rulebook: StoredRules
    findings: Annotated[list[StoredFinding], Field(max_length=5_000)]


@dataclass(frozen=True, slots=True)
class Verification:
    """What differs between a report and a fresh check.

    `missing` the report names and the check does not find, `extra` the check finds and the report
    does not name, `changed` both name with another weight or standing.
    """

    same_canvas: bool
    same_rules: bool
    then: StoredRules
    count: int
    missing: tuple[StoredFinding, ...]
    extra: tuple[Finding, ...]
    changed: tuple[Finding, ...]

    @property
    def agrees(self) -> bool:
        """Whether the report says of this canvas what a fresh check says."""
        return self.same_canvas and not (self.missing or self.extra or self.changed)


def read_stored(value: Any) -> StoredReport | None:
    """Give the report in a parsed JSON value, None where it is none of ours."""
    try:
        return StoredReport.model_validate(value)
    except ValidationError:
        return None


def check_again(
    stored: StoredReport, canvas: Canvas, fingerprint: str, otherwise: Rulebook
) -> tuple[Verification, Rulebook]:
    """Check the canvas whose `fingerprint` is given and compare; give the rules used too.

    They are those of the rule set the report names, or `otherwise` where that is somebody's own.
    """
    said = stored.rulebook.rule_set
    rulebook = load_rulebook(rule_set=said) if said in rule_sets() else otherwise
    return verify(stored, fingerprint, check(canvas, rulebook, read(canvas)), rulebook), rulebook


def verify(
    stored: StoredReport, fingerprint: str, report: Report, rulebook: Rulebook
) -> Verification:
    """Compare a report with a fresh one of the canvas whose `fingerprint` is given."""
    said = {one.id: one for one in stored.findings}
    found: Mapping[str, Finding] = {one.id: one for one in report.findings}
    return Verification(
        same_canvas=stored.fingerprint == fingerprint,
        same_rules=stored.rulebook.sha256 == rulebook.sha256,
        then=stored.rulebook,
        count=len(found),
        missing=tuple(one for name, one in said.items() if name not in found),
        extra=tuple(one for name, one in found.items() if name not in said),
        changed=tuple(
            one
            for name, one in found.items()
            if name in said
            and (said[name].severity, said[name].leads) != (one.severity.value, one.leads)
        ),
    )
