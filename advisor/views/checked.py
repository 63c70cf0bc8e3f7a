"""One canvas file and what a check says about it: what every report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.canvas import Canvas
from advisor.canvas_file import CanvasFile, read_canvas, write_canvas
from advisor.findings import Finding, Report, Severity
from advisor.positions import Place
from advisor.rulebook.rule import RuleTexts
from advisor.texts import Words


class Checked(NamedTuple):
    """A file by name, its canvas and the report on it."""

    name: str
    file: CanvasFile
    report: Report

    @property
    def canvas(self) -> Canvas:
        """The canvas that was checked."""
        return self.file.canvas

    def place(self, finding: Finding) -> Place:
        """Give where the finding's first note stands, or else its first block."""
        for note in finding.notes:
            place = self.file.note_place(note)
            if place:
                return place
        for block in finding.blocks:
            place = self.file.block_place(block)
            if place:
                return place
        return self.file.source.place(("blocks",))

    def title(self, words: Words) -> str:
        """Give the name of the canvas, or words that say it has none."""
        return self.canvas.name or words("report.unnamed")

    def summary(self, words: Words) -> str:
        """Give how many findings of each severity count, on one line."""
        levels = [finding.severity for finding in self.report.leads]
        counted = [
            words.counted(f"severity.{level}", levels.count(level))
            for level in Severity
            if level in levels
        ]
        return ", ".join(counted) or words("report.clear")

    def coverage(self, words: Words) -> list[str]:
        """Give the sentences on how many rules there are and how many could decide."""
        counts = {outcome.value: number for outcome, number in self.report.counts.items()}
        lines = [words("report.outcomes", **counts)]
        if self.report.coverage is not None:
            percent = words.number(round(self.report.coverage * 100))
            lines.append(words("report.coverage", percent=percent))
        return lines


def as_checked(name: str, canvas: Canvas, report: Report) -> Checked:
    """Give a canvas that came from no file as if it had just been saved under `name`."""
    return Checked(name, read_canvas(write_canvas(canvas, "json")), report)


class _Dots(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def in_general(text: str, thresholds: Mapping[str, float] | None = None) -> str:
    """Give a rule's text as it reads without a canvas: dots for all but its thresholds."""
    return text.format_map(
        _Dots({name: f"{value:g}" for name, value in (thresholds or {}).items()})
    )


def rule_title(texts: RuleTexts) -> str:
    """Give a rule's title as it reads without a canvas."""
    return in_general(texts.title)
