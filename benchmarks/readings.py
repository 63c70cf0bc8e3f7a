"""How well tags are read out of free text, against what careful people read there.

    python -m benchmarks.readings DIR [--notes FILE...] [--group GROUP] [--errors] [--lonely]

DIR holds `real/`: `.text.json` with the canvas, `.labels.json` with its tags by group; tags count
once a canvas. FILE is YAML with businesses whose notes carry tags; there they count once a note.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.findings import Reading
from advisor.reading.lexicon import Lexicon
from advisor.reading.lexicon_loader import load_lexicon
from advisor.reading.reader import read
from advisor.vocabulary import load_vocabulary
from benchmarks.measure import table

WHOLE = ""  # the place of a tag that was given to a canvas, not to a note
BLOCK_WIDE = "segment_type"  # labelled once a business, whatever note says it
Claim = tuple[str, str]  # note (or WHOLE), tag


@dataclass(frozen=True, slots=True)
class Sample:
    """A canvas, and the tags a careful person reads in it, for the groups that were looked at."""

    name: str
    canvas: Canvas
    claims: frozenset[Claim]
    groups: frozenset[str]
    human: bool = False
    by_note: bool = False


@dataclass(slots=True)
class Score:
    """Right, wrong and missed."""

    hits: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Score) -> None:
        """Count the other one in."""
        self.hits += other.hits
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def labels(self) -> int:
        """How many were to be found."""
        return self.hits + self.missed

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what is to be read that was."""
        return self.hits / self.labels if self.labels else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Marks:
    """What came of reading one sample: by tag, and each mistake with its words."""

    sample: Sample
    by_tag: dict[str, Score] = field(default_factory=dict)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)  # tag, words, term, note
    missed: list[tuple[str, str]] = field(default_factory=list)  # tag, note
    helped: list[tuple[str, str]] = field(default_factory=list)  # tag, term


def mark(sample: Sample, lexicon: Lexicon | None = None) -> Marks:
    """Read a sample and compare."""
    group_of = load_vocabulary().group_of
    read_claims: dict[Claim, Reading] = {}
    for reading in read(sample.canvas, lexicon):
        group = group_of[reading.tag] if isinstance(reading, Reading) else ""
        if group in sample.groups:
            whole = not sample.by_note or group == BLOCK_WIDE
            read_claims.setdefault((WHOLE if whole else reading.note, reading.tag), reading)
    texts = {note.id: note.text for _, note in sample.canvas.notes()}
    marks = Marks(sample)
    for claim in sorted(sample.claims | read_claims.keys()):
        note, tag = claim
        score = marks.by_tag.setdefault(tag, Score())
        reading = read_claims.get(claim)
        if reading is None:
            score.missed += 1
            marks.missed.append((tag, texts.get(note, _texts_of(sample, tag))))
        elif claim in sample.claims:
            score.hits += 1
            marks.helped.append((tag, reading.term))
        else:
            score.wrong += 1
            marks.wrong.append((tag, reading.words, reading.term, texts[reading.note]))
    return marks


def _texts_of(sample: Sample, tag: str) -> str:
    block = load_vocabulary().block_of_tag[tag]
    return " | ".join(note.text for note in sample.canvas.block(block).notes)


def real_samples(folder: Path) -> Iterator[Sample]:
    """Give the canvases of real people in a folder."""
    for path in sorted(folder.glob("*.text.json")):
        labels = json.loads(path.with_name(path.name.replace(".text.", ".labels.")).read_bytes())
        claims = frozenset((WHOLE, tag) for tags in labels["tags"].values() for tag in tags)
        yield Sample(
            name=path.name.removesuffix(".text.json"),
            canvas=read_canvas(path.read_bytes(), path.name).canvas,
            claims=claims,
            groups=LABELLED,
            human=labels["authorship"] == "human",
        )


LABELLED = frozenset(
    {
        "value_attribute",
        "channel_phase",
        "relationship_type",
        "segment_type",
        "resource_type",
        "activity_category",
        "partner_motivation",
        "cost_characteristic",
        "revenue_type",
        "pricing",
        "cost_orientation",
    }
)


def note_samples(path: Path) -> Iterator[Sample]:
    """Give the businesses of a file of labelled notes."""
    group_of = load_vocabulary().group_of
    for number, business in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
        blocks: dict[str, list[dict[str, str]]] = {}
        claims: set[Claim] = {(WHOLE, tag) for tag in business.get("segment_type") or ()}
        for block, notes in business["blocks"].items():
            for place, note in enumerate(notes):
                name = f"{block}-{place}"
                blocks.setdefault(block, []).append({"id": name, "text": note["text"]})
                claims |= {(name, tag) for tag in note["tags"] if group_of[tag] in LABELLED}
        tree = {"canvas": 1, "name": business["business"][:200], "blocks": blocks}
        yield Sample(
            name=f"{path.stem}-{number}",
            canvas=read_canvas(json.dumps(tree)).canvas,
            claims=frozenset(claims),
            groups=LABELLED,
            by_note=True,
        )


