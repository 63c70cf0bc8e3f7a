"""Links that words say: a note that names a customer segment belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.canvas import BlockId, Canvas, Note
from advisor.findings import LinkReading
from advisor.reading.matching import Text
from advisor.reading.stems import normalise, stem
from advisor.reading.tokens import parts_of

SEGMENTS: BlockId = "customer_segments"
NAMING: tuple[BlockId, ...] = (
    "value_propositions",
    "channels",
    "customer_relationships",
    "revenue_streams",
)
GROUP_OF_PEOPLE = "<audience>"  # the list of words that name one


def links_said(canvas: Canvas, texts: Mapping[str, Text]) -> Iterator[LinkReading]:
    """Give each note that names exactly one segment, by a word no other segment has."""
    segments = canvas.block(SEGMENTS).notes
    owners: dict[str, set[str]] = {}
    for segment in segments:
        for name, _ in _people(segment, texts):
            owners.setdefault(name, set()).add(segment.id)
    for block in NAMING:
        for note in canvas.block(block).notes:
            linked = set(note.links)
            for name, (start, end) in _people(note, texts):
                owner = owners.get(name, set())
                if len(owner) == 1 and not owner & linked:
                    linked |= owner
                    words = note.text[start:end]
                    yield LinkReading(block, note.id, start, end, words, min(owner))


def _people(note: Note, texts: Mapping[str, Text]) -> Iterator[tuple[str, tuple[int, int]]]:
    text = texts.get(note.id)
    for atoms, place in zip(text.atoms, text.places, strict=True) if text else ():
        if atoms and GROUP_OF_PEOPLE in atoms:
            word = parts_of(note.text[place[0] : place[1]])[0]
            yield stem(normalise(word)), place
