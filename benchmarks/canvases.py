"""Canvases to measure with: the samples, a folder of labelled ones, and random ones."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from advisor.canvas import BLOCKS, BlockId, FactValue
from advisor.canvas_file import read_canvas, write_canvas
from advisor.vocabulary import Fact, Vocabulary, rules_folder

SEED = 20_261_124


def sample_files() -> dict[str, bytes]:
    """Give the sample canvases as JSON: YAML would put its parser into every figure."""
    paths = sorted((rules_folder() / "samples").glob("*.??.yaml"))
    return {
        path.name: write_canvas(read_canvas(path.read_bytes(), path.name).canvas, "json").encode()
        for path in paths
    }


def corpus_files(folder: Path) -> dict[str, bytes]:
    """Give every labelled canvas below the folder, as it is."""
    paths = sorted([*folder.rglob("*.tagged.json"), *folder.rglob("*.text.json")])
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def random_files(number: int, vocabulary: Vocabulary, seed: int = SEED) -> dict[str, bytes]:
    """Give that many random canvases, the same ones for the same seed."""
    chance = random.Random(seed)
    return {
        f"random-{index}": json.dumps(_canvas(chance, vocabulary)).encode()
        for index in range(number)
    }


def _canvas(chance: random.Random, vocabulary: Vocabulary) -> dict[str, Any]:
    """A canvas that may be blank, half filled or full, with links to some blocks or none."""
    fullness = chance.choice((0.0, 0.4, 0.8, 0.95, 1.0))
    blocks = {
        block: _block(chance, vocabulary, block)
        for block in chance.sample(BLOCKS, len(BLOCKS))
        if chance.random() < fullness
    }
    _link(chance, blocks)
    facts = _facts(chance, vocabulary.canvas_facts, 0.4)
    return {"canvas": 1, "facts": facts, "blocks": blocks}


def _block(chance: random.Random, vocabulary: Vocabulary, block: BlockId) -> dict[str, Any]:
    if chance.random() < 0.08:
        return {"empty": True}
    groups = vocabulary.blocks[block].groups
    on_notes = [tag.id for group in groups for tag in group.tags]
    on_block = [tag.id for group in groups if group.place == "block" for tag in group.tags]
    number = chance.choice((0, 1, 1, 2, 3, 4, 6, 9))
    busy = chance.choice((0.0, 0.5, 0.9))
    content: dict[str, Any] = {
        "notes": [
            {
                "id": f"{block}-{index}",
                "text": f"Note {index} of {block}",
                "tags": _some(chance, on_notes, busy),
                "facts": _facts(chance, vocabulary.note_facts[block], busy / 2),
            }
            for index in range(number)
        ],
        "tags": _some(chance, on_block or on_notes, 0.5 if on_block else 0.08),
    }
    if chance.random() < 0.2:
        content["answered"] = [chance.choice(groups).id]
    if chance.random() < 0.25:
        content["done"] = chance.random() < 0.5
    return content


def _some(chance: random.Random, tags: list[str], likely: float) -> list[str]:
    if chance.random() >= likely:
        return []
    return chance.sample(tags, min(len(tags), chance.choice((1, 1, 2, 3))))


def _facts(chance: random.Random, facts: dict[str, Fact], likely: float) -> dict[str, FactValue]:
    return {
        fact.id: _value(chance, fact)
        for fact in facts.values()
        if not fact.computed and chance.random() < likely
    }


def _value(chance: random.Random, fact: Fact) -> FactValue:
    if fact.kind == "flag":
        return chance.random() < 0.5
    if fact.kind == "choice":
        return chance.choice(fact.choices).id
    if fact.kind == "percent":
        return chance.choice((0, 20, 49.5, 50, 80, 98, 100))
    if fact.kind == "number":
        return chance.choice((-5, 0, 10, 12.5, 4000))
    return "Words" if fact.kind == "text" else chance.randint(1, 5)


def _link(chance: random.Random, blocks: dict[BlockId, dict[str, Any]]) -> None:
    """Link a few notes of a few pairs of blocks; now and then to a note that is not there."""
    homes = {name: block["notes"] for name, block in blocks.items() if block.get("notes")}
    if len(homes) < 2:
        return
    for _ in range(chance.choice((0, 1, 3, 6))):
        here, there = chance.sample(list(homes), 2)
        for note in homes[here]:
            links = note.setdefault("links", [])
            if chance.random() < 0.6:
                links.append(chance.choice(homes[there])["id"])
            if chance.random() < 0.02:
                links.append("nowhere")
    for notes in homes.values():
        for note in notes:
            if "links" in note:
                note["links"] = list(dict.fromkeys(note["links"]))
