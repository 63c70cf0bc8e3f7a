"""Find terms in the words of one note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.reading.lexicon import Entry, Index, Lexicon, TermIndex
from advisor.reading.terms import GAP, NUMBERS, Step, Term
from advisor.reading.tokens import tokens_of
from advisor.reading.word_index import NOTHING, Atoms

REACH = 3  # words between a denial and what it denies
_CLASS = {name[1:-1]: frozenset({name}) for name in NUMBERS}
_AMOUNT = frozenset({"<money>", "<number>"})


@dataclass(frozen=True, slots=True)
class Text:
    """A note in words: what each is known as, and where it stands; None is a pause."""

    atoms: tuple[Atoms | None, ...]
    places: tuple[tuple[int, int], ...]

    @property
    def known(self) -> Atoms:
        """Everything any of its words is known as."""
        return NOTHING.union(*(atoms for atoms in self.atoms if atoms))


def text_of(note: str, lexicon: Lexicon) -> Text:
    """Cut a note into words and look each up."""
    known = lexicon.words.known
    atoms: list[Atoms | None] = []
    places = []
    for token in tokens_of(note):
        kind = token.kind
        if kind == "word":
            atoms.append(known(token.text))
        elif kind == "pause":
            atoms.append(None)
        elif kind == "number":
            atoms.append(known(token.text) | _CLASS[kind])
        else:
            atoms.append(_CLASS[kind])
        places.append((token.start, token.end))
    return Text(tuple(atoms), tuple(places))


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found: its first word and the one behind its last."""

    entry: Entry
    start: int
    end: int

    @property
    def strength(self) -> tuple[int, int]:
        """How exact it is: words first, then how much the term writes out."""
        return self.end - self.start, self.entry.term.weight


def find(text: Text, index: Index, block: Atoms, contexts: frozenset[str]) -> list[Match]:
    """Give every entry found in the text; `block` is what the words of its block are known as."""
    found = []
    for place, atoms in enumerate(text.atoms):
        if not atoms:
            continue
        for atom in atoms:
            for entry in index.get(atom, ()):
                term = entry.term
                end = _follow(text, term.steps, place)
                if end and (not term.context or _holds(term.context, contexts)):
                    start = place
                    if term.in_block and not all(step.atoms & block for step in term.in_block):
                        continue
                    if term.beside:
                        other = _anywhere(text, term.beside, place, end)
                        if other is None:
                            continue
                        start, end = min(start, other[0]), max(end, other[1])
                    found.append(Match(entry, start, end))
    return found


def _holds(context: str, contexts: frozenset[str]) -> bool:
    return context[1:] not in contexts if context[0] == "!" else context in contexts


def _follow(text: Text, steps: tuple[Step, ...], place: int) -> int:
    """Give the place behind the phrase if it begins at `place`, else 0; bounded by `GAP`."""
    if len(steps) == 1:
        return place + 1
    atoms = text.atoms
    here = place + 1
    for step in steps[1:]:
        last = here + GAP if step.after_gap else here
        while True:
            if here >= len(atoms):
                return 0
            word = atoms[here]
            if word is None:
                return 0
            if not word.isdisjoint(step.atoms):
                break
            here += 1
            if here > last:
                return 0
        here += 1
    return here


def _anywhere(text: Text, steps: tuple[Step, ...], start: int, end: int) -> tuple[int, int] | None:
    """Give where else in the note the phrase stands, outside `start` to `end`."""
    for place, atoms in enumerate(text.atoms):
        if atoms and not start <= place < end and not atoms.isdisjoint(steps[0].atoms):
            behind = _follow(text, steps, place)
            if behind:
                return place, behind
    return None


def denied(text: Text, lexicon: Lexicon) -> frozenset[int]:
    """Give the places of the words that are denied ("keine Werbung", "Abo: zu früh")."""
    ahead = list(_phrases(text, lexicon.ahead))
    behind = list(_phrases(text, lexicon.behind))
    if not ahead and not behind:
        return frozenset()
    spared = {start for start, _ in _phrases(text, lexicon.but)}
    places: set[int] = set()
    for start, end in ahead:
        if start not in spared:
            places |= set(_reach(text, range(end, len(text.atoms)), pauses=0))
    for start, _ in behind:
        places |= set(_reach(text, range(start - 1, -1, -1), pauses=1))
    return frozenset(places)


def _phrases(text: Text, index: TermIndex) -> Iterator[tuple[int, int]]:
    for place, atoms in enumerate(text.atoms):
        for atom in atoms or ():
            for term in index.get(atom, ()):
                end = _follow(text, term.steps, place)
                if end:
                    yield place, end


def _reach(text: Text, places: range, pauses: int) -> Iterator[int]:
    left = REACH
    for place in places:
        if text.atoms[place] is None:
            pauses -= 1
            if pauses < 0:
                return
            continue
        yield place
        left -= 1
        if not left:
            return


def best(matches: list[Match], negated: frozenset[int]) -> list[Match]:
    """Leave out what is denied, what a false friend covers, and the shorter of two readings.

    Of two overlapping terms for different tags of one group the more exact one holds.
    """
    if len(matches) == 1 and not negated:
        return matches
    barred = [match for match in matches if match.entry.kind == "never"]
    kept = [
        match
        for match in matches
        if match.entry.kind != "never"
        and match.start not in negated
        and not any(_same(bar, match) and _overlap(bar, match) for bar in barred)
    ]
    return [match for match in kept if not any(_beats(other, match) for other in kept)]


def _same(one: Match, other: Match) -> bool:
    return one.entry.tag == other.entry.tag and one.entry.kind != other.entry.kind


def _overlap(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


def _beats(one: Match, other: Match) -> bool:
    return (
        one.entry.group == other.entry.group
        and one.entry.tag != other.entry.tag
        and one.entry.kind == other.entry.kind == "says"
        and _overlap(one, other)
        and one.strength > other.strength
    )


def written(text: Text, match: Match) -> tuple[int, int]:
    """Give where the words of a match stand in the note, in characters."""
    return text.places[match.start][0], text.places[match.end - 1][1]


__all__ = ["Match", "Term", "Text", "best", "denied", "find", "text_of", "written"]
