"""How right the rules are on canvases people have judged, as Markdown tables.

    python -m benchmarks.measure DIR [--rule-set NAME]

A planted defect is found where a lead of a rule that means this flaw (`tests/measure/matters.yaml`)
names at least the labelled blocks. What else leads is printed with the reason it stands for
(`tests/measure/reasons.yaml`), so that every finding on a sound canvas has been looked at.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.engine import check
from advisor.findings import Finding, Severity
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from benchmarks.corpus import (
    Labelled,
    Matters,
    companies,
    load_matters,
    load_reasons,
    tagged_canvases,
)

FEW = 2  # a rule that leads on more sound canvases than this is worth a look
NOTHING = "–"
Rows = list[tuple[str, ...]]
Reasons = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A canvas with everything that leads on it."""

    labelled: Labelled
    leads: tuple[Finding, ...]

    @property
    def levels(self) -> Counter[Severity]:
        """How many leads of each severity."""
        return Counter(finding.severity for finding in self.leads)

    def finders(self, matters: Matters) -> tuple[Finding, ...]:
        """Give the leads that say the planted defect, in all of its blocks."""
        defect = self.labelled.defect
        if defect is None:
            return ()
        return tuple(f for f in self.sayers(matters) if defect.blocks <= set(f.blocks))

    def sayers(self, matters: Matters) -> tuple[Finding, ...]:
        """Give the leads that say the planted defect, wherever."""
        rules = matters.get(self.labelled.defect.kind, ()) if self.labelled.defect else ()
        return tuple(f for f in self.leads if any(matter.says(f) for matter in rules))


def judge(canvases: Iterable[Labelled], rulebook: Rulebook) -> list[Judged]:
    """Check every canvas."""
    return [Judged(one, check(one.canvas, rulebook).leads) for one in canvases]


def frequent(judged: Iterable[Judged], more_than: int = FEW) -> dict[str, int]:
    """Give the rules that lead on more canvases than a few, the most frequent first."""
    counted = Counter(rule for one in judged for rule in {lead.rule for lead in one.leads})
    return {rule: number for rule, number in counted.most_common() if number > more_than}


def healthy_tables(judged: list[Judged], reasons: Reasons) -> Iterator[str]:
    """Give what leads on canvases on which nothing should."""
    rows: Rows = [
        (one.labelled.name, *(str(one.levels[level]) for level in Severity)) for one in judged
    ]
    total = sum((one.levels for one in judged), Counter())
    means = (f"{total[level] / len(judged):.2f}" if judged else NOTHING for level in Severity)
    rows.append(("mean", *means))
    yield from table(("canvas", *(level.value for level in Severity)), rows)
    yield ""
    often = [f"`{rule}` {number}" for rule, number in frequent(judged).items()]
    yield f"Rules that lead on more than {FEW} canvases: {', '.join(often) or 'none'}."
    yield ""
    yield from leads_table(judged, reasons)


def defective_tables(judged: list[Judged], matters: Matters) -> Iterator[str]:
    """Give by what each planted defect was found, beside what must not be said there."""
    rows: Rows = []
    found = 0
    for one in judged:
        finders, sayers = one.finders(matters), one.sayers(matters)
        found += bool(finders)
        others = [
            f"{lead.rule} ({lead.severity})"
            for lead in one.leads
            if lead not in (finders or sayers)
        ]
        rows.append(
            (
                one.labelled.name,
                one.labelled.defect.kind if one.labelled.defect else NOTHING,
                "yes" if finders else "in part" if sayers else "no",
                *_named(finders or sayers),
                ", ".join(others) or NOTHING,
                "; ".join(one.labelled.must_not) or NOTHING,
            )
        )
    head = ("canvas", "defect", "found", "by", "severity", "blocks", "other leads", "must not say")
    yield from table(head, rows)
    yield ""
    yield f"Found: {found} of {len(judged)}."


def leads_table(judged: Iterable[Judged], reasons: Reasons) -> Iterator[str]:
    """Give every lead with the reason it stands for."""
    rows: Rows = []
    for one in judged:
        texts = {note.id: note.text for _, note in one.labelled.canvas.notes()}
        for lead in one.leads:
            notes = "; ".join(texts.get(note, note) for note in lead.notes)
            reason = reasons.get((one.labelled.name, lead.rule), "not looked at yet")
            place = notes or ", ".join(lead.blocks)
            rows.append((one.labelled.name, lead.severity.value, lead.rule, place, reason))
    yield from table(("canvas", "severity", "rule", "where", "why it stands"), rows)


def table(head: tuple[str, ...], rows: Rows) -> Iterator[str]:
    """Give a Markdown table, line by line."""
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def measure(folder: Path, rulebook: Rulebook) -> Iterator[str]:
    """Give the whole measurement, line by line."""
    reasons = load_reasons()
    yield (
        f"Rulebook {rulebook.sha256[:12]}, rule set {rulebook.rule_set}, "
        f"{len(rulebook.compiled)} rules."
    )
    yield from ("", "### Sound canvases", "")
    sound = judge(tagged_canvases(folder / "healthy"), rulebook)
    yield from healthy_tables(sound, reasons)
    yield from ("", "### Canvases with one planted defect", "")
    defective = judge(tagged_canvases(folder / "defective"), rulebook)
    yield from defective_tables(defective, load_matters())
    yield from ("", "### Companies", "")
    known = judge(companies(), rulebook)
    levels = sum((one.levels for one in known), Counter())
    counted = ", ".join(f"{level.value} {levels[level]}" for level in Severity)
    yield f"{len(known)} companies: {counted}."
    yield ""
    yield from leads_table(known, reasons)
    for canvas, rule in needless([*sound, *known], reasons):
        yield f"Nothing leads any more where a reason stands: {canvas}, `{rule}`."


def needless(judged: Iterable[Judged], reasons: Reasons) -> list[tuple[str, str]]:
    """Give the reasons for findings that are gone from the canvases judged here."""
    leads = {one.labelled.name: {lead.rule for lead in one.leads} for one in judged}
    return [
        (canvas, rule) for canvas, rule in reasons if canvas in leads and rule not in leads[canvas]
    ]


def _named(findings: tuple[Finding, ...]) -> tuple[str, str, str]:
    """Give rules, severities and blocks of the findings, each in one cell."""
    if not findings:
        return NOTHING, NOTHING, NOTHING
    return (
        ", ".join(finding.rule for finding in findings),
        ", ".join(finding.severity.value for finding in findings),
        "; ".join(", ".join(finding.blocks) for finding in findings),
    )


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure")
    parser.add_argument("folder", type=Path, metavar="DIR", help="healthy/ and defective/")
    parser.add_argument("--rule-set", default="founder", metavar="NAME")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"no folder: {options.folder}")
    for line in measure(options.folder, load_rulebook(rule_set=options.rule_set)):
        print(line)


if __name__ == "__main__":
    main()
