"""Submissions of similar wording: a cohort's among themselves, with earlier ones and examples."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor import limits
from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.formats.templates import load_templates
from advisor.screening.entries import Entry
from advisor.screening.rounds import match_teams
from advisor.screening.shingles import vocabulary_texts
from advisor.screening.similarity import BlockLikeness, Likeness, find_likenesses
from advisor.vocabulary import load_vocabulary, rules_folder
from advisor.worked import load_worked


@dataclass(frozen=True, slots=True)
class Side:
    """One canvas of a pair. `group` is the name of the earlier cohort it is from.

    `number` is that of a submission in its cohort, 0 for an example.
    """

    origin: Literal["own", "earlier", "example"]
    name: str
    canvas: Canvas
    number: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two canvases with much wording in common, as a prompt to look; `overall` is 0 to 1."""

    left: Side
    right: Side
    overall: float
    blocks: tuple[BlockLikeness, ...]


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """The pairs, the most alike first; `more` counts those left out.

    `same_team` counts pairs of a team with its own earlier submission, which are no news, `beyond`
    the submissions that were not compared because there are too many. `own`, `earlier` and
    `examples` count what was.
    """

    pairs: tuple[Pair, ...]
    more: int = 0
    same_team: int = 0
    beyond: int = 0
    own: int = 0
    earlier: int = 0
    examples: int = 0


def find_lookalikes(
    entries: Iterable[Entry],
    earlier: Sequence[tuple[str, Sequence[Entry]]] = (),
    most: int = limits.SIMILAR_CANVASES,
) -> Lookalikes:
    """Compare a cohort with itself, with `earlier` ones by name, and with the shipped examples.

    What a newer file of the team replaces is not compared; of more than `most` submissions the
    first are, on either side. Guiding questions and printed examples weigh nothing.
    """
    entries = sorted(entries, key=lambda entry: entry.number)
    own = dict(_sides(entries, "own"))
    known = {f"example {name}": Side("example", *one) for name, one in load_examples().items()}
    examples = len(known)
    for place, (name, some) in enumerate(earlier):
        known.update(_sides(some, f"earlier {place}", name))
    own, known, beyond = _cut(own, known, most)
    found = find_likenesses(_canvases(own), _canvases(known), masked_texts())
    sides = {**own, **known}
    same = _same_teams(entries, earlier)
    pairs = [one for one in found.pairs if frozenset((one.a, one.b)) not in same]
    return Lookalikes(
        tuple(_pair(one, sides) for one in pairs),
        found.more,
        len(found.pairs) - len(pairs),
        beyond,
        len(own),
        max(0, len(known) - examples),
        min(len(known), examples),
    )


@functools.cache
def load_examples() -> Mapping[str, tuple[str, Canvas]]:
    """Give name and canvas of every sample and worked canvas that ships with the package."""
    found = {}
    for path in sorted((rules_folder() / "samples").glob("*.*.yaml")):
        canvas = read_canvas(path.read_bytes(), path.name).canvas
        found[path.stem] = (canvas.name, canvas)
    for worked in load_worked():
        found[worked.id] = (worked.company, worked.canvas)
    return found


@functools.cache
def masked_texts() -> tuple[str, ...]:
    """Give what printed canvases say of themselves: names, guiding questions, examples."""
    printed = (text for texts in load_templates().texts.values() for text in texts)
    return (*vocabulary_texts(load_vocabulary()), *printed)


def _sides(entries: Iterable[Entry], key: str, group: str = "") -> Iterator[tuple[str, Side]]:
    for entry in entries:
        one = entry.screened
        if one.status == "read" and one.canvas:
            canvas = read_canvas(one.canvas, one.path).canvas
            origin: Literal["own", "earlier"] = "earlier" if group else "own"
            yield f"{key} {entry.number}", Side(origin, entry.name, canvas, entry.number, group)


def _cut(
    own: dict[str, Side], known: dict[str, Side], most: int
) -> tuple[dict[str, Side], dict[str, Side], int]:
    kept, compared = dict(list(own.items())[:most]), dict(list(known.items())[:most])
    return kept, compared, len(own) - len(kept) + len(known) - len(compared)


def _canvases(sides: Mapping[str, Side]) -> dict[str, Canvas]:
    return {key: side.canvas for key, side in sides.items()}


def _same_teams(
    entries: Sequence[Entry], earlier: Sequence[tuple[str, Sequence[Entry]]]
) -> frozenset[frozenset[str]]:
    """Give the keys of every submission and the one the same team handed in earlier."""
    numbers = {id(entry.screened): f"own {entry.number}" for entry in entries}
    found: set[frozenset[str]] = set()
    for place, (_, some) in enumerate(earlier):
        before = {id(one.screened): f"earlier {place} {one.number}" for one in some}
        pairs = match_teams([one.screened for one in some], [one.screened for one in entries])
        found.update(frozenset((before[id(old)], numbers[id(new)])) for old, new in pairs)
    return frozenset(found)


def _pair(one: Likeness, sides: Mapping[str, Side]) -> Pair:
    return Pair(sides[one.a], sides[one.b], one.overall, one.blocks)
