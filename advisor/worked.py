"""Well-known businesses as worked canvases: data under rules/worked."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from advisor.canvas import BLOCKS, BlockId, Canvas, Language
from advisor.canvas_file import read_canvas
from advisor.schema import Strict, validate
from advisor.source import Problem, SourceError, read_source
from advisor.vocabulary import rules_folder

Sentence = Annotated[str, Field(min_length=20, max_length=400)]


class WorkedFile(Strict):
    """What a file of a worked canvas holds; `explain` says of each block why it looks so."""

    id: str
    language: Language
    company: Annotated[str, Field(min_length=2, max_length=60)]
    pattern: str = ""
    summary: Sentence
    lesson: Sentence
    question: Sentence
    explain: Mapping[BlockId, Sentence]
    source: Annotated[str, Field(min_length=5, max_length=200)]
    canvas: Any


class Worked(Strict):
    """A worked canvas, read."""

    about: WorkedFile
    canvas: Canvas


@functools.cache
def load_worked() -> tuple[Worked, ...]:
    """Give all worked canvases, by name of the company.

    Raises:
        SourceError: a file is broken, explains not every block, or is not named like its id.
    """
    paths = sorted((rules_folder() / "worked").glob("*.yaml"))
    found = [read_worked(path.read_bytes(), path.name) for path in paths]
    return tuple(sorted(found, key=lambda one: one.about.company.casefold()))


def read_worked(data: bytes, name: str) -> Worked:
    """Give the worked canvas in a file's content.

    Raises:
        SourceError: with every problem and its place.
    """
    source = read_source(data, name)
    about = validate(WorkedFile, source)
    problems = [
        Problem("missing_key", source.place(("explain",)), ("explain",), {"key": block})
        for block in BLOCKS
        if block not in about.explain
    ]
    stem = name.rpartition(".")[0]
    if about.id != stem:
        details = {"id": about.id, "stem": stem}
        problems.append(Problem("id_is_not_file", source.place(("id",)), ("id",), details))
    if problems:
        raise SourceError(problems, name)
    return Worked(about=about, canvas=read_canvas(json.dumps(about.canvas), name).canvas)
