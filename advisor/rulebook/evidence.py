"""What made a condition true: notes, blocks, tags, and whether anything of it was only read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from advisor.canvas import BlockId
from advisor.findings import Datum


class Evidence(NamedTuple):
    """Why a condition holds. `each` holds alternatives that become findings of their own."""

    notes: tuple[str, ...] = ()
    blocks: tuple[BlockId, ...] = ()
    tags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    read: bool = False
    numbers: tuple[tuple[str, Datum], ...] = ()
    each: tuple[Evidence, ...] = ()


# True comes as evidence; False is false, None is unknown (Kleene).
Verdict = Evidence | Literal[False] | None

NOTHING_MORE = Evidence()


def join(parts: Iterable[Evidence]) -> Evidence:
    """Give the evidence of conditions that hold together."""
    found = [part for part in parts if part is not NOTHING_MORE]
    if len(found) == 1:
        return found[0]
    notes: list[str] = []
    blocks: list[BlockId] = []
    tags: list[str] = []
    missing: list[str] = []
    numbers: list[tuple[str, Datum]] = []
    each: tuple[Evidence, ...] = ()
    read = False
    for part in found:
        notes += part.notes
        blocks += part.blocks
        tags += part.tags
        missing += part.missing
        numbers += part.numbers
        each = each or part.each
        read = read or part.read
    return Evidence(
        tuple(notes), tuple(blocks), tuple(tags), tuple(missing), read, tuple(numbers), each
    )


def main_notes(verdict: Evidence) -> tuple[tuple[str, ...], ...]:
    """Give, for each finding the evidence becomes, the notes it names."""
    if not verdict.each:
        return (_once(verdict.notes),)
    return tuple([_once(one.notes + verdict.notes) for one in verdict.each])


def _once(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes)) if len(notes) > 1 else notes


def firmest(parts: list[Evidence]) -> list[Evidence]:
    """Leave out what was only read where the same is also stated."""
    stated = [part for part in parts if not part.read]
    return stated or parts
