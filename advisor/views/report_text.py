"""A report to be read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.findings import Finding, Severity
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.checked import Checked
from advisor.views.summary import sections
from advisor.views.terminal import visible, wrapped
from advisor.views.wording import Told, ask, tell

_EVIDENCE = 6  # lines; the JSON report has all


def report_text(checked: Checked, rulebook: Rulebook, words: Words) -> str:
    """Give the report as paragraphs for a terminal, 80 columns wide."""
    return "\n".join(_lines(checked, rulebook, words)) + "\n"


def _lines(checked: Checked, rulebook: Rulebook, words: Words) -> Iterator[str]:
    report = checked.report
    yield visible(f"{checked.name}: {checked.title(words)}")
    yield checked.summary(words)

    def told(finding: Finding) -> Told:
        return tell(finding, checked.canvas, rulebook, words)

    for lead in report.leads:
        yield ""
        yield from _lead(lead, told(lead), checked, words)
        for folded in report.folded(lead):
            yield from _folded(told(folded), words)
    answered = [finding for finding in report.findings if finding.answer]
    if answered:
        yield ""
        yield words("report.answered")
        for finding in answered:
            yield from _answered(finding, told(finding), words)
    if report.questions:
        yield ""
        yield words("report.questions")
        for question in report.questions:
            yield from wrapped(ask(question, checked.canvas, rulebook, words), "    ", "  - ")
    for section in sections(checked, rulebook, words):
        yield ""
        yield f"{section.heading}:"
        for line in section.lines:
            yield from wrapped(line, "    ", "  - ")
    yield ""
    for line in checked.coverage(words):
        yield from wrapped(line)


def _lead(finding: Finding, told: Told, checked: Checked, words: Words) -> Iterator[str]:
    yield from wrapped(f"{told.severity}: {told.title}", "  ", "")
    yield from wrapped(told.message, "  ")
    if finding.severity is not Severity.OPEN:
        for evidence in _shown(finding, told):
            yield from wrapped(evidence, "    ", "  > ")
        for words_read in finding.quotes:
            quote = words("report.read", quote=words.quote(words_read))
            yield from wrapped(quote, "    ", "  > ")
        for fix in told.fixes:
            yield from wrapped(fix, "    ", "  - ")
        if told.fine_when:
            yield from wrapped(words("report.fine_when", text=told.fine_when), "  ")
    place = words("report.place", line=checked.place(finding).line, rule=finding.rule)
    yield from wrapped(place, "  ")


def _shown(finding: Finding, told: Told) -> tuple[str, ...]:
    """Give the evidence that is there; what is missing only where there is nothing else."""
    present = told.evidence[: len(finding.notes) + len(finding.tags)]
    return (present or told.evidence)[:_EVIDENCE]


def _folded(told: Told, words: Words) -> Iterator[str]:
    title = words("report.folded", severity=told.severity, title=told.title)
    yield from wrapped(title, "      ", "    + ")
    yield from wrapped(told.message, "      ")


def _answered(finding: Finding, told: Told, words: Words) -> Iterator[str]:
    if finding.answer:
        reason = words(f"report.reason.{finding.answer.kind}", reason=finding.answer.reason)
        yield from wrapped(f"{told.severity}: {told.title} {reason}", "    ", "  - ")
