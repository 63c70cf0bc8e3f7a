"""Canvases in the JSON or YAML of other tools: one walk finds them, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from advisor import limits
from advisor.canvas import BLOCKS, BlockId
from advisor.formats.extract import Area, Box, Extract, Line, Origin
from advisor.formats.headings import block_named
from advisor.formats.markup import plain
from advisor.source import Problem, SourceError
from advisor.vocabulary import load_vocabulary

Blocks = dict[BlockId, list[str]]

_FEWEST = 6  # blocks; fewer are no canvas
_NAMING = ("key", "id", "block", "section", "type", "title", "name", "label", "slug", "category")
_TELLING = ("text", "content", "label", "name", "title", "value", "note", "body")
_HOLDING = (
    "items", "notes", "content", "contents", "entries", "text", "value", "values", "cards",
    "subfeatures", "children", "data", "stickies",
)  # fmt: skip
_TITLED = ("title", "name")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+")
_BULLET = re.compile(r"^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+)")


def is_ours(value: object) -> bool:
    """Say whether a parsed file means to be a canvas file of our own format."""
    if not isinstance(value, Mapping):
        return False
    blocks = value.get("blocks")
    return isinstance(value.get("canvas"), int | float | str) or (
        isinstance(blocks, Mapping) and any(block in blocks for block in BLOCKS)
    )


def read_foreign_json(value: object) -> Extract:
    """Give each canvas in parsed data as lines under headings, drawings of nodes as boxes.

    Raises:
        SourceError: it is nested deeper than foreign data may be.
    """
    areas: list[Area] = []
    for part, title in _walk(value):
        blocks = _blocks(part)
        if len(blocks) >= _FEWEST:
            areas.append(_area(blocks, len(areas) + 1, title))
        elif isinstance(part, Mapping) and isinstance(part.get("nodes"), list):
            boxes = tuple(_nodes(part["nodes"]))
            if boxes:
                areas.append(Area("slide", len(areas) + 1, title, boxes))
    return Extract(tuple(areas))


def _walk(value: object) -> Iterator[tuple[object, str]]:
    """Give every map and list, the outer ones first, with the title of the nearest around it."""
    waiting: list[tuple[object, str, int]] = [(value, "", 0)]
    while waiting:
        part, title, depth = waiting.pop()
        if depth > limits.FOREIGN_DEPTH:
            raise SourceError([Problem("too_deep", details={"limit": limits.FOREIGN_DEPTH})])
        if isinstance(part, Mapping):
            own = (part.get(key) for key in _TITLED)
            title = next((text for text in own if isinstance(text, str) and text), title)
            inner = [*part.values()]
        elif isinstance(part, list):
            inner = part
        else:
            continue
        yield part, title[: limits.NAME_CHARACTERS]
        waiting += ((one, title, depth + 1) for one in reversed(inner))


def _blocks(part: object) -> Blocks:
    """Give the blocks that a map has as keys, or that the members of a list name."""
    found: Blocks = {}
    if isinstance(part, Mapping):
        for key, content in part.items():
            block = _named(key)
            if block:
                found.setdefault(block, []).extend(_notes(content))
    elif isinstance(part, list):
        members = [one for row in part for one in (row if isinstance(row, list) else [row])]
        for one in members:
            named = _naming(one) if isinstance(one, Mapping) else None
            if named:
                key, block = named
                rest = {name: inner for name, inner in one.items() if name != key}
                found.setdefault(block, []).extend(_content(rest))
    return found


def _naming(member: Mapping[str, Any]) -> tuple[str, BlockId] | None:
    for key in _NAMING:
        block = _named(member.get(key))
        if block:
            return key, block
    return None


def _named(word: object) -> BlockId | None:
    if not isinstance(word, str) or len(word) > limits.NAME_CHARACTERS or "\n" in word:
        return None
    return block_named(word) or block_named(_HUMPS.sub(" ", word))


def _content(member: Mapping[str, Any]) -> list[str]:
    """Give what a member holds; names of the block in other languages are no notes."""
    for key in _HOLDING:
        inner = member.get(key)
        if inner and _named(inner) is None:
            return _notes(inner)
    return []


def _notes(value: object) -> list[str]:
    """Give the texts in a value: lines, lists, maps that hold or tell something."""
    if isinstance(value, str):
        lines = (plain(_BULLET.sub("", line)) for line in value.splitlines())
        return [line for line in lines if line]
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [str(value)]
    if isinstance(value, list):
        return [note for one in value for note in _notes(one)]
    if isinstance(value, Mapping):
        for key in _HOLDING:
            if isinstance(value.get(key), list | Mapping):
                return _notes(value[key])
        for key in _TELLING:
            if isinstance(value.get(key), str):
                return _notes(value[key])
        return [note for one in value.values() for note in _notes(one) if not isinstance(one, str)]
    return []


def _area(blocks: Blocks, number: int, title: str) -> Area:
    """Give blocks as lines, under names every reader of headings knows."""
    labels = load_vocabulary().blocks
    lines: list[Line] = []
    for block, notes in blocks.items():
        name = labels[block].label.en
        for text, heading in ((name, True), *((note, False) for note in notes)):
            lines.append(Line(text, Origin("line", number, len(lines) + 1), heading))
    return Area("text", number, title, lines=tuple(lines))


def _nodes(nodes: list[Any]) -> Iterator[Box]:
    """Give the cards of a drawing (JSON Canvas) as boxes."""
    for row, node in enumerate(nodes, 1):
        if not isinstance(node, Mapping):
            continue
        text = node.get("text") or node.get("label")
        sides = [node.get(side) for side in ("x", "y", "width", "height")]
        numbers = [float(side) for side in sides if isinstance(side, int | float)]
        if isinstance(text, str) and text.strip() and len(numbers) == len(sides):
            x, y, width, height = numbers
            lines = "\n".join(plain(line.lstrip("# ")) for line in text.splitlines()).strip()
            yield Box(lines, x, y, x + width, y + height, Origin("slide", 1, row))
