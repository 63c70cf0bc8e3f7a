"""What can be wrong with a canvas file beyond its shape: words, sizes and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.canvas_tree import notes_of
from advisor.positions import Path
from advisor.source import closest
from advisor.vocabulary import Fact, Vocabulary


class Flaw(NamedTuple):
    """A problem that does not know its line and column yet."""

    code: str
    path: Path
    details: dict[str, Any]


def word_flaws(tree: dict[str, Any], vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Find blocks, tags, groups and facts the vocabulary does not have."""
    yield from _facts(("facts",), tree.get("facts"), vocabulary.canvas_facts)
    blocks = tree["blocks"]
    for name, block in blocks.items() if isinstance(blocks, dict) else ():
        path: Path = ("blocks", name)
        if name not in BLOCKS:
            yield _unknown(path, "block", name, BLOCKS)
        elif isinstance(block, dict):
            groups = [group.id for group in vocabulary.blocks[name].groups]
            yield from _words((*path, "tags"), "tag", block.get("tags"), vocabulary.tags_of(name))
            yield from _words((*path, "answered"), "group", block.get("answered"), groups)
    for name, path, note in notes_of(tree):
        if name in BLOCKS:
            tags = vocabulary.tags_of(name)
            facts = vocabulary.note_facts[name]
            yield from _words((*path, "tags"), "tag", note.get("tags"), tags)
            yield from _words((*path, "rejected"), "tag", note.get("rejected"), [*tags, *facts])
            yield from _facts((*path, "facts"), note.get("facts"), facts)


def size_flaws(tree: dict[str, Any]) -> Iterator[Flaw]:
    """Find texts and lists beyond their limits."""
    yield from _long(("name",), tree.get("name"), limits.NAME_CHARACTERS)
    answers = tree.get("answers")
    yield from _many(("answers",), answers, limits.ANSWERS)
    for index, answer in enumerate(answers if isinstance(answers, list) else ()):
        if isinstance(answer, dict):
            reason = answer.get("reason")
            yield from _long(("answers", index, "reason"), reason, limits.REASON_CHARACTERS)
    blocks = tree["blocks"]
    for name, block in blocks.items() if isinstance(blocks, dict) else ():
        if isinstance(block, dict):
            notes = block.get("notes")
            yield from _many(("blocks", name, "notes"), notes, limits.NOTES_PER_BLOCK)
    for _, path, note in notes_of(tree):
        yield from _long((*path, "text"), note.get("text"), limits.NOTE_CHARACTERS)
        yield from _long((*path, "details"), note.get("details"), limits.DETAILS_CHARACTERS)
        yield from _long((*path, "id"), note.get("id"), limits.WORD_CHARACTERS)
        links = note.get("links")
        for index, link in enumerate(links if isinstance(links, list) else ()):
            yield from _long((*path, "links", index), link, limits.NOTE_CHARACTERS)
        for key in ("tags", "rejected", "links"):
            yield from _many((*path, key), note.get(key), limits.WORDS_PER_NOTE)
        if not str(note.get("text", "x")).strip():
            yield Flaw("empty_note", path, {})
        if not str(note.get("id", "x")).strip():
            yield Flaw("empty_id", path, {})


def link_flaws(tree: dict[str, Any]) -> Iterator[Flaw]:
    """Turn links by text into links by id; find ids used twice and links that fit two notes.

    A link that fits no note stays as written.
    """
    homes: dict[str, str] = {}
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for block, path, note in notes_of(tree):
        name, text = note.get("id"), note.get("text")
        if isinstance(name, str):
            if name in homes:
                yield Flaw("duplicate_id", (*path, "id"), {"id": name[:80]})
            homes[name] = block
            if isinstance(text, str):
                texts[text.strip()].append((name, block))
    for block, path, note in notes_of(tree):
        links = note.get("links")
        resolved = []
        for index, link in enumerate(links if isinstance(links, list) else ()):
            here = (*path, "links", index)
            if not isinstance(link, str):
                return  # the model names it
            if link in homes:
                if homes[link] == block:
                    yield Flaw("link_within_block", here, {"word": link[:80]})
                resolved.append(link)
                continue
            fits = [name for name, home in texts.get(link.strip(), ()) if home != block]
            if len(fits) > 1:
                yield Flaw("link_fits_two", here, {"word": link[:80], "ids": fits[:5]})
            resolved.append(fits[0] if fits else link)
        if resolved:
            note["links"] = list(dict.fromkeys(resolved))


def _unknown(path: Path, kind: str, word: Any, known: Collection[str]) -> Flaw:
    details = {"kind": kind, "word": str(word)[:80], "closest": closest(word, known)}
    return Flaw("unknown_word", path, {**details, "known": sorted(known)})


def _words(path: Path, kind: str, value: Any, known: Collection[str]) -> Iterator[Flaw]:
    for index, word in enumerate(value if isinstance(value, list) else ()):
        if isinstance(word, str) and word not in known:
            yield _unknown((*path, index), kind, word, known)


def _facts(path: Path, value: Any, known: Mapping[str, Fact]) -> Iterator[Flaw]:
    for key, given in value.items() if isinstance(value, dict) else ():
        if key not in known:
            yield _unknown((*path, key), "fact", key, known)
        elif not known[key].accepts(given):
            choices = [choice.id for choice in known[key].choices]
            details = {"fact": key, "expected": known[key].kind, "known": choices}
            yield Flaw("wrong_fact", (*path, key), {**details, "word": str(given)[:80]})
        elif isinstance(given, str):
            yield from _long((*path, key), given, limits.NOTE_CHARACTERS)


def _long(path: Path, value: Any, limit: int) -> Iterator[Flaw]:
    if isinstance(value, str) and len(value) > limit:
        yield Flaw("text_too_long", path, {"limit": limit, "size": len(value)})


def _many(path: Path, value: Any, limit: int) -> Iterator[Flaw]:
    if isinstance(value, list) and len(value) > limit:
        yield Flaw("too_many", path, {"limit": limit, "size": len(value)})
