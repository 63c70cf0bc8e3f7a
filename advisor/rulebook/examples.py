"""The examples of a rule file: canvases on which it must fire, and on which it must not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.findings import Finding, Report
from advisor.positions import Path
from advisor.rulebook.rule import Sentence, SeverityName
from advisor.rulebook.rulebook import Rulebook
from advisor.schema import Strict, locate, validate
from advisor.source import Problem, Source, SourceError
from advisor.vocabulary import Vocabulary

Check = Callable[[Canvas, Rulebook], Report]  # the engine, which stands a floor above
Names = Annotated[tuple[str, ...], Field(strict=False)]


class Silent(Strict):
    """A canvas on which the rule says nothing."""

    name: Sentence
    canvas: Any


class Firing(Silent):
    """A canvas on which the rule fires, at exactly these notes (or blocks, where none has any)."""

    places: Names
    severity: SeverityName | None = None
    tags: Names | None = None


class ExampleList(Strict):
    """What stands under `examples`."""

    fires: Annotated[tuple[Firing, ...], Field(strict=False)] = ()
    silent: Annotated[tuple[Silent, ...], Field(strict=False)] = ()


class Example(NamedTuple):
    """One example, ready to be run; `expected` holds places, severity and tags as it names them."""

    name: str
    line: int
    canvas: Canvas
    expected: dict[str, tuple[str, ...]]

    @property
    def fires(self) -> bool:
        """Whether the rule is to fire."""
        return bool(self.expected["places"])


class Failure(NamedTuple):
    """An example that came out otherwise; `what` is places, severity or tags."""

    example: Example
    what: str
    expected: tuple[str, ...]
    got: tuple[str, ...]


def read_examples(source: Source, vocabulary: Vocabulary | None = None) -> tuple[Example, ...]:
    """Give the examples of a rule file.

    Raises:
        SourceError: every problem in any of them, with its line and column in the rule file.
    """
    if source.value.get("examples") is None:
        return ()
    root: Path = ("examples",)
    tree = source.value["examples"]
    listed = validate(ExampleList, source, tree=tree, written=lambda path: (*root, *path))
    examples: list[Example] = []
    problems: list[Problem] = []
    for kind, group in (("fires", listed.fires), ("silent", listed.silent)):
        for index, example in enumerate(group):
            path: Path = (*root, kind, index)
            try:
                canvas = _canvas(source, (*path, "canvas"), example.canvas, vocabulary)
            except SourceError as error:
                problems += error.problems
                continue
            line = source.place((*path, "name")).line
            examples.append(Example(example.name, line, canvas, _expected(example)))
    if problems:
        raise SourceError(problems, source.name)
    return tuple(examples)


def run_examples(
    rule: str, rulebook: Rulebook, examples: Iterable[Example], check: Check
) -> list[Failure]:
    """Give what differs from the examples of `rule`; nothing where all is as they say."""
    alone = rulebook.only(rule)
    failures = []
    for example in examples:
        got = _got(check(example.canvas, alone).findings)
        for what, expected in example.expected.items():
            if set(expected) != set(got[what]):
                failures.append(Failure(example, what, expected, got[what]))
    return failures


def _expected(example: Silent) -> dict[str, tuple[str, ...]]:
    if not isinstance(example, Firing):
        return {"places": ()}
    expected = {"places": example.places}
    if example.severity is not None:
        expected["severity"] = (example.severity.value,)
    if example.tags is not None:
        expected["tags"] = example.tags
    return expected


def _got(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    got: dict[str, dict[str, None]] = {"places": {}, "severity": {}, "tags": {}}
    for finding in findings:
        got["places"].update(dict.fromkeys(finding.notes or finding.blocks))
        got["severity"][finding.severity.value] = None
        got["tags"].update(dict.fromkeys((*finding.tags, *finding.missing)))
    return {what: tuple(values) for what, values in got.items()}


def _canvas(source: Source, root: Path, value: Any, vocabulary: Vocabulary | None) -> Canvas:
    """Read the canvas of an example: a canvas file, or just its blocks."""
    if not isinstance(value, dict):
        raise SourceError([Problem("not_a_canvas", source.place(root))], source.name)
    text = _as_text(value, root, source)
    if value.keys().isdisjoint(Canvas.model_fields):
        text = f'{{"blocks": {text}}}'
    if "canvas" not in value:
        text = f'{{"canvas": 1, {text[1:]}'
    try:
        return read_canvas(text, "example.yaml", vocabulary).canvas
    except SourceError as error:
        problems = [
            Problem(one.code, source.place((*root, *locate(one.path, value)[0])), (), one.details)
            for one in error.problems
        ]
        raise SourceError(problems, source.name) from None


def _as_text(value: Any, path: Path, source: Source) -> str:
    """Write a part of the source as text again: `2024` stays the bare word it was."""
    if isinstance(value, dict):
        items = (
            f"{json.dumps(key, ensure_ascii=False)}: {_as_text(item, (*path, key), source)}"
            for key, item in value.items()
        )
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        items = (_as_text(item, (*path, index), source) for index, item in enumerate(value))
        return "[" + ", ".join(items) + "]"
    return source.raw.get(path) or json.dumps(value, ensure_ascii=False)
