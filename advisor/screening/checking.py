"""One submission through reading and rules: pure, the same everywhere it runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from advisor import limits
from advisor.canvas import Canvas
from advisor.canvas_file import write_canvas
from advisor.engine import check
from advisor.findings import Report
from advisor.formats.imported import Candidate, Imported, Taken
from advisor.formats.importing import import_file
from advisor.reading.reader import read
from advisor.rulebook.rulebook import Rulebook
from advisor.scores import score
from advisor.screening.submission import Lead, Screened, Source, Submission
from advisor.source import SourceError
from advisor.texts import words
from advisor.views.wording import ask, tell, tell_strength


def screen_one(submission: Submission, rulebook: Rulebook) -> Screened:
    """Give what a submission comes to; a file that is refused is unread, with its reason."""
    try:
        imported = import_file(submission.data, submission.path)
    except SourceError as error:
        problem = error.problems[0]
        return unread(submission, problem.code, _plain(problem.details))
    if imported.reason:  # nothing found, or nothing filled in
        return unread(submission, imported.reason, {}, imported)
    return _read(submission, imported, imported.candidates[0], rulebook)


def unread(
    submission: Submission,
    reason: str,
    details: Mapping[str, str | int],
    imported: Imported | None = None,
) -> Screened:
    """Give a submission that was not read; what `reason` may be stands at `Screened`."""
    return Screened(
        **_label(submission),
        status="unread",
        kind=imported.kind if imported else "",
        notices=imported.notices if imported else (),
        reason=reason,
        details=details,
    )


def screen_canvas(screened: Screened, canvas: Canvas, rulebook: Rulebook) -> Screened:
    """Give a submission as read, with a canvas that a person typed or chose for it."""
    return screened.model_copy(
        update={
            "status": "read",
            "reason": "",
            "details": {},
            "sources": (),
            **_checked(_named(canvas, screened), rulebook),
        }
    )


def _read(
    submission: Submission, imported: Imported, candidate: Candidate, rulebook: Rulebook
) -> Screened:
    return Screened(
        **_label(submission),
        status="read",
        kind=imported.kind,
        notices=imported.notices,
        candidates=len(imported.candidates),
        sources=sources_of(candidate),
        **_checked(_named(candidate.canvas, submission), rulebook),
    )


def _named(canvas: Canvas, submission: Submission | Screened) -> Canvas:
    if canvas.name:
        return canvas
    stem = submission.team or PurePosixPath(submission.path).stem
    return canvas.model_copy(update={"name": stem[: limits.NAME_CHARACTERS]})


def _checked(canvas: Canvas, rulebook: Rulebook) -> dict[str, Any]:
    report = check(canvas, rulebook, read(canvas))
    spoken = words(canvas.language or "de")
    return {
        "canvas": write_canvas(canvas, "json"),
        "name": canvas.name,
        "language": canvas.language,
        "filled": sum(bool(block.notes) for block in canvas.blocks.values()),
        "leads": tuple(_leads(canvas, report, rulebook)),
        "questions": tuple(ask(one, canvas, rulebook, spoken) for one in report.questions),
        "strengths": tuple(
            ": ".join(tell_strength(one, canvas, rulebook, spoken)) for one in report.strengths
        ),
        "coverage": report.coverage,
        "scores": {
            name: one.value
            for name, one in score(canvas, report, rulebook).items()
            if one.value is not None
        },
        "rulebook": rulebook.sha256,
        "rule_set": rulebook.rule_set,
    }


def _label(submission: Submission) -> dict[str, Any]:
    return {
        "path": submission.path,
        "sha256": submission.sha256,
        "team": submission.team,
        "email": submission.email,
        "handed_in": submission.handed_in,
    }


def _plain(details: Mapping[str, object]) -> dict[str, str | int]:
    def plain(value: object) -> str | int:
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        return value if isinstance(value, int) else text[: limits.NAME_CHARACTERS]

    return {name: plain(value) for name, value in details.items()}


def sources_of(candidate: Candidate) -> tuple[Source, ...]:
    """Give where each block of a canvas stood in its file."""
    return tuple(map(_source, candidate.taken))


def _source(taken: Taken) -> Source:
    origin = taken.origin
    return Source(
        block=taken.block,
        origin=(origin.kind, origin.area, origin.row) if origin else None,
        confidence=taken.confidence,
        set_aside=taken.set_aside,
    )


def _leads(canvas: Canvas, report: Report, rulebook: Rulebook) -> list[Lead]:
    spoken = words(canvas.language or "de")
    leads = []
    for finding in report.leads:
        told = tell(finding, canvas, rulebook, spoken)
        leads.append(
            Lead(
                id=finding.id,
                rule=finding.rule,
                severity=finding.severity.value,
                blocks=finding.blocks,
                title=told.title,
                message=told.message,
            )
        )
    return leads
