"""A canvas indexed for rules written by hand."""

from __future__ import annotations

from advisor.canvas import BLOCKS, BlockId, Canvas, Note
from advisor.findings import Outcome
from advisor.vocabulary import Vocabulary

# Outcome of a rule, and per finding the ids of the notes it names.
Result = tuple[Outcome, tuple[tuple[str, ...], ...]]

UNKNOWN: Result = (Outcome.UNKNOWN, ())
PASSED: Result = (Outcome.PASSED, ())
NOT_APPLICABLE: Result = (Outcome.NOT_APPLICABLE, ())


class Index:
    """Who carries which tag, which groups are in use, who is linked, what is left open.

    A block is blank without a note or a tag, open while notes may still come.
    """

    def __init__(self, canvas: Canvas, vocabulary: Vocabulary) -> None:
        self.facts = canvas.facts
        self.notes: dict[BlockId, tuple[Note, ...]] = {}
        self.carriers: dict[str, list[str]] = {}
        self.block_tags: set[str] = set()
        self.settled: set[str] = set()
        self.blank = set(BLOCKS)
        self.empty: set[BlockId] = set()
        self.unfinished: set[BlockId] = set()
        self.open = set(BLOCKS)
        self.links: dict[tuple[str, BlockId], set[str]] = {}
        self.joined: set[tuple[BlockId, BlockId]] = set()
        self.dangling: list[str] = []

        home: dict[str, BlockId] = {}
        for name, block in canvas.blocks.items():
            self.notes[name] = block.notes
            self.block_tags.update(block.tags)
            used = set(block.answered)
            used.update(vocabulary.group_of[tag] for tag in block.tags)
            for note in block.notes:
                home[note.id] = name
                for tag in note.tags:
                    used.add(vocabulary.group_of[tag])
                    self.carriers.setdefault(tag, []).append(note.id)
            if block.empty and not block.notes:
                self.empty.add(name)
                used.update(group.id for group in vocabulary.blocks[name].groups)
            if block.notes or block.tags or block.empty:
                self.blank.remove(name)
            if block.done is False:
                self.unfinished.add(name)
            else:
                self.settled |= used
                if block.notes or block.empty:
                    self.open.remove(name)
        for name, notes in self.notes.items():
            for note in notes:
                for link in note.links:
                    other = home.get(link)
                    if other is None:
                        if self.dangling[-1:] != [note.id]:
                            self.dangling.append(note.id)
                    else:
                        self.links.setdefault((note.id, other), set()).add(link)
                        self.links.setdefault((link, name), set()).add(note.id)
                        self.joined.add((name, other))
                        self.joined.add((other, name))

    def has(self, group: str, *tags: str) -> bool | None:
        """Say whether anybody carries one of the tags, all of `group`; None is unknown."""
        for tag in tags:
            if tag in self.carriers or tag in self.block_tags:
                return True
        return False if group in self.settled else None

    def some(self, block: BlockId, group: str, *tags: str) -> tuple[tuple[str, ...], bool | None]:
        """Give the notes that carry one of the tags, and whether there are any."""
        notes = self.notes.get(block, ())
        found = tuple(n.id for n in notes if any(self.note_has(n, group, tag) for tag in tags))
        if found:
            return found, True
        unknown = block in self.open or (notes and group not in self.settled)
        return (), None if unknown else False

    def note_has(self, note: Note, group: str, tag: str) -> bool | None:
        """Say whether the note carries the tag, itself or through its block."""
        if tag in note.tags or tag in self.block_tags:
            return True
        return False if group in self.settled else None

    def number_is_one(self, block: BlockId) -> bool | None:
        """Say whether the block has exactly one note; what is unfinished may get more."""
        number = len(self.notes.get(block, ()))
        return None if number <= 1 and block in self.open else number == 1

    def ids(self, *blocks: BlockId) -> tuple[str, ...]:
        """Give the ids of all notes of the blocks."""
        return tuple(note.id for block in blocks for note in self.notes.get(block, ()))

    def carrying(self, *tags: str) -> tuple[str, ...]:
        """Give the ids of the notes that carry the tags, each once."""
        return tuple(dict.fromkeys(note for tag in tags for note in self.carriers.get(tag, ())))

    def quiet(self, when: bool | None, given: bool | None, *blocks: BlockId) -> Result:
        """Give the result of a rule that does not fire."""
        if not self.blank.isdisjoint(blocks):
            return NOT_APPLICABLE
        if when is None:
            return UNKNOWN
        return PASSED if given else NOT_APPLICABLE


def all_of(*verdicts: bool | None) -> bool | None:
    """Kleene's and."""
    if False in verdicts:
        return False
    return None if None in verdicts else True


def negated(verdict: bool | None) -> bool | None:
    """Kleene's not."""
    return None if verdict is None else not verdict


def any_of(*verdicts: bool | None) -> bool | None:
    """Kleene's or."""
    if True in verdicts:
        return True
    return None if None in verdicts else False


def fired(*findings: tuple[str, ...]) -> Result:
    """Give the result of a rule that fires."""
    return Outcome.FIRED, findings


def unless(excuse: bool | None, notes: tuple[str, ...]) -> Result:
    """Fire, unless there is an excuse or nobody ruled it out."""
    if excuse is None:
        return UNKNOWN
    return PASSED if excuse else fired(notes)
