"""Worked canvases: known businesses filled in, each block explained, for people who learn."""

from __future__ import annotations

import functools
import json
from pathlib import Path as FilePath
from typing import Annotated, Any

from pydantic import Field

from advisor.canvas import BLOCKS, BlockId, Canvas, Language
from advisor.canvas_file import read_canvas
from advisor.schema import Strict, locate, validate
from advisor.source import Problem, Source, SourceError, bounded, closest, read_source
from advisor.vocabulary import rules_folder

Prose = Annotated[str, Field(min_length=1)]


class Explained(Strict):
    """Why each of the nine blocks looks as it does; none may be left out."""

    customer_segments: Prose
    value_propositions: Prose
    channels: Prose
    customer_relationships: Prose
    revenue_streams: Prose
    key_resources: Prose
    key_activities: Prose
    key_partners: Prose
    cost_structure: Prose

    def of(self, block: BlockId) -> str:
        """Give what is said about one block."""
        return str(getattr(self, block))


class Worked(Strict):
    """One business: its canvas, why each block looks so, and what one learns from it.

    `id` is also the name of its file; `pattern` is a pattern the canvas follows, if it is one.
    """

    id: Prose
    language: Language
    company: Prose
    pattern: Prose | None = None
    summary: Prose
    lesson: Prose
    question: Prose
    explain: Explained
    source: Prose
    canvas: Canvas

    def explained(self) -> tuple[tuple[BlockId, str], ...]:
        """Give every block with what is said about it, in poster order."""
        return tuple((block, self.explain.of(block)) for block in BLOCKS)


@functools.cache
def load_worked() -> tuple[Worked, ...]:
    """Read the worked canvases that ship with the package, by file name, once per process.

    Raises:
        SourceError: with file, line and column.
    """
    found = []
    for path in sorted((rules_folder() / "worked").glob("*.yaml")):
        name = f"worked/{path.name}"
        found.append(read_worked(bounded(path, name), name))
    return tuple(found)


def read_worked(data: bytes | str, name: str) -> Worked:
    """Read one worked canvas; `name` is the name of its file.

    Raises:
        SourceError: every problem of the canvas, or else of what stands around it, with its place.
    """
    source = read_source(data, name)
    worked = validate(Worked, source, tree=_with_canvas(source))
    problems = [*_other_name(worked.id, source), *_unknown_pattern(worked.pattern, source)]
    if problems:
        raise SourceError(problems, source.name)
    return worked


def _with_canvas(source: Source) -> Any:
    """Give the file's value with its canvas read; what is no canvas stays, to be refused."""
    value = source.value
    if not isinstance(value, dict) or not isinstance(value.get("canvas"), dict):
        return value
    try:
        canvas = read_canvas(json.dumps(value["canvas"])).canvas
    except SourceError as error:
        problems = []
        for one in error.problems:
            path = ("canvas", *locate(one.path, value["canvas"])[0])
            problems.append(Problem(one.code, source.place(path), path, one.details))
        raise SourceError(problems, source.name) from None
    return {**value, "canvas": canvas}


def _other_name(written: str, source: Source) -> list[Problem]:
    stem = FilePath(source.name).stem
    if written == stem:
        return []
    details = {"id": written, "stem": stem}
    return [Problem("id_is_not_file", source.place(("id",)), ("id",), details)]


def _unknown_pattern(written: str | None, source: Source) -> list[Problem]:
    """Refuse a pattern that has no file; to read patterns is for a floor above."""
    known = sorted(path.stem for path in (rules_folder() / "patterns").glob("*.yaml"))
    if written is None or written in known:
        return []
    details = {"kind": "pattern", "word": written, "closest": closest(written, known)}
    place = source.place(("pattern",))
    return [Problem("unknown_word", place, ("pattern",), {**details, "known": known})]
