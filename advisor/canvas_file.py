"""Read and write canvas files, format 1, as JSON or YAML."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from advisor.canvas import BLOCKS, BlockId, Canvas
from advisor.canvas_problems import link_flaws, size_flaws, word_flaws
from advisor.canvas_tree import add_implied, as_written, name_notes, write_out
from advisor.positions import Path, Place
from advisor.schema import validate
from advisor.source import Problem, Source, SourceError, closest, read_source
from advisor.vocabulary import Vocabulary, load_vocabulary

FORMAT = 1


@dataclass(frozen=True, slots=True)
class CanvasFile:
    """A canvas, and where its parts stand in the source: outside equality and fingerprint."""

    canvas: Canvas
    source: Source

    def note_place(self, note: str) -> Place | None:
        """Give where the note of that id stands."""
        for block in BLOCKS:
            for index, candidate in enumerate(self.canvas.block(block).notes):
                if candidate.id == note:
                    path: Path = ("blocks", block, "notes", index)
                    return self.source.place(as_written(self.source, path))
        return None

    def block_place(self, block: BlockId) -> Place | None:
        """Give where the block stands, nothing where it was not written."""
        written = self.source.value.get("blocks") or {}
        return self.source.place(("blocks", block)) if block in written else None


def read_canvas(
    data: bytes | str, name: str = "", vocabulary: Vocabulary | None = None
) -> CanvasFile:
    """Read a canvas from the content of a JSON or YAML file; see `canvas_in`.

    Raises:
        SourceError: every problem with line, column and the closest legal word.
    """
    return canvas_in(read_source(data, name), vocabulary)


def canvas_in(source: Source, vocabulary: Vocabulary | None = None) -> CanvasFile:
    """Give the canvas of a file that is parsed already.

    Notes without an id get one; tags that imply another carry it too; links by text become
    links by id. A link to a note that is not there is kept as written.

    Raises:
        SourceError: every problem with line, column and the closest legal word.
    """
    vocabulary = vocabulary or load_vocabulary()
    _refuse_other_files(source)

    def written(path: Path) -> Path:
        return as_written(source, path)

    tree = write_out(source)
    flaws = [*word_flaws(tree, vocabulary), *size_flaws(tree)]
    name_notes(tree)
    add_implied(tree, vocabulary)
    flaws += link_flaws(tree)
    problems = [Problem(f.code, source.place(written(f.path)), f.path, f.details) for f in flaws]
    try:
        canvas = validate(Canvas, source, tree=tree, written=written)
    except SourceError as error:
        told = {problem.place for problem in problems}
        problems += [problem for problem in error.problems if problem.place not in told]
    if problems:
        raise SourceError(
            sorted(problems, key=lambda problem: problem.place or (0, 0)), source.name
        )
    return CanvasFile(canvas, source)


def without_places(canvas: Canvas, name: str) -> CanvasFile:
    """Give a canvas that came from a file in which no line can be named."""
    return CanvasFile(canvas, Source({}, name, {}, {}, ""))


def write_canvas(canvas: Canvas, form: Literal["yaml", "json"] = "yaml") -> str:
    """Give the canvas as the text of a file; reading it gives the same canvas."""
    tree = canvas.model_dump(mode="json", exclude_defaults=True)
    blocks = {block: _short(tree["blocks"][block]) for block in BLOCKS if block in canvas.blocks}
    whole: dict[str, Any] = {"canvas": FORMAT, **tree, "blocks": blocks}
    if form == "json":
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return str(yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


class _Dumper(yaml.CSafeDumper):
    """Writes equal values out in full: our own reader refuses aliases."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _short(block: dict[str, Any]) -> Any:
    return block["notes"] if set(block) == {"notes"} else block


def _refuse_other_files(source: Source) -> None:
    value = source.value
    problem = None
    if not isinstance(value, dict):
        problem = Problem("not_a_canvas", source.place(()))
    elif value.get("canvas") is None:
        word = next((key for key in value if closest(key, ["canvas"])), "")
        problem = Problem("no_format", source.place((word,)), (), {"word": word})
    elif isinstance(value["canvas"], bool) or not isinstance(value["canvas"], int):
        problem = Problem("bad_format", source.place(("canvas",)), (), {"known": FORMAT})
    elif value["canvas"] > FORMAT:
        details = {"format": str(value["canvas"])[:20], "known": FORMAT}
        problem = Problem("newer_format", source.place(("canvas",)), (), details)
    elif value["canvas"] < FORMAT:
        problem = Problem("bad_format", source.place(("canvas",)), (), {"known": FORMAT})
    if problem:
        raise SourceError([problem], source.name)
