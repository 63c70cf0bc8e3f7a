"""Facts that words say: shares, who pays, what is only planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.canvas import BlockId, FactValue, Note
from advisor.findings import FactReading
from advisor.reading.matching import Match, Text, written
from advisor.vocabulary import Vocabulary

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def facts_said(
    block: BlockId, note: Note, text: Text, found: Sequence[Match], vocabulary: Vocabulary
) -> Iterator[FactReading]:
    """Give the facts a note says and nobody stated; two values of one fact say nothing.

    Several numbers of one fact ("70 % Abo, 30 % Beratung") add up: the note stands for both.
    """
    refused = {match.entry.group for match in found if match.entry.kind == "no_fact"}
    said: dict[str, list[Match]] = {}
    for match in sorted(found, key=lambda match: match.start):
        fact = match.entry.group
        answered = fact in refused or fact in note.facts or fact in note.rejected
        if match.entry.kind == "fact" and not answered:
            said.setdefault(fact, []).append(match)
    for fact, matches in said.items():
        value = _value(note.text, text, matches)
        if value is not None and vocabulary.fact(fact).accepts(value):
            start, end = written(text, matches[0])[0], written(text, matches[-1])[1]
            yield FactReading(block, note.id, start, end, note.text[start:end], fact, value)


def _value(note: str, text: Text, matches: list[Match]) -> FactValue | None:
    values = {match.entry.value for match in matches}
    if values != {None}:
        return values.pop() if len(values) == 1 else None
    places = {written(text, match) for match in matches}
    numbers = [_number(note[start:end]) for start, end in places]
    return round(sum(numbers), 6)


def _number(words: str) -> float:
    """Give the first number in the words: 1.200,50 and 1,200.50 are the same."""
    match = _NUMBER.search(words)
    if not match:
        return 0.0
    digits = match.group()
    last = max(digits.rfind("."), digits.rfind(","))
    decimals = len(digits) - last - 1
    if last < 0 or decimals == 3:
        return float(re.sub("[.,]", "", digits))
    return float(re.sub("[.,]", "", digits[:last]) + "." + digits[last + 1 :])
