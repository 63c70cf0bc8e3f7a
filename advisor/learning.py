"""What helps people who fill in a canvas for the first time: data under rules/learning."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from advisor.canvas import BLOCKS, BlockId
from advisor.schema import Bilingual, Strict, validate
from advisor.source import bounded, read_source
from advisor.vocabulary import rules_folder


class NoteExample(Strict):
    """A note somebody might write, and why it helps or does not."""

    text: Bilingual
    why: Bilingual


Examples = Annotated[tuple[NoteExample, ...], Field(strict=False, min_length=1, max_length=6)]


class Learning(Strict):
    """One block: why it comes at this point, good notes, and weak ones."""

    id: BlockId
    why_now: Bilingual
    good: Examples
    weak: Examples


@functools.cache
def load_learning() -> Mapping[BlockId, Learning]:
    """Give what helps with each of the nine blocks.

    Raises:
        SourceError: with file, line and column of every problem.
    """
    folder = rules_folder() / "learning"
    found: dict[BlockId, Learning] = {}
    for block in BLOCKS:
        path = folder / f"{block}.yaml"
        found[block] = validate(Learning, read_source(bounded(path, path.name), path.name))
    return found
