"""Named checks that look at the words of notes; the words themselves stand in the rule file.

They see wording and no meaning, so a rule built on them is a hint or an open question. What
they compare are a text's plain words: case, punctuation and hyphens do not count.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Annotated, NamedTuple

from pydantic import Field, StringConstraints

from advisor.canvas import BlockId
from advisor.remembered import remember
from advisor.rulebook.board import Board
from advisor.rulebook.checks import check
from advisor.rulebook.evidence import Evidence, Verdict
from advisor.rulebook.words import BlockList, BlockName
from advisor.schema import Strict

Phrase = tuple[str, ...]
Words = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=60)], ...],
    Field(strict=False, min_length=1, max_length=200),
]
Pair = Annotated[tuple[BlockName, BlockName], Field(strict=False)]

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()]*\)")
_SEPARATOR = re.compile(r"(?<!\d)[,;]|[,;](?!\d)")  # 2,000 is one number and no list
_CLAUSE = re.compile(r"[,;:.()/–—]|\s-\s")


class Phrases(NamedTuple):
    """The entries of a word list, the length of the longest, and the words they begin with."""

    all: frozenset[Phrase]
    longest: int
    firsts: frozenset[str]


class InBlocks(Strict):
    """Blocks whose notes are looked at."""

    within: Annotated[BlockList, Field(alias="in")]


class Listed(InBlocks):
    """Words to look for, in any language; an entry may be several words in a row."""

    words: Words

    @functools.cached_property
    def phrases(self) -> Phrases:
        """The words as phrases, worked out once."""
        return _phrases(self.words)


class Opening(Listed):
    """As `Listed`; `not_before` are words after which the opening has been narrowed down."""

    not_before: Words

    @functools.cached_property
    def narrowing(self) -> Phrases:
        """The words of `not_before` as phrases, worked out once."""
        return _phrases(self.not_before)


class Length(InBlocks):
    """The most words a note may have."""

    most: Annotated[int, Field(ge=1, le=1000)]


class Enumeration(InBlocks):
    """How many items make a list, and how many words an item may have."""

    least: Annotated[int, Field(ge=2, le=50)]
    longest: Annotated[int, Field(ge=1, le=50)]


class Pairs(Strict):
    """Pairs of blocks that should not say the same."""

    pairs: Annotated[tuple[Pair, ...], Field(strict=False, min_length=1, max_length=36)]


# Every text rule asks for the same notes again; remembered by text, since a board keeps none.
@remember(4096)
def plain(text: str) -> Phrase:
    """Give the words of a text, lower case, without punctuation."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _phrases(words: tuple[str, ...]) -> Phrases:
    phrases = frozenset(filter(None, map(plain, words)))
    longest = max(map(len, phrases), default=0)
    return Phrases(phrases, longest, frozenset(phrase[0] for phrase in phrases))


def _notes(board: Board, blocks: Iterable[str], fits: Callable[[str], bool]) -> Verdict:
    """Give the notes whose text fits, as one finding."""
    found: list[str] = []
    homes: list[BlockId] = []
    for block in blocks:
        for note in board.notes.get(block, ()):  # type: ignore[call-overload]  # checked at load
            if fits(note.text):
                found.append(note.id)
                homes.append(block)  # type: ignore[arg-type]  # checked at load
    return Evidence(notes=tuple(found), blocks=tuple(homes)) if found else False


@check("note_is", Listed)
def note_is(board: Board, listed: Listed) -> Verdict:
    """A note says one of the listed words and nothing else."""
    phrases = listed.phrases.all
    return _notes(board, listed.within, lambda text: plain(text) in phrases)


@check("note_contains", Listed)
def note_contains(board: Board, listed: Listed) -> Verdict:
    """A note contains one of the listed words."""
    phrases, longest, firsts = listed.phrases

    def fits(text: str) -> bool:
        words = plain(text)
        if firsts.isdisjoint(words):
            return False
        return any(
            words[start : start + size] in phrases
            for start in range(len(words))
            for size in range(1, min(longest, len(words) - start) + 1)
        )

    return _notes(board, listed.within, fits)


