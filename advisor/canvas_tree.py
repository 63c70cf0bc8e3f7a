"""The tree of a canvas file with every shorthand written out, before it becomes a canvas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from advisor.canvas import BLOCKS
from advisor.positions import Path
from advisor.source import Source
from advisor.vocabulary import Vocabulary

# Notes without an id are named after their block: cs1, cs2 …
INITIALS = {
    "key_partners": "kp",
    "key_activities": "ka",
    "key_resources": "kr",
    "value_propositions": "vp",
    "customer_relationships": "cr",
    "channels": "ch",
    "customer_segments": "cs",
    "cost_structure": "co",
    "revenue_streams": "rs",
}
_TEXT_KEYS = {"id", "text", "details", "name", "reason"}
_LIST_KEYS = {"tags", "rejected", "links", "answered", "notes"}


def write_out(source: Source) -> dict[str, Any]:
    """Give a fresh tree in which every block and every note is a mapping.

    Wrong types stay as they are: the model names them.
    """
    tree = {
        key: _text(source, (key,), value)
        for key, value in source.value.items()
        if value is not None or key not in ("facts", "blocks", "answers")  # `facts:` says nothing
    }
    if isinstance(tree.get("answers"), list):
        tree["answers"] = [
            _texts(source, ("answers", index), answer)
            for index, answer in enumerate(tree["answers"])
        ]
    blocks = tree.get("blocks", {})
    if isinstance(blocks, dict):
        blocks = {
            name: _block(source, ("blocks", name), block)
            for name, block in blocks.items()
            if block is not None  # `key_partners:` with nothing behind it
        }
    tree["blocks"] = blocks
    return tree


def as_written(source: Source, path: Path) -> Path:
    """Lead from a path in the tree back to the source, where a block may be just its notes."""
    if len(path) > 2 and path[0] == "blocks" and path[2] == "notes":
        blocks = source.value.get("blocks")
        if isinstance(blocks, dict) and isinstance(blocks.get(path[1]), list):
            return (*path[:2], *path[3:])
    return path


def notes_of(tree: dict[str, Any]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Give every well-formed note with its block and path."""
    blocks = tree["blocks"]
    for name, block in blocks.items() if isinstance(blocks, dict) else ():
        notes = block.get("notes") if isinstance(block, dict) else None
        for index, note in enumerate(notes if isinstance(notes, list) else ()):
            if isinstance(note, dict):
                yield name, ("blocks", name, "notes", index), note


def name_notes(tree: dict[str, Any]) -> None:
    """Give every note without an id one that no id, text or link of the canvas uses yet."""
    taken: set[Any] = set()
    for _, _, note in notes_of(tree):
        links = note.get("links")
        taken.update(link for link in (links if isinstance(links, list) else ()) if _is_text(link))
        taken.update(word for word in (note.get("id"), note.get("text")) if _is_text(word))
    counters: Counter[str] = Counter()
    for block, _, note in notes_of(tree):
        if "id" in note:
            continue
        while True:
            counters[block] += 1  # in an unknown block too: its name is what is wrong, not the ids
            name = f"{INITIALS.get(block, block)}{counters[block]}"
            if name not in taken:
                break
        taken.add(name)
        note["id"] = name


def add_implied(tree: dict[str, Any], vocabulary: Vocabulary) -> None:
    """Let whoever says `brands` say `intellectual` too, so that no later step has to."""
    implied = vocabulary.implied
    blocks = tree["blocks"].values() if isinstance(tree["blocks"], dict) else ()
    carriers = [block for block in blocks if isinstance(block, dict)]
    for carrier in (*carriers, *(note for _, _, note in notes_of(tree))):
        tags = carrier.get("tags")
        if isinstance(tags, list):
            more = [implied[tag] for tag in tags if _is_text(tag) and tag in implied]
            carrier["tags"] = [*tags, *(tag for tag in dict.fromkeys(more) if tag not in tags)]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _block(source: Source, path: Path, value: Any) -> Any:
    if isinstance(value, list):
        return {"notes": [_note(source, (*path, i), note) for i, note in enumerate(value)]}
    if not isinstance(value, dict):
        return value
    block = {key: _text(source, (*path, key), item) for key, item in value.items()}
    notes = block.get("notes")
    if isinstance(notes, list):
        here = (*path, "notes")
        block["notes"] = [_note(source, (*here, i), note) for i, note in enumerate(notes)]
    return block


def _note(source: Source, path: Path, value: Any) -> Any:
    value = source.raw.get(path, value)
    if isinstance(value, str):
        return {"text": value}
    return _texts(source, path, value)


def _texts(source: Source, path: Path, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: _text(source, (*path, key), item) for key, item in value.items()}


def _text(source: Source, path: Path, value: Any) -> Any:
    """Give what was written where YAML took a bare word of a text for a number."""
    if not source.raw:
        return list(value) if isinstance(value, list) else value
    if path[-1] in _TEXT_KEYS:
        return source.raw.get(path, value)
    if path[-1] in _LIST_KEYS and isinstance(value, list):
        return [source.raw.get((*path, i), item) for i, item in enumerate(value)]
    return value


assert set(INITIALS) == set(BLOCKS)  # noqa: S101  # a block without initials could not be named
