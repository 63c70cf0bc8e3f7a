"""Change a canvas: every function gives a new one and leaves the old as it is.

Surviving notes keep id, tags, facts and links. Texts are cut to nothing: what is too long is
refused whole, with the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from advisor import limits
from advisor.canvas import BLOCKS, Answer, Block, BlockId, Canvas, FactValue, FrozenDict, Note
from advisor.canvas_tree import INITIALS
from advisor.vocabulary import Vocabulary


class EditError(ValueError):
    """An edit was refused; `code` is a key of the texts under `problems`."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def rename(canvas: Canvas, name: str) -> Canvas:
    """Give the canvas another name."""
    return canvas.model_copy(update={"name": _fitting(name, limits.NAME_CHARACTERS)})


def add_notes(canvas: Canvas, block: BlockId, texts: Iterable[str]) -> Canvas:
    """Append a note per text that is not blank."""
    texts = [text.strip() for text in texts if text.strip()]
    notes = list(canvas.block(block).notes)
    if len(notes) + len(texts) > limits.NOTES_PER_BLOCK:
        raise EditError("too_many", limit=limits.NOTES_PER_BLOCK)
    taken = _taken(canvas)
    for text in texts:
        note = Note(id=_free_id(block, taken), text=_fitting(text, limits.NOTE_CHARACTERS))
        taken.add(note.id)
        notes.append(note)
    return _with_block(canvas, block, notes=tuple(notes), empty=False)


def remove_note(canvas: Canvas, note: str) -> Canvas:
    """Take a note off the canvas, and the links that led to it."""
    blocks = {
        name: block.model_copy(
            update={"notes": tuple(_unlinked(n, note) for n in block.notes if n.id != note)}
        )
        for name, block in canvas.blocks.items()
    }
    touched = {name: block for name, block in blocks.items() if block != Block()}
    return canvas.model_copy(update={"blocks": FrozenDict(touched)})


def reword(canvas: Canvas, note: str, text: str) -> Canvas:
    """Give a note another text; a blank one is refused."""
    text = _fitting(text.strip(), limits.NOTE_CHARACTERS)
    if not text:
        raise EditError("empty_note")
    return _with_note(canvas, note, lambda _: {"text": text})


def move_note(canvas: Canvas, note: str, block: BlockId, vocabulary: Vocabulary) -> Canvas:
    """Put a note at the end of another block.

    It keeps id, text, details and what the other block knows too: tags and facts that are only
    words of the old block fall away, and so do links to notes it now stands beside.
    """
    home, moved = next((home, one) for home, one in canvas.notes() if one.id == note)
    if home == block:
        return canvas
    beside = canvas.block(block).notes
    if len(beside) >= limits.NOTES_PER_BLOCK:
        raise EditError("too_many", limit=limits.NOTES_PER_BLOCK)
    tags, known = vocabulary.tags_of(block), vocabulary.note_facts[block]
    fitting = moved.model_copy(
        update={
            "tags": tuple(tag for tag in moved.tags if tag in tags),
            "rejected": tuple(word for word in moved.rejected if word in tags or word in known),
            "facts": FrozenDict({name: v for name, v in moved.facts.items() if name in known}),
            "links": tuple(link for link in moved.links if link not in {one.id for one in beside}),
        }
    )
    rest = tuple(one for one in canvas.block(home).notes if one.id != note)
    canvas = _with_block(canvas, home, notes=rest)
    unlinked = tuple(_unlinked(one, note) for one in beside)
    return _with_block(canvas, block, notes=(*unlinked, fitting), empty=False)


def arrange(canvas: Canvas, block: BlockId, order: Iterable[str]) -> Canvas:
    """Put the notes of a block in the order of the ids given; what is not named comes last."""
    places = {note: place for place, note in enumerate(order)}
    notes = canvas.block(block).notes
    ordered = sorted(notes, key=lambda note: places.get(note.id, len(places)))
    return _with_block(canvas, block, notes=tuple(ordered)) if notes else canvas


def set_tags(
    canvas: Canvas, note: str, group: str, tags: Iterable[str], vocabulary: Vocabulary
) -> Canvas:
    """Set the tags of one group on a note; a tag that implies another brings it along."""
    chosen = list(tags)
    return _with_note(
        canvas, note, lambda old: {"tags": _merged(old.tags, group, chosen, vocabulary)}
    )


def set_tag(
    canvas: Canvas, block: BlockId, note: str, tag: str, on: bool, vocabulary: Vocabulary
) -> Canvas:
    """Set one tag beside what is set already, or take it off; without a `note`, of the block."""
    group = vocabulary.group_of[tag]
    old = canvas.block(block).tags
    if note:
        old = next(one.tags for _, one in canvas.notes() if one.id == note)
    tags = [one for one in old if vocabulary.group_of[one] == group and one != tag]
    tags += [tag] if on else []
    if note:
        return set_tags(canvas, note, group, tags, vocabulary)
    return set_block_tags(canvas, block, group, tags, vocabulary)


def turn_down(canvas: Canvas, note: str, word: str) -> Canvas:
    """Say that a tag or fact was misread in a note."""
    return _with_note(
        canvas, note, lambda old: {"rejected": tuple(dict.fromkeys([*old.rejected, word]))}
    )


