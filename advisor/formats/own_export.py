"""Our own exports of a canvas, read back word for word: Markdown and CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from advisor.canvas import BLOCKS, Canvas, FactValue, Language
from advisor.canvas_file import FORMAT, read_canvas
from advisor.formats.sheet_text import csv_rows
from advisor.source import Problem, SourceError
from advisor.texts import words
from advisor.vocabulary import Fact, load_vocabulary

_COLUMNS = ["block", "id", "text", "details", "tags", "facts", "links"]
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BARE = re.compile(r"(?<!\\)(?:\\\\)*[*_`\[\]<>#|]")  # our export escapes every such sign
_LANGUAGES: tuple[Language, ...] = ("de", "en")


def read_own_markdown(text: str) -> Canvas | None:
    """Give the canvas of a document as we write it, None where it is not one of ours.

    Raises:
        SourceError: it holds more than a canvas may.
    """
    name, language = "", None
    blocks: dict[str, list[dict[str, Any]]] = {}
    notes: list[dict[str, Any]] = []
    for line in text.removeprefix("\ufeff").splitlines():
        mark, _, rest = line.partition(" ")
        if not line.strip():
            continue
        if _BARE.search(rest if line[:1] != " " else line):
            return None
        words_ = _ESCAPE.sub(r"\1", rest)
        if mark == "#" and not name:
            name = words_
        elif mark == "##" and len(blocks) < len(BLOCKS):
            language = language or _language(words_)
            block = BLOCKS[len(blocks)]
            if language is None or words_ != _label(block, language):
                return None
            notes = blocks.setdefault(block, [])
        elif mark == "-" and blocks:
            notes.append({"text": words_})
        elif line.startswith("  ") and notes:
            before = notes[-1].get("details")
            part = _ESCAPE.sub(r"\1", line.strip())
            notes[-1]["details"] = f"{before}\n\n{part}" if before else part
        else:
            return None
    if language is None or len(blocks) < len(BLOCKS):
        return None
    unnamed = {words(one)("report.unnamed") for one in _LANGUAGES}
    return _canvas(blocks, name="" if name in unnamed else name, language=language)


def read_own_csv(text: str) -> Canvas | None:
    """Give the canvas of a table as we write it, None where it is not one of ours.

    Raises:
        SourceError: it says what a canvas cannot hold.
    """
    rows = [row for row in csv_rows(text) if any(row)]
    if not rows or rows[0] != _COLUMNS:
        return None
    blocks: dict[str, list[dict[str, Any]]] = {}
    for row in rows[1:]:
        cells = dict(zip(_COLUMNS, row, strict=False))
        note: dict[str, Any] = {
            key: cells[key] for key in ("text", "details", "id") if cells.get(key)
        }
        for key in ("tags", "links"):
            if cells.get(key):
                note[key] = cells[key].split("; ")
        if cells.get("facts"):
            note["facts"] = _facts(cells["facts"], cells["block"])
        blocks.setdefault(cells["block"], []).append(note)
    return _canvas(blocks)


def _canvas(blocks: dict[str, list[dict[str, Any]]], **more: str) -> Canvas:
    tree = {
        "canvas": FORMAT,
        **{key: value for key, value in more.items() if value},
        "blocks": {block: notes for block, notes in blocks.items() if notes},
    }
    try:
        return read_canvas(json.dumps(tree), "canvas.json").canvas
    except SourceError as error:  # the places are those of the tree, not of the file
        problems = [Problem(one.code, None, one.path, one.details) for one in error.problems]
        raise SourceError(problems) from None


def _language(label: str) -> Language | None:
    return next((one for one in _LANGUAGES if label == _label(BLOCKS[0], one)), None)


def _label(block: Any, language: Language) -> str:
    return load_vocabulary().blocks[block].label.say(language)


def _facts(cell: str, block: str) -> dict[str, FactValue]:
    """Give the facts of a cell; a text may hold the sign that parts them."""
    known: Mapping[str, Fact] = dict(load_vocabulary().note_facts).get(block, {})  # type: ignore[call-overload]
    names = "|".join(map(re.escape, known))
    found: dict[str, FactValue] = {}
    for part in re.split(rf"; (?=(?:{names})=)", cell):
        name, _, value = part.partition("=")
        fact = known.get(name)
        found[name] = value if fact is None or fact.kind in ("text", "choice") else _value(value)
    return found


def _value(written: str) -> FactValue:
    try:
        value = json.loads(written)
    except ValueError:
        return written
    return value if isinstance(value, bool | int | float) else written
