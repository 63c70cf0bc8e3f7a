"""Labelled canvases: what a careful person says about a canvas, beside the canvas.

A folder holds `healthy/`, `defective/` and `real/`. A canvas there is up to three files of one
stem: `.tagged.json` with what people ticked, `.text.json` with the words alone, `.labels.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from advisor.canvas import BlockId, Canvas
from advisor.canvas_file import read_canvas
from advisor.findings import Finding

ROOT = Path(__file__).parents[1]
COMPANIES = ROOT / "tests" / "companies"
MEASURE = ROOT / "tests" / "measure"
TAGGED = ".tagged.json"
LABELS = ".labels.json"


@dataclass(frozen=True, slots=True)
class Defect:
    """The one flaw planted in a canvas, and the blocks it lies between."""

    kind: str
    blocks: frozenset[BlockId]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A canvas and what was said about it; `must_not` are findings that would be wrong."""

    name: str
    canvas: Canvas
    defect: Defect | None = None
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """A rule whose finding says a kind of flaw to a reader, where `missing` is what it misses."""

    rule: str
    because: str
    missing: str = ""

    def says(self, finding: Finding) -> bool:
        """Whether this finding is that rule's, about that missing tag."""
        lacking = (finding.about, *finding.missing)
        return finding.rule == self.rule and (not self.missing or self.missing in lacking)


Matters = dict[str, tuple[Matter, ...]]


def tagged_canvases(folder: Path) -> Iterator[Labelled]:
    """Give the ticked canvases of a folder with their labels, in the order of their names."""
    for path in sorted(folder.glob(f"*{TAGGED}")):
        stem = path.name.removesuffix(TAGGED)
        labels = json.loads((folder / f"{stem}{LABELS}").read_text(encoding="utf-8"))
        defect = labels["defect"]
        yield Labelled(
            name=stem,
            canvas=read_canvas(path.read_bytes(), path.name).canvas,
            defect=Defect(defect["kind"], frozenset(defect["blocks"])) if defect else None,
            must_not=tuple(labels["must_not"]),
        )


def companies() -> Iterator[Labelled]:
    """Give the companies of `tests/companies`: none of them is held to be flawed."""
    for path in sorted(COMPANIES.glob("*.yaml")):
        yield Labelled(path.stem, read_canvas(path.read_bytes(), path.name).canvas)


def load_matters(part: str = "defects", file: Path = MEASURE / "matters.yaml") -> Matters:
    """Give which rules mean which kind of flaw: of the `defects`, or of the real `problems`."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))[part]
    return {kind: tuple(Matter(**entry) for entry in rules) for kind, rules in content.items()}


def load_asks(file: Path = MEASURE / "matters.yaml") -> dict[str, tuple[str, ...]]:
    """Give the groups whose question brings each planted defect up."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))["asks"]
    return {kind: tuple(groups) for kind, groups in content.items()}


def load_reasons(file: Path = MEASURE / "reasons.yaml") -> dict[tuple[str, str], str]:
    """Give why a finding stands, by canvas and rule."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        (canvas, rule): reason
        for canvas, rules in content.items()
        for rule, reason in rules.items()
    }
