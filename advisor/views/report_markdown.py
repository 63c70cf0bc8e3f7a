"""A report as Markdown; nothing a person typed survives in it as markup."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.findings import Finding
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.checked import Checked
from advisor.views.escaping import markdown
from advisor.views.summary import sections
from advisor.views.terminal import visible
from advisor.views.wording import Told, ask, tell


def report_markdown(checked: Checked, rulebook: Rulebook, words: Words) -> str:
    """Give the report as a document with one heading per finding."""
    return "\n\n".join(_parts(checked, rulebook, words)) + "\n"


def _plain(text: str) -> str:
    return markdown(visible(text))


def _parts(checked: Checked, rulebook: Rulebook, words: Words) -> Iterator[str]:
    report = checked.report
    yield f"# {_plain(checked.title(words))}"
    yield _plain(checked.name)
    yield f"**{_plain(checked.summary(words))}**"

    def told(finding: Finding) -> Told:
        return tell(finding, checked.canvas, rulebook, words)

    for lead in report.leads:
        yield from _lead(lead, told(lead), checked, words)
        for folded in report.folded(lead):
            one = told(folded)
            title = words("report.folded", severity=one.severity, title=one.title)
            yield f"**{_plain(title)}** {_plain(one.message)}"
    answered = [finding for finding in report.findings if finding.answer]
    if answered:
        yield f"## {_plain(words('report.answered'))}"
        yield _listed(_answer(finding, told(finding), words) for finding in answered)
    if report.questions:
        yield f"## {_plain(words('report.questions'))}"
        yield _listed(
            ask(question, checked.canvas, rulebook, words) for question in report.questions
        )
    for section in sections(checked, rulebook, words):
        yield f"## {_plain(section.heading)}"
        yield _listed(section.lines)
    yield _plain(" ".join(checked.coverage(words)))
    yield _plain(
        words(
            "report.rulebook",
            version=rulebook.version,
            rule_set=rulebook.rule_set,
            sha256=rulebook.sha256[:12],
        )
    )


def _lead(finding: Finding, told: Told, checked: Checked, words: Words) -> Iterator[str]:
    yield f"## {_plain(f'{told.severity}: {told.title}')}"
    yield _plain(told.message)
    if told.evidence:
        yield "\n".join(f"> {_plain(evidence)}  " for evidence in told.evidence)
    for quote in finding.quotes:
        yield f"> {_plain(words('report.read', quote=words.quote(quote)))}"
    yield _plain(told.why)
    yield f"**{_plain(words('report.fixes'))}**"
    yield _listed(told.fixes)
    if told.fine_when:
        yield _plain(words("report.fine_when", text=told.fine_when))
    place = words("report.place", line=checked.place(finding).line, rule=finding.rule)
    yield _plain(f"{words('report.source', source=told.source)} · {place}")


def _answer(finding: Finding, told: Told, words: Words) -> str:
    answer = finding.answer
    reason = words(f"report.reason.{answer.kind}", reason=answer.reason) if answer else ""
    return f"{told.severity}: {told.title} {reason}"


def _listed(items: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {_plain(item)}" for item in items)
