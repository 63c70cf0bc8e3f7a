"""A canvas laid out for the rules: who carries what, who is linked, what is settled."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from advisor.canvas import BlockId, Canvas, FactValue, Note
from advisor.findings import AnyReading, FactReading, LinkReading, Reading
from advisor.vocabulary import Vocabulary

_VALUE_FIT: tuple[BlockId, BlockId] = ("value_propositions", "customer_segments")


class Board:
    """Look-ups over one canvas and its readings; made once per check, never changed after.

    A group is *settled* when absence of its tags is absence: somebody stated one of them, or
    answered "none of these", or confirmed the block empty; never in a block still in work.
    """

    __slots__ = (
        "awaited",
        "blank",
        "block_of",
        "block_tags",
        "canvas",
        "carriers",
        "confirmed_empty",
        "dangling",
        "facts",
        "group_of",
        "heard",
        "heard_facts",
        "heard_joined",
        "heard_links",
        "heard_tags",
        "implied",
        "joined",
        "kept",
        "links",
        "note_facts",
        "notes",
        "present",
        "reached",
        "settled",
        "unfinished",
        "untouched",
        "vocabulary",
    )

    def __init__(
        self, canvas: Canvas, vocabulary: Vocabulary, readings: Iterable[AnyReading] = ()
    ) -> None:
        self.canvas = canvas
        self.vocabulary = vocabulary
        self.group_of = vocabulary.group_of
        self.implied = vocabulary.implied
        self.facts = canvas.facts
        self.notes: dict[BlockId, tuple[Note, ...]] = {}
        self.block_of: dict[str, BlockId] = {}
        self.carriers: dict[str, list[str]] = {}  # no note at all: the whole block carries it
        self.block_tags: dict[str, BlockId] = {}
        self.settled: set[str] = set()
        self.unfinished: set[BlockId] = set()
        self.confirmed_empty: set[BlockId] = set()
        self.blank: set[BlockId] = set(vocabulary.blocks)
        self.awaited = set(self.blank)  # blocks in work, or not filled yet: notes may still come
        self.links: set[tuple[str, str]] = set()  # two notes, in both orders
        self.reached: set[tuple[str, BlockId]] = set()  # a note, and a block it is linked to
        self.joined: set[tuple[BlockId, BlockId]] = set()
        self.dangling: dict[str, list[str]] = {}  # a note, and its links that lead nowhere
        self.heard: dict[str, dict[str, Reading]] = {}  # by tag and note
        self.heard_facts: dict[str, dict[str, FactReading]] = {}  # by note and fact
        self.heard_tags: dict[str, set[str]] = {}  # by note
        self.heard_links: set[tuple[str, str]] = set()  # two notes, or a note and a block
        self.heard_joined: set[tuple[BlockId, BlockId]] = set()
        self.note_facts: set[str] = set()  # known of any note at all, stated or heard
        self.kept: dict[Any, Any] = {}  # what conditions worked out and will ask for again
        self._lay_out(canvas, vocabulary)
        self.untouched = not canvas.facts and len(self.blank) == len(vocabulary.blocks)
        if readings:
            self._listen(readings)
        self.present = {*self.carriers, *self.heard}  # tags that somebody carries, as far as known

    def _lay_out(self, canvas: Canvas, vocabulary: Vocabulary) -> None:
        group_of, carriers, block_of = vocabulary.group_of, self.carriers, self.block_of
        links: list[tuple[str, str]] = []
        for name, block in canvas.blocks.items():
            notes = self.notes[name] = block.notes
            in_use: set[str] = set(block.answered)
            for note in notes:
                here = note.id
                block_of[here] = name
                for tag in note.tags:
                    in_use.add(group_of[tag])
                    if tag in carriers:
                        carriers[tag].append(here)
                    else:
                        carriers[tag] = [here]
                if note.facts:
                    self.note_facts.update(note.facts)
                if note.links:
                    links += [(here, link) for link in note.links]
            for tag in block.tags:
                in_use.add(group_of[tag])
                self.block_tags[tag] = name
                carriers.setdefault(tag, [])
            if notes or block.tags:
                self.blank.discard(name)
            if block.empty and not notes:
                self.blank.discard(name)
                self.confirmed_empty.add(name)
                in_use.update(group.id for group in vocabulary.blocks[name].groups)
            if block.done is False:
                self.unfinished.add(name)
            else:
                self.settled |= in_use
                if notes or block.empty:
                    self.awaited.discard(name)
        if links:
            self._link(links)

    def _link(self, links: list[tuple[str, str]]) -> None:
        block_of = self.block_of
        for here, there in links:
            if there not in block_of:
                self.dangling.setdefault(here, []).append(there)
                continue
            home, other = block_of[here], block_of[there]
            self.links.add((here, there))
            self.links.add((there, here))
            self.reached.add((here, other))
            self.reached.add((there, home))
            self.joined.add((home, other))
            self.joined.add((other, home))

    def _listen(self, readings: Iterable[AnyReading]) -> None:
        """Keep what was read unless people said otherwise: what is set wins."""
        notes = {note.id: note for notes in self.notes.values() for note in notes}
        for reading in readings:
            note = notes.get(reading.note)
            if note is None:
                continue
            if isinstance(reading, Reading):
                self._hear_tag(reading, note)
            elif isinstance(reading, FactReading):
                if reading.fact not in note.facts and reading.fact not in note.rejected:
                    self.heard_facts.setdefault(note.id, {})[reading.fact] = reading
                    self.note_facts.add(reading.fact)
            else:
                self._hear_link(reading)

    def _hear_tag(self, reading: Reading, note: Note) -> None:
        group_of = self.vocabulary.group_of
        group = group_of[reading.tag]
        stated = note.tags and any(group_of[tag] == group for tag in note.tags)
        if reading.tag not in note.rejected and not stated:
            self.heard.setdefault(reading.tag, {}).setdefault(note.id, reading)
            self.heard_tags.setdefault(note.id, set()).add(reading.tag)

    def _hear_link(self, reading: LinkReading) -> None:
        home, other = self.block_of[reading.note], self.block_of.get(reading.other)
        if other is not None:
            self.heard_links |= {(reading.note, reading.other), (reading.other, reading.note)}
            self.heard_links |= {(reading.note, other), (reading.other, home)}
            self.heard_joined |= {(home, other), (other, home)}

    def heard_fact(self, note: str, fact: str) -> FactValue | None:
        """Give the value of a fact that was read out of a note."""
        reading = self.heard_facts.get(note, {}).get(fact)
        return reading.value if reading else None

    def taken_at_its_word(self) -> Board:
        """Give the board as if the notes told everything of what they tell anything of."""
        board = copy.copy(self)
        board.kept = {}
        homes = self.vocabulary.block_of_group
        told = {self.group_of[tag] for tag in self.heard}
        board.settled = self.settled | {g for g in told if homes[g] not in self.unfinished}
        if self._names_most_segments():
            pairs = {pair for pair in self.heard_links if pair[1] in self.block_of}
            board.links = self.links | pairs
            board.reached = self.reached | (self.heard_links - pairs)  # type: ignore[operator]
            board.joined = self.joined | {_VALUE_FIT, _VALUE_FIT[::-1]}
        return board

    def _names_most_segments(self) -> bool:
        """Whether the promises are written to name whom they are for: most segments, by words."""
        value, segments = _VALUE_FIT
        promises = {note.id for note in self.notes.get(value, ())}
        everybody = self.notes.get(segments, ())
        named = [one for one in everybody if any((p, one.id) in self.heard_links for p in promises)]
        return len(named) > 1 and 2 * len(named) >= len(everybody)

    def absent(self, tag: str) -> bool:
        """Whether it is known that nobody carries `tag`; ask only where nobody does."""
        if self.group_of[tag] in self.settled:
            return True
        parent = self.implied.get(tag)  # no `intellectual` at all: no `patents` either
        return (
            parent is not None
            and parent not in self.carriers
            and parent not in self.heard
            and self.group_of[parent] in self.settled
        )

    def absent_from(self, tag: str, note: Note) -> bool:
        """Whether it is known that this note lacks `tag`; ask only where it does not carry it."""
        if self.group_of[tag] in self.settled:
            return True
        parent = self.implied.get(tag)
        return (
            parent is not None
            and parent not in note.tags
            and parent not in self.block_tags
            and note.id not in self.heard.get(parent, ())
            and self.group_of[parent] in self.settled
        )

    def may_link(self, home: BlockId, other: BlockId) -> bool:
        """Whether any link between two blocks is known: stated, implied or heard."""
        pair = (home, other)
        return (
            pair in self.joined
            or pair in self.heard_joined
            or self.link_state(home, other) is not None
        )

    def link_state(self, home: BlockId, other: BlockId) -> bool | None:
        """How links between two blocks are known.

        True: stated, `links` tells. False: implied to every note of `other`, since one side
        has exactly one note. None: unknown.
        """
        if (home, other) in self.joined:
            return True
        if len(self.notes.get(home, ())) == 1 or len(self.notes.get(other, ())) == 1:
            return False
        return None