def summed(marks: Iterable[Marks]) -> dict[str, Score]:
    """Give the score of every tag over all samples."""
    total: dict[str, Score] = {}
    for one in marks:
        for tag, score in one.by_tag.items():
            total.setdefault(tag, Score()).add(score)
    return total


def by_group(scores: dict[str, Score]) -> dict[str, Score]:
    """Give the score of every group."""
    total: dict[str, Score] = {}
    for tag, score in scores.items():
        total.setdefault(load_vocabulary().group_of[tag], Score()).add(score)
    return total


def micro(scores: dict[str, Score]) -> Score:
    """Give the score over everything."""
    total = Score()
    for score in scores.values():
        total.add(score)
    return total


def macro(scores: dict[str, Score]) -> float:
    """Give the mean F1 of those that have labels."""
    values = [score.f1 for score in scores.values() if score.labels]
    return sum(values) / len(values) if values else 0.0


def tables(marks: list[Marks]) -> Iterator[str]:
    """Give scores by group, then by tag."""
    scores = summed(marks)
    groups = by_group(scores)
    head = ("group", "labels", "precision", "recall", "F1")
    rows = [_row(name, groups[name]) for name in sorted(groups)]
    rows.append(_row("micro", micro(scores)))
    rows.append(("macro over groups", "", "", "", f"{macro(groups):.3f}"))
    rows.append(("macro over tags", "", "", "", f"{macro(scores):.3f}"))
    yield from table(head, rows)
    yield ""
    ordered = sorted(scores, key=lambda tag: (load_vocabulary().group_of[tag], tag))
    yield from table(("tag", *head[1:]), [_row(tag, scores[tag]) for tag in ordered])


def _row(name: str, score: Score) -> tuple[str, ...]:
    figures = (score.precision, score.recall, score.f1)
    return (name, str(score.labels), *(f"{figure:.3f}" for figure in figures))


def measure_real(folder: Path) -> Iterator[str]:
    """Give the scores on canvases of real people: all, written by hand, by language."""
    marks = [mark(sample) for sample in real_samples(folder)]
    parts = {
        "All": marks,
        "Written by people alone": [one for one in marks if one.sample.human],
        "German": [one for one in marks if one.sample.canvas.language == "de"],
        "English": [one for one in marks if one.sample.canvas.language == "en"],
    }
    yield f"Terms {load_lexicon().sha256[:12]}."
    for name, part in parts.items():
        yield from ("", f"#### {name} ({len(part)})", "", *tables(part))


def mistakes(marks: Iterable[Marks], group: str = "") -> Iterator[str]:
    """Give every mistake with the note it was made in."""
    group_of = load_vocabulary().group_of
    for one in marks:
        for tag, words, term, note in one.wrong:
            if group in ("", group_of[tag]):
                yield f"{one.sample.name} WRONG  {tag}: [{words}] by <{term}> in: {note}"
        for tag, note in one.missed:
            if group in ("", group_of[tag]):
                yield f"{one.sample.name} MISSED {tag} in: {note}"


def lonely(marks: Iterable[Marks]) -> Iterator[str]:
    """Give the terms that are right in one sample only: they may be made for it."""
    places: dict[tuple[str, str], set[str]] = {}
    for one in marks:
        for helped in one.helped:
            places.setdefault(helped, set()).add(one.sample.name)
    for (tag, term), names in sorted(places.items()):
        if len(names) == 1:
            yield f"{tag}: {term} ({min(names)})"


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readings")
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="holds real/")
    parser.add_argument("--notes", nargs="*", type=Path, default=[], metavar="FILE")
    parser.add_argument("--group", default="", metavar="GROUP")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--lonely", action="store_true")
    options = parser.parse_args()
    if not (options.notes or options.errors or options.lonely):
        if not options.folder:
            parser.error("a folder, or --notes")
        _print(("### Tags read, canvases of real people", ""))
        _print(measure_real(options.folder / "real"))
        return
    marks = [mark(sample) for path in options.notes for sample in note_samples(path)]
    if options.folder:
        marks += [mark(sample) for sample in real_samples(options.folder / "real")]
    lines = tables(marks)
    if options.errors:
        lines = mistakes(marks, options.group)
    elif options.lonely:
        lines = lonely(marks)
    _print(lines)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