def set_block_tags(
    canvas: Canvas, block: BlockId, group: str, tags: Iterable[str], vocabulary: Vocabulary
) -> Canvas:
    """Set the tags of one group on a block as a whole."""
    merged = _merged(canvas.block(block).tags, group, list(tags), vocabulary)
    return _with_block(canvas, block, tags=merged)


def set_fact(canvas: Canvas, note: str, fact: str, value: FactValue | None) -> Canvas:
    """Set a fact of a note; None takes it away."""
    return _with_note(canvas, note, lambda old: {"facts": _changed(old.facts, fact, value)})


def set_canvas_fact(canvas: Canvas, fact: str, value: FactValue | None) -> Canvas:
    """Set a fact of the canvas as a whole; None takes it away."""
    return canvas.model_copy(update={"facts": _changed(canvas.facts, fact, value)})


def set_link(canvas: Canvas, here: str, there: str, linked: bool) -> Canvas:
    """Link two notes of different blocks, or part them; links have no direction."""
    homes = {note.id: block for block, note in canvas.notes()}
    if homes[here] == homes[there]:
        raise EditError("link_within_block", word=there)

    def without(link: str) -> Callable[[Note], dict[str, Any]]:
        return lambda old: {"links": tuple(one for one in old.links if one != link)}

    canvas = _with_note(canvas, here, without(there))
    canvas = _with_note(canvas, there, without(here))
    if linked:
        canvas = _with_note(canvas, here, lambda old: {"links": (*old.links, there)})
    return canvas


def are_linked(canvas: Canvas, here: str, there: str) -> bool:
    """Say whether two notes are linked, whichever of them says so."""
    links = {note.id: note.links for _, note in canvas.notes()}
    return there in links[here] or here in links[there]


def set_answered(canvas: Canvas, block: BlockId, groups: Iterable[str]) -> Canvas:
    """Set which groups of a block are answered with "none of these"."""
    return _with_block(canvas, block, answered=tuple(groups))


def keep_answer(canvas: Canvas, answer: Answer) -> Canvas:
    """Keep a reply to a finding; one to the same places takes the older one's place."""
    if not answer.reason:
        raise EditError("no_reason")
    _fitting(answer.reason, limits.REASON_CHARACTERS)

    def same(old: Answer) -> bool:
        return (old.rule, old.notes, old.tags) == (answer.rule, answer.notes, answer.tags)

    kept = [old for old in canvas.answers if not same(old)]
    if len(kept) >= limits.ANSWERS:
        raise EditError("too_many", limit=limits.ANSWERS)
    return canvas.model_copy(update={"answers": (*kept, answer)})


def withdraw_answer(canvas: Canvas, answer: Answer) -> Canvas:
    """Take a reply back: its finding counts again."""
    kept = tuple(old for old in canvas.answers if old != answer)
    return canvas.model_copy(update={"answers": kept})


def set_state(canvas: Canvas, block: BlockId, *, empty: bool, unfinished: bool) -> Canvas:
    """Say that a block is really empty, or that it is still being worked on."""
    done = False if unfinished else None
    return _with_block(canvas, block, empty=empty and not canvas.block(block).notes, done=done)


def _fitting(text: str, limit: int) -> str:
    if len(text) > limit:
        raise EditError("text_too_long", limit=limit, size=len(text))
    return text


def _taken(canvas: Canvas) -> set[str]:
    """Give the words no new id may be: an answer kept for a note that is gone fits no new one."""
    words = {note for answer in canvas.answers for note in answer.notes}
    for _, note in canvas.notes():
        words |= {note.id, note.text, *note.links}
    return words


def _free_id(block: BlockId, taken: set[str]) -> str:
    number = 1
    while f"{INITIALS[block]}{number}" in taken:
        number += 1
    return f"{INITIALS[block]}{number}"


def _unlinked(note: Note, gone: str) -> Note:
    if gone not in note.links:
        return note
    return note.model_copy(update={"links": tuple(link for link in note.links if link != gone)})


def _with_block(canvas: Canvas, block: BlockId, **update: Any) -> Canvas:
    blocks = {**canvas.blocks, block: canvas.block(block).model_copy(update=update)}
    ordered = {name: blocks[name] for name in BLOCKS if name in blocks and blocks[name] != Block()}
    return canvas.model_copy(update={"blocks": FrozenDict(ordered)})


def _with_note(canvas: Canvas, note: str, change: Callable[[Note], dict[str, Any]]) -> Canvas:
    for name, block in canvas.blocks.items():
        for index, old in enumerate(block.notes):
            if old.id == note:
                new = old.model_copy(update=change(old))
                notes = (*block.notes[:index], new, *block.notes[index + 1 :])
                return _with_block(canvas, name, notes=notes)
    raise KeyError(note)


def _merged(
    old: tuple[str, ...], group: str, chosen: list[str], vocabulary: Vocabulary
) -> tuple[str, ...]:
    kept = [tag for tag in old if vocabulary.group_of[tag] != group]
    tags = [*kept, *chosen]
    implied = [vocabulary.implied[tag] for tag in tags if tag in vocabulary.implied]
    return tuple(dict.fromkeys([*tags, *implied]))


def _changed(facts: Any, fact: str, value: FactValue | None) -> FrozenDict[str, FactValue]:
    rest = {name: old for name, old in facts.items() if name != fact}
    return FrozenDict(rest if value is None else {**rest, fact: value})
