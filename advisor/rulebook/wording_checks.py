"""Named checks that read the notes themselves: numbers, words, and words two blocks share.

They only ever find something: what a text does not mention is unknown, never absent. Word lists
come from the rule file, in both languages; a word that ends in `*` stands for all that begin so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Annotated

from pydantic import Field

from advisor.canvas import BlockId, Note
from advisor.remembered import remember
from advisor.rulebook.board import Board
from advisor.rulebook.checks import check
from advisor.rulebook.evidence import Evidence, Verdict
from advisor.rulebook.words import BlockList, Many
from advisor.schema import Strict

Word = Annotated[str, Field(min_length=1, max_length=40)]
WordTest = Callable[[str], bool]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%€$£]")
_MONEY = frozenset("€$£")
_REACH = 2  # how many words a unit may stand behind its number: "12 long interviews"
_STEM = 4  # fewer letters than that tell no two words apart


class WordList(Strict):
    """Words in both languages; notes mix them, so each note is read with both."""

    de: Many[Word]
    en: Many[Word]

    @functools.cached_property
    def accepts(self) -> WordTest:
        """A test for one lower-case word."""
        words = [word.casefold() for word in (*self.de, *self.en)]
        whole = frozenset(word for word in words if not word.endswith("*"))
        begins = tuple(word[:-1] for word in words if word.endswith("*"))
        return functools.lru_cache(maxsize=4096)(
            lambda word: word in whole or word.startswith(begins)
        )


class NumberWithUnit(Strict):
    """Where to look, and for which units; `numbers` are numbers written as words."""

    within: Annotated[BlockList, Field(alias="in")]
    units: WordList
    numbers: WordList | None = None
    details: bool = False
    notes: Annotated[int, Field(ge=1, le=20)] = 1


class SaysWords(Strict):
    """Where to look, and for which words or marks; `without` rules a note out."""

    within: Annotated[BlockList, Field(alias="in")]
    words: WordList
    marks: Annotated[tuple[Word, ...], Field(strict=False, max_length=10)] = ()
    without: WordList | None = None
    length: Annotated[int, Field(ge=1, le=50)] = 1


class SharedWords(Strict):
    """Two places whose notes should speak of the same things.

    `ignore` are words of any canvas. Of the notes in `also_in` only the first words count, and
    of those only what stands before a word of `until`: what follows only qualifies.
    """

    within: Annotated[BlockList, Field(alias="in")]
    also_in: BlockList
    ignore: WordList
    until: WordList | None = None
    first: Annotated[int, Field(ge=1, le=200)] = 200


def words_of(note: Note) -> tuple[str, ...]:
    """Give the words of a note, in lower case."""
    return _tokens(note.text)


@check("number_with_unit", NumberWithUnit)
def number_with_unit(board: Board, parameters: NumberWithUnit) -> Verdict:
    """Enough notes name a number together with one of the listed units."""
    is_unit = parameters.units.accepts
    is_number = parameters.numbers.accepts if parameters.numbers else None

    def counts(note: Note) -> bool:
        text = f"{note.text} {note.details}" if parameters.details else note.text
        tokens = _tokens(text)
        for place, token in enumerate(tokens):
            if token[0].isdigit() or (is_number and is_number(token)):
                before = tokens[place - 1] if place else ""
                if is_unit(before):
                    return True
                after = tokens[place + 1 : place + 1 + _REACH]
                if before not in _MONEY and any(map(is_unit, after)):
                    return True
        return False

    return _found(board, parameters.within, counts, parameters.notes)


@check("says_words", SaysWords)
def says_words(board: Board, parameters: SaysWords) -> Verdict:
    """A note of some length uses one of the listed words or marks, and none that rule it out."""
    wanted = parameters.words.accepts
    unwanted = parameters.without.accepts if parameters.without else None

    def says(note: Note) -> bool:
        tokens = _tokens(note.text)
        if len(tokens) < parameters.length or (unwanted and any(map(unwanted, tokens))):
            return False
        inside = note.text.strip()[1:-1]  # a mark at either end links nothing
        return any(map(wanted, tokens)) or any(mark in inside for mark in parameters.marks)

    return _found(board, parameters.within, says, 1)


@check("shared_words", SharedWords)
def shared_words(board: Board, parameters: SharedWords) -> Verdict:
    """A note uses a word that also stands in a note of the other blocks."""
    ignored = parameters.ignore.accepts
    ends = parameters.until.accepts if parameters.until else None
    there: dict[str, list[tuple[str, BlockId]]] = {}
    for block, note in _statements(board, parameters.also_in):
        head = _tokens(note.text)[: parameters.first]
        if ends:
            head = tuple(takewhile(lambda token: not ends(token), head))
        for stem in _stems(head, ignored):
            there.setdefault(stem, []).append((note.id, block))
    notes: dict[str, BlockId] = {}
    shared: set[str] = set()
    for block, note in _statements(board, parameters.within):
        common = _stems(_tokens(note.text), ignored) & there.keys()
        if common:
            notes[note.id] = block
            shared |= common
    for stem in sorted(shared):
        notes.update(there[stem])
    return _evidence(notes) if notes else None


def _found(
    board: Board, blocks: tuple[str, ...], test: Callable[[Note], bool], least: int
) -> Verdict:
    notes = {note.id: block for block, note in _statements(board, blocks) if test(note)}
    return _evidence(notes) if len(notes) >= least else None


def _evidence(notes: dict[str, BlockId]) -> Evidence:
    return Evidence(tuple(notes), tuple(dict.fromkeys(notes.values())), read=True)


def _statements(board: Board, blocks: tuple[str, ...]) -> Iterator[tuple[BlockId, Note]]:
    """Give the notes that state something: a question is still open, or came with the form."""
    for block in blocks:
        name: BlockId = block  # type: ignore[assignment]  # checked at load
        for note in board.notes.get(name, ()):
            if "?" not in note.text:
                yield name, note


# Every strength asks for the same notes again; remembered by text, since a board keeps none.
@remember(4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.casefold()))


def _stems(tokens: Iterable[str], ignored: WordTest) -> set[str]:
    """Give the words of a text without the endings of plural and case."""
    words = (token.rstrip("sne") for token in tokens if not ignored(token))
    return {word for word in words if len(word) >= _STEM}
