"""Read a canvas: what its notes say without a tag being set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.canvas import Block, BlockId, Canvas, Language, Note
from advisor.findings import AnyReading, Reading
from advisor.reading.facts import facts_said
from advisor.reading.lexicon import OTHERWISE, Lexicon
from advisor.reading.lexicon_loader import load_lexicon
from advisor.reading.links import links_said
from advisor.reading.matching import Match, Text, text_of, written
from advisor.reading.note_words import UMLAUTS, Counts, leader, matches_in, words_of
from advisor.reading.terms import Atom
from advisor.reading.word_index import NOTHING
from advisor.vocabulary import Vocabulary

_TELLING = 0.1  # of all words: a language of which fewer were used is another, or none


@dataclass(frozen=True, slots=True)
class Saying:
    """Where a note says a tag, in characters, and the term that was found."""

    start: int
    end: int
    term: str


Sayings = dict[str, Saying]  # by tag


def read(canvas: Canvas, lexicon: Lexicon | None = None) -> tuple[AnyReading, ...]:
    """Give the tags, facts and links its notes say, each with the words, in their order.

    Nothing is given where people said more: a group they set on the note or its block, a group
    they answered, a tag they turned down. A guiding question of the template says nothing.
    The order of the notes makes no difference to what is read of each.
    """
    lexicon = lexicon or load_lexicon()
    desk = _Desk(canvas, lexicon)
    return (*desk.readings(), *links_said(canvas, desk.texts))


class _Desk:
    """One canvas being read: its words, each looked up once."""

    def __init__(self, canvas: Canvas, lexicon: Lexicon) -> None:
        self.canvas = canvas
        self.lexicon = lexicon
        words = [(note.id, words_of(note.text, lexicon)) for _, note in canvas.notes()]
        told = [(note, one) for note, one in words if not one.guiding]
        self.texts = {note: one.text for note, one in told}
        self.contexts = self._contexts()
        counts = _sum([one.counts for _, one in told])
        self.language: Language = canvas.language or leader(counts, "de")

    def readings(self) -> Iterator[AnyReading]:
        """Give tags and facts, note by note."""
        vocabulary = self.lexicon.vocabulary
        for name, block in self.canvas.blocks.items():
            texts = {n.id: self.texts[n.id] for n in block.notes if n.id in self.texts}
            in_block = NOTHING.union(*(text.known for text in texts.values()))
            kind = (name, self.language, in_block & self.lexicon.company, self.contexts)
            notes = [note for note in block.notes if note.id in texts]
            found = {note.id: matches_in(note.text, *kind, self.lexicon) for note in notes}
            said = {note.id: self._said(texts[note.id], name, found[note.id]) for note in notes}
            self._add_by_number(name, texts, said)
            for note in notes:
                yield from _kept(name, block, note, said[note.id], vocabulary)
                yield from facts_said(name, note, texts[note.id], found[note.id], vocabulary)

    def _said(self, text: Text, block: BlockId, found: Sequence[Match]) -> Sayings:
        said: dict[str, Match] = {}
        for match in found:
            tag = match.entry.tag
            if match.entry.kind == "says":
                first = said.setdefault(tag, match)
                if first is not match and _rank(match) > _rank(first):
                    said[tag] = match
        self._add_fallbacks(text, block, found, said)
        return {tag: Saying(*written(text, m), m.entry.term.text) for tag, m in said.items()}

    def _add_fallbacks(
        self, text: Text, block: BlockId, found: Sequence[Match], said: dict[str, Match]
    ) -> None:
        """Add what a note says of a group by saying nothing else of it."""
        groups = {match.entry.group for match in found if match.entry.kind in ("says", "stop")}
        for fallback in self.lexicon.fallbacks.get(block, ()):
            entry = fallback.entry
            if entry.group in groups:
                continue
            if fallback.always:
                words = [place for place, atoms in enumerate(text.atoms) if atoms is not None]
                if words:
                    said[entry.tag] = Match(entry, words[0], words[-1] + 1)
            for match in found:
                if match.entry.kind == "rest" and match.entry.tag == entry.tag:
                    said.setdefault(entry.tag, match)

    def _add_by_number(
        self, block: BlockId, texts: Mapping[str, Text], said: dict[str, Sayings]
    ) -> None:
        """Add what a block says by how many notes it has; each note is the evidence."""
        group_of = self.lexicon.vocabulary.group_of
        for number in self.lexicon.numbers.get(block, ()):
            if any(group_of[tag] == number.group for tags in said.values() for tag in tags):
                continue
            whole = {note: _whole(text) for note, text in texts.items()}
            spoken = {note: place for note, place in whole.items() if place}
            tag = number.one if len(spoken) == 1 else number.more
            for note, (start, end) in spoken.items():
                said[note][tag] = Saying(start, end, OTHERWISE)

    def _contexts(self) -> frozenset[str]:
        """Give the kinds of canvas this is one of: more speaks for it than against it.

        Channels do not count: every business has a website.
        """
        scores: Counter[Atom] = Counter()
        signs = self.lexicon.signs
        for block, note in self.canvas.notes():
            if block != "channels" and note.id in self.texts:
                for atoms in self.texts[note.id].atoms:
                    if atoms and not signs.isdisjoint(atoms):
                        scores.update(signs & atoms)
        names = self.lexicon.contexts
        return frozenset(name for name in names if scores[f"<@{name}>"] > scores[f"<@!{name}>"])


def _sum(counts: Collection[Counts]) -> Counts:
    languages = {language for one in counts for language in one}
    return {language: sum([one[language] for one in counts]) for language in languages}


def _rank(match: Match) -> tuple[int, int, int]:
    """Of what says the same the more exact holds, then the first."""
    return (*match.strength, -match.start)


def _whole(text: Text) -> tuple[int, int] | None:
    """Give where the words of a note begin and end."""
    words = [
        place for place, atoms in zip(text.places, text.atoms, strict=True) if atoms is not None
    ]
    return (words[0][0], words[-1][1]) if words else None


def _kept(
    name: BlockId, block: Block, note: Note, said: Sayings, vocabulary: Vocabulary
) -> Iterator[Reading]:
    """Give what was read and not settled by people, with the tags it is a kind of."""
    group_of = vocabulary.group_of
    settled = {group_of[tag] for tag in (*note.tags, *block.tags)} | set(block.answered)
    for tag in list(said):
        parent = vocabulary.implied.get(tag)
        if parent:
            said.setdefault(parent, said[tag])
    for tag, saying in said.items():
        if group_of[tag] not in settled and tag not in note.rejected:
            words = note.text[saying.start : saying.end]
            yield Reading(name, note.id, saying.start, saying.end, words, tag, saying.term)


def language_of(canvas: Canvas, lexicon: Lexicon | None = None) -> Language | None:
    """Give the language most words of the notes belong to; None where they do not tell."""
    lexicon = lexicon or load_lexicon()
    words = [
        atoms
        for _, note in canvas.notes()
        for atoms in text_of(note.text, lexicon).atoms
        if atoms is not None
    ]
    counts = {
        language: sum(atom in atoms for atoms in words)
        for language, atom in lexicon.languages.items()
    }
    counts["de"] += sum(
        not UMLAUTS.isdisjoint(word) for _, note in canvas.notes() for word in note.text.split()
    )
    most = max(counts.values(), default=0)
    leaders = [language for language, count in counts.items() if count == most]
    return leaders[0] if len(leaders) == 1 and most >= _TELLING * len(words) else None
