"""Which text is the name of a block, by the words of the vocabulary alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from advisor.canvas import BlockId
from advisor.vocabulary import load_vocabulary

# Says which block a text is the name of, None where it is none: readers take one to choose by.
Recogniser = Callable[[str], BlockId | None]

_OUTSIDE = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"^\W*\d{1,2}[.):]?\s")


def block_of(text: str) -> BlockId | None:
    """Give the block a text is the name of: label, alias or id, however it is spelled."""
    return _names().get(_key(_NUMBER.sub("", text))) if len(text) < 80 else None


def _key(text: str) -> str:
    return _OUTSIDE.sub("", text).casefold()


@cache
def _names() -> dict[str, BlockId]:
    found: dict[str, BlockId] = {}
    for block, about in load_vocabulary().blocks.items():
        labels = (about.label.de, about.label.en, *about.aliases.de, *about.aliases.en, block)
        for name in labels:
            found.setdefault(_key(name), block)
    return found
