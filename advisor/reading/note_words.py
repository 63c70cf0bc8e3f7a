"""What one note says, kept by its text: who types in one note has all others read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor import limits
from advisor.canvas import BlockId, Language
from advisor.reading.lexicon import Lexicon
from advisor.reading.matching import Match, Text, best, find, text_of
from advisor.reading.questions import is_guiding
from advisor.reading.word_index import Atoms
from advisor.remembered import remember

UMLAUTS = frozenset("äöüßÄÖÜ")
Counts = Mapping[Language, int]  # of words


class NoteWords(NamedTuple):
    """A note in words, whether it is a question of the template, and how many are of a language."""

    text: Text
    guiding: bool
    counts: Counts


@remember(limits.NOTES_KEPT)
def words_of(note: str, lexicon: Lexicon) -> NoteWords:
    """Give a note's words, each looked up."""
    text = text_of(note, lexicon)
    known = [atoms for atoms in text.atoms if atoms]
    counts = {
        language: sum([atom in atoms for atoms in known])
        for language, atom in lexicon.languages.items()
    }
    return NoteWords(text, is_guiding(note, text), counts)


@remember(limits.NOTES_KEPT)
def matches_in(
    note: str,
    block: BlockId,
    fallback: Language,
    company: Atoms,
    contexts: frozenset[str],
    lexicon: Lexicon,
) -> tuple[Match, ...]:
    """Give what holds of what is found in a note, in a canvas of that language and those kinds.

    `company` are words of its block, as far as any term asks for them.
    """
    text, _, counts = words_of(note, lexicon)
    if not UMLAUTS.isdisjoint(note):
        counts = {**counts, "de": counts.get("de", 0) + 1}
    language = leader(counts, fallback)
    return tuple(best(text, find(text, lexicon.entries[block], language, company, contexts)))


def leader(counts: Counts, fallback: Language) -> Language:
    """Give the language most words belong to; no word, or a tie, says nothing."""
    most = max(counts.values(), default=0)
    leaders = [language for language, count in counts.items() if count == most]
    return leaders[0] if len(leaders) == 1 else fallback
