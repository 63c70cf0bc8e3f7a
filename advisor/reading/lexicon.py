"""All terms, laid out so that a word finds those that begin with it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from advisor import limits
from advisor.canvas import BlockId, FactValue, Language
from advisor.reading.term_files import TermKind
from advisor.reading.terms import Atom, Term
from advisor.reading.word_index import Atoms, WordIndex
from advisor.vocabulary import Vocabulary

OTHERWISE = "otherwise"  # the term of a reading that no word but the lack of others carries


class Entry(NamedTuple):
    """A term with what it is for: a tag of a group, or a value of a fact."""

    term: Term
    kind: TermKind
    group: str
    tag: str = ""
    value: FactValue | None = None
    only: Language | None = None  # its words mean something else in notes of other languages


@dataclass(frozen=True, slots=True)
class Fallback:
    """The tag of a note in which nothing of its group is read; `always`: whatever it says."""

    entry: Entry
    always: bool


@dataclass(frozen=True, slots=True)
class Number:
    """The tags of a block in which nothing of a group is read: with one note, with more."""

    group: str
    one: str
    more: str


# An entry, and what the word right behind its first must be known as; None: whatever stands there.
Start = tuple[Entry, Atoms | None]


class Index:
    """The entries of one block, by what their first word is known as."""

    def __init__(self, by_atom: Mapping[Atom, Sequence[Entry]]) -> None:
        self._by_atom = by_atom
        self._by_atoms: dict[Atoms, tuple[Start, ...]] = {}

    def starting(self, atoms: Atoms) -> tuple[Start, ...]:
        """Give the entries that begin with a word known as `atoms`."""
        found = self._by_atoms.get(atoms)
        if found is None:
            by_atom = self._by_atom
            found = tuple(
                (entry, _second(entry.term))
                for atom in sorted(atoms)
                for entry in by_atom.get(atom, ())
            )
            if len(self._by_atoms) >= limits.WORDS_KEPT:
                self._by_atoms.clear()
            self._by_atoms[atoms] = found
        return found


def _second(term: Term) -> Atoms | None:
    """Give what the word right behind the first must be known as."""
    if len(term.steps) == 1 or term.steps[1].after_gap:
        return None
    return term.steps[1].atoms


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Look-ups over all terms; made once per process, never changed after.

    `company` is what terms ask of other words of the block.
    """

    vocabulary: Vocabulary
    words: WordIndex
    entries: Mapping[BlockId, Index]
    fallbacks: Mapping[BlockId, tuple[Fallback, ...]]
    numbers: Mapping[BlockId, tuple[Number, ...]]
    languages: Mapping[Language, Atom]  # each with what its own words are known as
    contexts: tuple[str, ...]
    company: Atoms
    sha256: str

    @functools.cached_property
    def signs(self) -> Atoms:
        """What words are known as that speak for a kind of canvas, or against it."""
        return frozenset(f"<{sign}{name}>" for name in self.contexts for sign in ("@", "@!"))
