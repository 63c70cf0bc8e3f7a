"""Collect the terms of all files and lay them out."""

from __future__ import annotations

from collections import defaultdict

from advisor.canvas import BlockId, Language
from advisor.reading.lexicon import OTHERWISE, Entry, Fallback, Index, Lexicon, Number
from advisor.reading.term_files import FactFile, GroupTerms, LanguageTerms, TermKind
from advisor.reading.terms import Atom, Term
from advisor.reading.word_index import NOTHING, Atoms, WordIndex
from advisor.vocabulary import Vocabulary


class LexiconBuilder:
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
            self.entries += [(language, block, Entry(term, kind, group, tag)) for term in terms]

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
            company=NOTHING.union(
                *(step.atoms for _, _, entry in self.entries for step in entry.term.in_block)
            ),
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
        indexes: dict[BlockId, dict[Atom, list[Entry]]] = {
            block: defaultdict(list) for block in self.vocabulary.blocks
        }
        for language, block, entry in self.entries:
            atoms = _atoms(entry.term)
            known |= atoms
            if not atoms.isdisjoint(foreign[language]):
                entry = entry._replace(only=language)
            index = indexes[block]
            for atom in entry.term.steps[0].atoms:
                index[atom].append(entry)
        return {block: Index(index) for block, index in indexes.items()}


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
