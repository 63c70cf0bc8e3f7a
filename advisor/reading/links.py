"""Links that words say: a note that names a customer segment belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

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
    """Give what each note names: of two segments that share a word, the more completely named."""
    names = {
        segment.id: {name for name, _ in _people(segment, texts)}
        for segment in canvas.block(SEGMENTS).notes
    }
    for block in NAMING:
        for note in canvas.block(block).notes:
            found = dict(_people(note, texts))
            owners = {_owner(name, found.keys(), names): place for name, place in found.items()}
            for owner, (start, end) in owners.items():
                if owner and owner not in note.links:
                    words = note.text[start:end]
                    yield LinkReading(block, note.id, start, end, words, owner)


def _owner(name: str, found: Collection[str], names: Mapping[str, set[str]]) -> str:
    """Give the segment a word names: the one it names most completely, if there is just one."""
    shares = {
        segment: len(words & set(found)) / len(words)
        for segment, words in names.items()
        if name in words
    }
    most = max(shares.values(), default=0)
    best = [segment for segment, share in shares.items() if share == most]
    return best[0] if len(best) == 1 else ""


def _people(note: Note, texts: Mapping[str, Text]) -> Iterator[tuple[str, tuple[int, int]]]:
    text = texts.get(note.id)
    for atoms, place in zip(text.atoms, text.places, strict=True) if text else ():
        if atoms and GROUP_OF_PEOPLE in atoms:
            word = parts_of(note.text[place[0] : place[1]])[0]
            yield stem(normalise(word)), place
