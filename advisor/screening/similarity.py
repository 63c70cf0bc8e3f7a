"""Canvases whose wording is much alike: pairs to look at, never a verdict."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from advisor import limits
from advisor.canvas import BLOCKS, BlockId, Canvas
from advisor.screening.shingles import Shingle, Shingler, Span

# Calibrated on canvases of different businesses (docs/measurements.md): no two of them get there,
# a copy with every second word replaced does.
ALIKE = 0.2  # share of both wordings, by weight
BLOCK_ALIKE = 0.6  # the same within one block, however different the others
EVIDENCE = 5.0  # weight of the single words in common: fewer may be chance
_ELSEWHERE = 30  # canvases we do not see, so that words weigh something in a small cohort
_PAIR = 0.5  # weight of two neighbours beside that of a word: they count a second time


class BlockLikeness(NamedTuple):
    """What two canvases share in one block: its share (0 to 1), and where it stands in each."""

    block: BlockId
    share: float
    spans_a: tuple[Span, ...]
    spans_b: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two canvases by name with much wording in common; `overall` is its share, 0 to 1.

    `blocks` are those where it stands, in poster order. `b` may be an earlier canvas or a sample.
    """

    a: str
    b: str
    blocks: tuple[BlockLikeness, ...]
    overall: float


@dataclass(frozen=True, slots=True)
class Likenesses:
    """The pairs that are most alike, the most alike first; `more` counts those left out."""

    pairs: tuple[Likeness, ...]
    more: int = 0


def find_likenesses(
    cohort: Mapping[str, Canvas],
    earlier: Mapping[str, Canvas] | None = None,
    masked: Iterable[str] = (),
) -> Likenesses:
    """Compare a cohort's canvases with each other and with `earlier` ones (samples too).

    Words many use weigh little, `masked` texts nothing. Of canvases that share every word each
    is paired with the first only.

    Raises:
        ValueError: more canvases than `limits.SIMILAR_CANVASES` in either.
    """
    canvases = [*cohort.items(), *(earlier or {}).items()]
    if max(len(cohort), len(canvases) - len(cohort)) > limits.SIMILAR_CANVASES:
        raise ValueError("too many canvases to compare")
    index = _Index([canvas for _, canvas in canvases], len(cohort), Shingler(masked))
    found = sorted(index.pairs(), key=lambda pair: (-pair[2], pair[0], pair[1]))
    shown = found[: limits.SIMILAR_PAIRS]
    return Likenesses(
        tuple(
            Likeness(canvases[a][0], canvases[b][0], tuple(index.blocks(a, b)), overall)
            for a, b, overall in shown
        ),
        len(found) - len(shown),
    )


class _Index:
    """All canvases by number, those of the cohort first, and who uses which words where.

    A key is the number of a shingle in a block. Of canvases with the same keys (twins) only the
    first is compared.
    """

    def __init__(self, canvases: list[Canvas], cohort: int, shingler: Shingler) -> None:
        self._canvases = canvases
        self._cohort = cohort
        self._shingler = shingler
        numbers: dict[tuple[BlockId, Shingle], int] = {}
        self._keys = [
            frozenset(numbers.setdefault(one, len(numbers)) for one in shingler.shingles(canvas))
            for canvas in canvases
        ]
        self._shingles = list(numbers)
        self._numbers = numbers
        self._twins: dict[frozenset[int], list[int]] = defaultdict(list)
        for number, keys in enumerate(self._keys):
            if keys:
                self._twins[keys].append(number)
        self._users: list[list[int]] = [[] for _ in numbers]
        for number, *_ in self._twins.values():
            for key in self._keys[number]:
                self._users[key].append(number)
        self._weights = self._weighed()
        self._totals = [self._weigh(keys) for keys in self._keys]

    def _weighed(self) -> list[float]:
        """Give each key its weight: 0 for what everybody says, up to 1 for a word of one canvas."""
        used: dict[Shingle, set[int]] = defaultdict(set)
        for (_, shingle), users in zip(self._shingles, self._users, strict=True):
            used[shingle].update(users)
        every = math.log(len(self._twins) + _ELSEWHERE)
        weights = {
            shingle: (1 - math.log(len(users)) / every) * (1 if _is_word(shingle) else _PAIR)
            for shingle, users in used.items()
        }
        return [weights[shingle] for _, shingle in self._shingles]

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Give the pairs much alike: their numbers, and the share in common."""
        for keys, (first, *others) in self._twins.items():
            if first >= self._cohort:
                continue
            if self._says_enough(keys):
                yield from ((first, other, 1.0) for other in others)
            for other in self._candidates(first):
                common = keys & self._keys[other]
                weight = self._weigh(common)
                if weight < EVIDENCE or not self._says_enough(common):
                    continue
                overall = 2 * weight / (self._totals[first] + self._totals[other])
                if overall >= ALIKE or self._has_copied_block(first, other):
                    yield first, other, overall

    def _candidates(self, number: int) -> Iterator[int]:
        """Give those behind `number` that may have as much in common as counts.

        What most canvases use is met last and, being too little alone, need not be looked up.
        """
        common: dict[int, float] = defaultdict(float)
        skipped = 0.0
        for key in sorted(self._keys[number], key=lambda key: -len(self._users[key])):
            weight, users = self._weights[key], self._users[key]
            if skipped + weight < EVIDENCE or len(users) > limits.SIMILAR_USERS:
                skipped += weight
                continue
            for other in users:
                if other > number:
                    common[other] += weight
        return (other for other, weight in common.items() if weight + skipped >= EVIDENCE)

    def _weigh(self, keys: Iterable[int]) -> float:
        return math.fsum(map(self._weights.__getitem__, keys))  # the same in whatever order

    def _share(self, here: frozenset[int], there: frozenset[int]) -> float:
        both = self._weigh(here) + self._weigh(there)
        return 2 * self._weigh(here & there) / both if both else 0.0

    def _says_enough(self, keys: frozenset[int]) -> bool:
        words = {
            self._shingles[key][1]: self._weights[key]
            for key in keys
            if _is_word(self._shingles[key][1])
        }
        return math.fsum(words.values()) >= EVIDENCE

    def _has_copied_block(self, a: int, b: int) -> bool:
        blocks = ((self._within(a, block), self._within(b, block)) for block in BLOCKS)
        return any(
            self._share(here, there) >= BLOCK_ALIKE and self._says_enough(here & there)
            for here, there in blocks
        )

    def _within(self, number: int, block: BlockId) -> frozenset[int]:
        return frozenset(key for key in self._keys[number] if self._shingles[key][0] == block)

    def blocks(self, a: int, b: int) -> Iterator[BlockLikeness]:
        """Give what two canvases share, block by block."""
        for block in BLOCKS:
            here, there = self._within(a, block), self._within(b, block)
            common = here & there
            if common:
                spans = (self._spans(number, block, common) for number in (a, b))
                yield BlockLikeness(block, self._share(here, there), *spans)

    def _spans(self, number: int, block: BlockId, common: frozenset[int]) -> tuple[Span, ...]:
        return tuple(
            span
            for note in self._canvases[number].block(block).notes
            for span in _merged(
                span
                for shingle, span in self._shingler.places(note)
                if self._numbers[block, shingle] in common
            )
        )


def _is_word(shingle: Shingle) -> bool:
    return isinstance(shingle, str)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Give the spans of one note in order, overlapping ones as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged
