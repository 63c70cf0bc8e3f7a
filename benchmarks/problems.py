"""What is raised on canvases without a single tag, against what people hold to be problems there.

A problem counts as raised where a lead of a rule listed for its class in
`tests/measure/matters.yaml` names one of the labelled blocks; what is only marked as open counts
too: a coach sees it. What would be wrong to raise counts as raised only by more than an open
point. A planted defect also counts where one of the questions asks for the group that decides it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.findings import Finding, Question, Report, Severity
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from benchmarks.corpus import Matters, load_asks, load_matters
from benchmarks.measure import NOTHING, Rows, table

TEXT = ".text.json"


@dataclass(frozen=True, slots=True)
class Plain:
    """A canvas of words alone, what people say of it, and what a check says."""

    name: str
    canvas: Canvas
    labels: dict[str, object]
    report: Report

    def raised_by(
        self, kind: str, matters: Matters, heavier_than_open: bool = False
    ) -> list[Finding]:
        """Give the findings that say a kind of flaw, folded ones included."""
        return [
            lead
            for lead in self.report.findings
            if lead.answer is None
            and any(matter.says(lead) for matter in matters.get(kind, ()))
            and not (heavier_than_open and lead.severity is Severity.OPEN)
        ]

    def asked(self, kind: str, matters: Matters) -> list[Finding]:
        """Give what is suspected and put as a question, and says a kind of flaw."""
        suspected = [q.suspects for q in self.report.questions if q.suspects]
        return [one for one in suspected if any(m.says(one) for m in matters.get(kind, ()))]

    def asked_by(self, question: Question, kind: str, matters: Matters) -> bool:
        """Whether a question puts a kind of flaw to the person."""
        suspects = question.suspects
        return suspects is not None and any(m.says(suspects) for m in matters.get(kind, ()))


def plain_canvases(folder: Path, rulebook: Rulebook) -> list[Plain]:
    """Read and check every canvas of words in a folder."""
    found = []
    for path in sorted(folder.glob(f"*{TEXT}")):
        canvas = read_canvas(path.read_bytes(), path.name).canvas
        labels = json.loads(path.with_name(path.name.replace(".text.", ".labels.")).read_bytes())
        report = check(canvas, rulebook, read(canvas))
        found.append(Plain(path.name.removesuffix(TEXT), canvas, labels, report))
    return found


def real_tables(canvases: list[Plain], matters: Matters) -> Iterator[str]:
    """Give which problems were raised, and which that are none."""
    rows: Rows = []
    counts = {"must": [0, 0], "may": [0, 0]}
    for one in canvases:
        for problem in one.labels["problems"]:  # type: ignore[attr-defined]
            blocks = set(problem["blocks"])
            leads = [
                *one.raised_by(problem["class"], matters),
                *one.asked(problem["class"], matters),
            ]
            here = [lead for lead in leads if blocks & set(lead.blocks)]
            count = counts[problem["strength"]]
            count[0] += bool(here)
            count[1] += 1
            if problem["strength"] == "must":
                by = ", ".join(dict.fromkeys(lead.rule for lead in here)) or NOTHING
                raised = "yes" if here else "no"
                rows.append((one.name, problem["class"], raised, by, problem["note"]))
    yield from table(("canvas", "problem", "raised", "by", "what people say"), rows)
    yield ""
    for strength, (raised, whole) in counts.items():
        yield f"Problems one {strength} raise: {raised} of {whole} raised ({raised / whole:.0%})."
    yield ""
    yield from _wrong_tables(canvases, matters)


def _wrong_tables(canvases: list[Plain], matters: Matters) -> Iterator[str]:
    rows: Rows = []
    whole = 0
    for one in canvases:
        for wrong in one.labels["not_problems"]:  # type: ignore[attr-defined]
            whole += 1
            leads = one.raised_by(wrong["class"], matters, heavier_than_open=True)
            if leads:
                by = ", ".join(dict.fromkeys(lead.rule for lead in leads))
                rows.append((one.name, wrong["class"], by, wrong["why"]))
    yield from table(("canvas", "no problem", "raised by", "why it is none"), rows)
    yield ""
    yield f"Raised though it is no problem: {len(rows)} of {whole} ({len(rows) / whole:.0%})."


def sound_table(canvases: list[Plain]) -> Iterator[str]:
    """Give what is said of sound canvases of words, and what they are asked."""
    rows: Rows = []
    for one in canvases:
        levels = [lead.severity for lead in one.report.leads]
        leads = [
            f"{lead.rule} ({lead.severity})"
            for lead in one.report.leads
            if lead.severity is not Severity.OPEN
        ]
        asks = ", ".join(
            f"{question.rules[0]}!" if question.suspects else question.asks
            for question in one.report.questions
        )
        numbers = [str(levels.count(level)) for level in Severity]
        rows.append((one.name, *numbers, ", ".join(leads) or NOTHING, asks or NOTHING))
    head = ("canvas", *(level.value for level in Severity), "leads", "asks")
    yield from table(head, rows)


def defect_table(canvases: list[Plain], matters: Matters) -> Iterator[str]:
    """Give by what each planted defect is raised where nobody ticked a tag."""
    asks = load_asks()
    rows: Rows = []
    found = 0
    for one in canvases:
        defect: dict[str, object] = one.labels["defect"]  # type: ignore[assignment]
        kind = str(defect["kind"])
        leads = [lead.rule for lead in one.raised_by(kind, matters)]
        asked = [
            question.asks or question.rules[0]
            for question in one.report.questions
            if question.asks in asks.get(kind, ()) or one.asked_by(question, kind, matters)
        ]
        found += bool(leads or asked)
        others = [
            f"{lead.rule} ({lead.severity})"
            for lead in one.report.leads
            if lead.rule not in leads and lead.severity is not Severity.OPEN
        ]
        rows.append(
            (
                one.name,
                kind,
                ", ".join(dict.fromkeys(leads)) or NOTHING,
                ", ".join(asked) or NOTHING,
                ", ".join(others) or NOTHING,
            )
        )
    yield from table(("canvas", "defect", "raised by", "asked", "other leads"), rows)
    yield ""
    yield f"Raised or asked: {found} of {len(canvases)}."


def measure_plain(folder: Path, rulebook: Rulebook) -> Iterator[str]:
    """Give the whole measurement on canvases of words alone, line by line."""
    yield from ("", "### Sound canvases, words alone", "")
    yield from sound_table(plain_canvases(folder / "healthy", rulebook))
    yield from ("", "### One planted defect, words alone", "")
    yield from defect_table(plain_canvases(folder / "defective", rulebook), load_matters())
    yield from ("", "### Canvases of real people", "")
    yield from real_tables(plain_canvases(folder / "real", rulebook), load_matters("problems"))


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.problems")
    parser.add_argument("folder", type=Path, metavar="DIR", help="healthy/, defective/ and real/")
    options = parser.parse_args()
    for line in measure_plain(options.folder, load_rulebook()):
        print(line)


if __name__ == "__main__":
    main()
