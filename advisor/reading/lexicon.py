"""All terms, laid out so that a word finds those that begin with it."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from advisor import limits
from advisor.canvas import BlockId, FactValue, Language
from advisor.reading.terms import Atom, FactFile, GroupTerms, LanguageTerms, Term, TermKind
from advisor.reading.word_index import Atoms, WordIndex
from advisor.schema import Strict, validate
from advisor.source import bounded, read_source
from advisor.vocabulary import Vocabulary, load_vocabulary, rules_folder

File = TypeVar("File", bound=Strict)
LANGUAGE_FILE = "language.yaml"
FACT_FILE = "facts.yaml"
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


class Index:
    """The entries of one block, by what their first word is known as."""

    def __init__(self, by_atom: Mapping[Atom, tuple[Entry, ...]]) -> None:
        self._by_atom = by_atom
        self._by_atoms: dict[Atoms, tuple[Entry, ...]] = {}

    def starting(self, atoms: Atoms) -> tuple[Entry, ...]:
        """Give the entries that begin with a word known as `atoms`."""
        found = self._by_atoms.get(atoms)
        if found is None:
            by_atom = self._by_atom
            found = tuple(entry for atom in sorted(atoms) for entry in by_atom.get(atom, ()))
            if len(self._by_atoms) >= limits.WORDS_KEPT:
                self._by_atoms.clear()
            self._by_atoms[atoms] = found
        return found


@dataclass(frozen=True)
class Lexicon:
    """Look-ups over all terms; made once per process, never changed after."""

    vocabulary: Vocabulary
    words: WordIndex
    entries: Mapping[BlockId, Index]
    fallbacks: Mapping[BlockId, tuple[Fallback, ...]]
    numbers: Mapping[BlockId, tuple[Number, ...]]
    languages: Mapping[Language, Atom]  # each with what its own words are known as
    contexts: tuple[str, ...]
    sha256: str


@functools.cache
def load_lexicon() -> Lexicon:
    """Read the terms that ship with the package, once per process."""
    with _nothing_to_collect():
        return read_lexicon(rules_folder() / "terms", load_vocabulary())


@contextlib.contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keep the garbage collector from looking through what is all going to stay.

    A hundred thousand small objects come to be here; going over them again and again takes a
    third of the time. Once made they are frozen: the collector never looks at them again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def read_lexicon(folder: Path, vocabulary: Vocabulary) -> Lexicon:
    """Read one folder a language: `language.yaml`, `facts.yaml` and one file a group.

    Raises:
        SourceError: with file, line and column of what is not in the notation or not known.
    """
    digest = hashlib.sha256()

    def read(path: Path, model: type[File], known: Mapping[str, Any] | None) -> File:
        name = f"terms/{path.parent.name}/{path.name}"
        content = bounded(path, name)
        digest.update(name.encode() + b"\0" + content)
        return validate(model, read_source(content, name), known)

    paths = sorted(folder.glob(f"*/{LANGUAGE_FILE}"))
    languages = [read(path, LanguageTerms, None) for path in paths]
    known = {
        "vocabulary": vocabulary,
        "lists": {name for one in languages for name in one.lists},
        "contexts": {name for one in languages for name in one.contexts},
    }
    builder = _Builder(vocabulary, languages)
    for path, language in zip(paths, languages, strict=True):
        for file in sorted(path.parent.glob("*.yaml")):
            if file.name == FACT_FILE:
                builder.add_facts(read(file, FactFile, known), language.language)
            elif file.name != LANGUAGE_FILE:
                builder.add(read(file, GroupTerms, known), language.language)
    return builder.lexicon(digest.hexdigest())


class _Builder:
    """Collects the terms of all files."""

    def __init__(self, vocabulary: Vocabulary, languages: list[LanguageTerms]) -> None:
        self.vocabulary = vocabulary
        self.languages = languages
        self.entries: list[tuple[Language, BlockId, Entry]] = []
        self.fallbacks: dict[tuple[BlockId, str, str], bool] = {}
        self.numbers: dict[BlockId, dict[Number, None]] = defaultdict(dict)

    def add(self, file: GroupTerms, language: Language) -> None:
        """Take in one file."""
        block, group = self.vocabulary.block_of_group[file.group], file.group

        def keep(terms: tuple[Term, ...], kind: TermKind, tag: str) -> None:
            for term in terms:
                self.entries.append((language, block, Entry(term, kind, group, tag)))

        for tag, terms in file.tags.items():
            keep(terms.says, "says", tag)
            keep(terms.never, "never", tag)
        if file.otherwise:
            rest = file.otherwise
            keep(rest.when, "rest", rest.tag)
            keep(rest.unless, "stop", rest.tag)
            key = (block, group, rest.tag)
            self.fallbacks[key] = self.fallbacks.get(key, True) and not rest.when
        if file.by_number:
            self.numbers[block][Number(group, file.by_number.one, file.by_number.more)] = None

    def add_facts(self, file: FactFile, language: Language) -> None:
        """Take in what says the facts."""
        for one in file.facts:
            for block in one.within:
                for kind, terms in (("fact", one.says), ("no_fact", one.unless)):
                    for term in terms:
                        entry = Entry(term, kind, one.fact, value=one.value)  # type: ignore[arg-type]
                        self.entries.append((language, block, entry))  # type: ignore[arg-type]

    def lexicon(self, sha256: str) -> Lexicon:
        """Give everything laid out."""
        fallbacks: dict[BlockId, list[Fallback]] = defaultdict(list)
        for (block, group, tag), always in self.fallbacks.items():
            entry = Entry(Term(OTHERWISE, ()), "rest", group, tag)
            fallbacks[block].append(Fallback(entry, always))
        lists = _lists(self.languages)
        self._add_denials()
        atoms: set[Atom] = set()
        entries = self._by_block(atoms)
        return Lexicon(
            vocabulary=self.vocabulary,
            words=WordIndex(atoms, lists),
            entries=entries,
            fallbacks={block: tuple(found) for block, found in fallbacks.items()},
            numbers={block: tuple(found) for block, found in self.numbers.items()},
            languages={one.language: f"<{one.language}>" for one in self.languages},
            contexts=tuple(dict.fromkeys(name for one in self.languages for name in one.contexts)),
            sha256=sha256,
        )

    def _add_denials(self) -> None:
        """Add what denies, to every block: in each language, for notes of each."""
        for one in self.languages:
            denial = one.negation
            parts = (("ahead", denial.ahead), ("behind", denial.behind), ("but", denial.but))
            for kind, terms in parts:
                for term in terms:
                    for block in self.vocabulary.blocks:
                        entry = Entry(term, kind, "")  # type: ignore[arg-type]  # one of TermKind
                        self.entries.append((one.language, block, entry))

    def _by_block(self, known: set[Atom]) -> dict[BlockId, Index]:
        """Lay the terms out and collect what words are `known` as.

        What means something else elsewhere is read at home only.
        """
        elsewhere = {
            one.language: {atom for term in one.elsewhere for atom in _atoms(term)}
            for one in self.languages
        }
        foreign = {
            language: {
                atom for other in elsewhere if other != language for atom in elsewhere[other]
            }
            for language in elsewhere
        }
        indexes: dict[BlockId, dict[Atom, list[Entry]]] = {}
        for language, block, entry in self.entries:
            atoms = _atoms(entry.term)
            known |= atoms
            if not atoms.isdisjoint(foreign[language]):
                entry = entry._replace(only=language)
            index = indexes.setdefault(block, defaultdict(list))
            for atom in entry.term.steps[0].atoms:
                index[atom].append(entry)
        return {
            block: Index({atom: tuple(found) for atom, found in index.items()})
            for block, index in indexes.items()
        }


def _lists(languages: list[LanguageTerms]) -> dict[Atom, set[Atom]]:
    """Give the lists each word belongs to; a language and a kind of canvas are lists too."""
    lists: dict[Atom, set[Atom]] = defaultdict(set)

    def put(terms: tuple[Term, ...], name: str) -> None:
        for term in terms:
            for atom in term.steps[0].atoms:
                lists[atom].add(f"<{name}>")

    for one in languages:
        put(one.words, one.language)
        for name, terms in one.lists.items():
            put(terms, name)
        for name, context in one.contexts.items():
            put(context.says, f"@{name}")
            put(context.against, f"@!{name}")
    return lists


def _atoms(term: Term) -> Atoms:
    first = term.steps[0].atoms
    if len(term.steps) == 1 and not term.beside and not term.in_block:
        return first
    more = (*term.steps[1:], *term.beside, *term.in_block)
    return first.union(*[step.atoms for step in more])