@check("note_starts_with", Listed)
def note_starts_with(board: Board, listed: Listed) -> Verdict:
    """A note starts with one of the listed words."""
    phrases, longest, firsts = listed.phrases

    def fits(text: str) -> bool:
        words = plain(text)
        if not words or words[0] not in firsts:
            return False
        return any(words[:size] in phrases for size in range(1, longest + 1))

    return _notes(board, listed.within, fits)


@check("note_opens_with", Opening)
def note_opens_with(board: Board, opening: Opening) -> Verdict:
    """A note says, up to its first comma or bracket, just one of the listed words."""
    (phrases, _, firsts), narrowing = opening.phrases, opening.narrowing.all

    def fits(text: str) -> bool:
        if firsts.isdisjoint(plain(text)[:1]):
            return False
        first, *rest = _CLAUSE.split(text, maxsplit=1)
        return plain(first) in phrases and plain("".join(rest))[:1] not in narrowing

    return _notes(board, opening.within, fits)


@check("note_made_of", Listed)
def note_made_of(board: Board, listed: Listed) -> Verdict:
    """A note has no word beyond the listed ones."""
    phrases = listed.phrases.all

    def fits(text: str) -> bool:
        words = plain(text)
        return bool(words) and all((word,) in phrases for word in words)

    return _notes(board, listed.within, fits)


@check("note_without_words", InBlocks)
def note_without_words(board: Board, where: InBlocks) -> Verdict:
    """A note has neither a letter nor a digit."""
    return _notes(board, where.within, lambda text: not plain(text))


@check("note_asks", InBlocks)
def note_asks(board: Board, where: InBlocks) -> Verdict:
    """A note ends in a question mark."""

    def fits(text: str) -> bool:
        return text.rstrip(" \"'“”»)").endswith("?") and bool(plain(text))

    return _notes(board, where.within, fits)


@check("note_longer_than", Length, gives=("most",))
def note_longer_than(board: Board, length: Length) -> Verdict:
    """A note has more than the given number of words."""
    verdict = _notes(board, length.within, lambda text: len(plain(text)) > length.most)
    return verdict._replace(numbers=(("most", float(length.most)),)) if verdict else verdict


@check("note_lists", Enumeration)
def note_lists(board: Board, enumeration: Enumeration) -> Verdict:
    """A note lists short items with commas; figures and what stands in brackets do not count."""

    def fits(text: str) -> bool:
        if text.count(",") + text.count(";") + 1 < enumeration.least:
            return False
        items = _SEPARATOR.split(_ASIDE.sub(" ", text))
        things = [item for item in items if not any(map(str.isdigit, item))]
        short = [thing for thing in things if 1 <= len(plain(thing)) <= enumeration.longest]
        return len(short) >= enumeration.least

    return _notes(board, enumeration.within, fits)


@check("same_words_in_block", InBlocks)
def same_words_in_block(board: Board, where: InBlocks) -> Verdict:
    """Notes of one block say the same; each such group is a finding of its own."""
    found = [
        Evidence(tuple(notes), (block,))  # type: ignore[arg-type]  # checked at load
        for block in where.within
        for notes in _by_words(board, block).values()
        if len(notes) > 1
    ]
    return Evidence(each=tuple(found)) if found else False


@check("same_words_in_blocks", Pairs)
def same_words_in_blocks(board: Board, across: Pairs) -> Verdict:
    """Notes of two blocks of a pair say the same; each is a finding of its own."""
    found = []
    for pair in across.pairs:
        one, other = (_by_words(board, block) for block in pair)
        for words in one:
            if words in other:
                notes = (*one[words], *other[words])
                found.append(Evidence(notes, pair))  # type: ignore[arg-type]  # checked at load
    return Evidence(each=tuple(found)) if found else False


def _by_words(board: Board, block: str) -> dict[Phrase, list[str]]:
    """Give the notes of a block by what they say; several rules ask."""
    if (_by_words, block) not in board.kept:
        same: dict[Phrase, list[str]] = defaultdict(list)
        for note in board.notes.get(block, ()):  # type: ignore[call-overload]  # checked at load
            words = plain(note.text)
            if words:
                same[words].append(note.id)
        board.kept[_by_words, block] = same
    kept: dict[Phrase, list[str]] = board.kept[_by_words, block]
    return kept
