"""What of a canvas's wording can be compared: words and pairs of neighbours, in their one form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from advisor.canvas import BlockId, Canvas, Note
from advisor.reading.stems import normalise, stem
from advisor.vocabulary import BlockWords, Group, Tag, Vocabulary

Shingle = str | tuple[str, str]

_WORD = re.compile(r"[^\W_]+")
_LETTERS = 4  # shorter words join sentences and say little of what they are about
_RUN = 4  # words in a row by which a text that is nobody's own is known


class Span(NamedTuple):
    """A piece of a note's `wording`, from `start` to before `end`."""

    note: str
    start: int
    end: int


def vocabulary_texts(vocabulary: Vocabulary) -> Iterator[str]:
    """Give the words a canvas is handed out with: names of blocks and tags, guiding questions."""
    for block in vocabulary.blocks.values():
        tags = (tag for group in block.groups for tag in group.tags)
        named: tuple[BlockWords | Group | Tag, ...] = (block, *block.groups, *tags)
        for one in named:
            yield from (one.label.de, one.label.en, *one.aliases.de, *one.aliases.en)
        for question in block.questions:
            aliases = (*question.aliases.de, *question.aliases.en)
            yield from (question.text.de, question.text.en, *aliases)


class Shingler:
    """Cuts canvases into shingles; `masked` texts (guiding questions, headings) are left out.

    A masked text goes where four of its words follow each other, a shorter one where it is the
    whole line.
    """

    def __init__(self, masked: Iterable[str] = ()) -> None:
        self._stems = _Stems()
        self._lines: set[tuple[str, ...]] = set()
        self._runs: set[tuple[str, ...]] = set()
        for text in masked:
            for line in text.splitlines():
                stems = tuple(self._stems[word] for word in _WORD.findall(line))
                self._lines.add(stems)
                self._runs.update(_runs(stems))

    def shingles(self, canvas: Canvas) -> Iterator[tuple[BlockId, Shingle]]:
        """Give every word of some length, and every two of them side by side, with the block."""
        for block, note in canvas.notes():
            for line in note.wording.splitlines():
                stems = [self._stems[word] for word in _WORD.findall(line)]
                said = [stems[at] for at in self._own(stems)]
                for one in said:
                    yield block, one
                for two in pairwise(said):
                    yield block, two

    def places(self, note: Note) -> Iterator[tuple[Shingle, Span]]:
        """Give the same of one note, each with where it stands."""
        start = 0
        for line in note.wording.splitlines(keepends=True):
            words = list(_WORD.finditer(line))
            stems = [self._stems[word[0]] for word in words]
            own = self._own(stems)
            for at in own:
                yield stems[at], _span(note, start, words[at], words[at])
            for at, then in pairwise(own):
                yield (stems[at], stems[then]), _span(note, start, words[at], words[then])
            start += len(line)

    def _own(self, stems: list[str]) -> list[int]:
        """Give which words of a line are to be compared."""
        if tuple(stems) in self._lines:
            return []
        masked: set[int] = set()
        for at, run in enumerate(_runs(stems)):
            if run in self._runs:
                masked.update(range(at, at + _RUN))
        return [at for at, said in enumerate(stems) if len(said) >= _LETTERS and at not in masked]


class _Stems(dict[str, str]):
    """The one form of every word met so far; of a number, nothing."""

    def __missing__(self, word: str) -> str:
        self[word] = "" if word.isdigit() else stem(normalise(word))
        return self[word]


def _runs(stems: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(stems[at : at + _RUN]) for at in range(len(stems) - _RUN + 1)]


def _span(note: Note, line: int, first: re.Match[str], last: re.Match[str]) -> Span:
    return Span(note.id, line + first.start(), line + last.end())
