"""Find terms in the words of one note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from advisor.canvas import Language
from advisor.reading.lexicon import Entry, Index, Lexicon
from advisor.reading.terms import GAP, NUMBERS, Step
from advisor.reading.tokens import tokens_of
from advisor.reading.word_index import NOTHING, Atoms

_SILENT = frozenset({"never", "ahead", "behind", "but"})  # they forbid, and say nothing
_SILENCING = frozenset({"never", "says"})  # they may take the place of others
REACH = 3  # words between a denial and what it denies
_CLASS = {name[1:-1]: frozenset({name}) for name in NUMBERS}


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
    for kind, word, place in tokens_of(note):
        if kind == "word":
            atoms.append(known(word))
        elif kind == "pause":
            atoms.append(None)
        else:
            atoms.append(known(word.replace(" ", "")) | _CLASS[kind])
        places.append(place)
    return Text(tuple(atoms), tuple(places))


class Match(NamedTuple):
    """An entry found: its first word and the one behind its last; `beside` the same of its pair."""

    entry: Entry
    start: int
    end: int
    beside: tuple[int, int] | None = None

    @property
    def strength(self) -> tuple[int, int]:
        """How exact it is: words first, then how much the term writes out."""
        pair = self.beside[1] - self.beside[0] if self.beside else 0
        return self.end - self.start + pair, self.entry.term.weight


def find(
    text: Text, index: Index, language: Language, block: Atoms, contexts: frozenset[str]
) -> list[Match]:
    """Give every entry found in the text; `block` is what the words of its block are known as."""
    found: list[Match] = []
    pairs: dict[int, tuple[tuple[int, int], ...]] = {}  # where each second phrase stands
    starting = index.starting
    behind = (*text.atoms[1:], None)
    for place, (atoms, following) in enumerate(zip(text.atoms, behind, strict=False)):
        for entry, second in starting(atoms) if atoms else ():
            if second and (following is None or following.isdisjoint(second)):
                continue  # most phrases end here: their second word is another
            if entry.only and entry.only != language:
                continue
            term = entry.term
            end = _follow(text, term.steps, place) if len(term.steps) > 1 else place + 1
            if not end or (term.context and not _holds(term.context, contexts)):
                continue
            if term.in_block and any(step.atoms.isdisjoint(block) for step in term.in_block):
                continue
            beside = None
            if term.beside:
                if id(term) not in pairs:
                    pairs[id(term)] = _first_and_last(text, term.beside)
                apart = [one for one in pairs[id(term)] if one[1] <= place or end <= one[0]]
                if not apart:
                    continue
                beside = apart[0]
            found.append(Match(entry, place, end, beside))
    return found


def _holds(context: str, contexts: frozenset[str]) -> bool:
    return context[1:] not in contexts if context[0] == "!" else context in contexts


def _follow(text: Text, steps: tuple[Step, ...], place: int) -> int:
    """Give the place behind the phrase if it begins at `place`, else 0; bounded by `GAP`."""
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


def _first_and_last(text: Text, steps: tuple[Step, ...]) -> tuple[tuple[int, int], ...]:
    """Give where the phrase stands first and where last: enough to find one outside of another."""
    found = [
        (place, behind)
        for place, atoms in enumerate(text.atoms)
        if atoms and not atoms.isdisjoint(steps[0].atoms)
        for behind in [_follow(text, steps, place)]
        if behind
    ]
    return (found[0], found[-1]) if found else ()


def denied(text: Text, matches: list[Match]) -> frozenset[int]:
    """Give the places of the words that are denied ("keine Werbung", "Abo: zu früh")."""
    places: set[int] = set()
    spared = {match.start for match in matches if match.entry.kind == "but"}
    for match in matches:
        if match.entry.kind == "ahead" and match.start not in spared:
            places |= set(_reach(text, range(match.end, len(text.atoms)), pauses=0))
        elif match.entry.kind == "behind":
            places |= set(_reach(text, range(match.start - 1, -1, -1), pauses=1))
    return frozenset(places)


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


def best(text: Text, matches: list[Match]) -> list[Match]:
    """Leave out what is denied, what a false friend covers, and the shorter of two readings.

    Of two overlapping terms for different tags of one group the more exact one holds.
    """
    if not matches:
        return matches
    negated = denied(text, matches)
    covering: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        if match.entry.kind in _SILENCING:
            for place in range(match.start, match.end):
                covering[place].append(match)
    return [
        match
        for match in matches
        if match.entry.kind not in _SILENT
        and match.start not in negated
        and not _silenced(match, covering, negated)
    ]


def _silenced(match: Match, covering: Mapping[int, list[Match]], negated: frozenset[int]) -> bool:
    for place in range(match.start, match.end):
        for other in covering.get(place, ()):
            if other is not match and _silences(other, match, negated):
                return True
    return False


def _silences(other: Match, match: Match, negated: frozenset[int]) -> bool:
    """Whether an overlapping match takes this one's place."""
    if other.entry.tag == match.entry.tag:
        return other.entry.kind == "never" and match.entry.kind != "never"
    return (
        other.entry.group == match.entry.group
        and other.entry.kind == match.entry.kind == "says"
        and other.start not in negated
        and other.strength > match.strength
    )


def written(text: Text, match: Match) -> tuple[int, int]:
    """Give where the words of a match stand in the note, in characters; a pair with all between."""
    first, last = match.start, match.end
    if match.beside:
        first, last = min(first, match.beside[0]), max(last, match.beside[1])
    return text.places[first][0], text.places[last - 1][1]
