"""Recognise the template's guiding questions left standing in a block: they say nothing."""

from __future__ import annotations

import functools
import re

from advisor.reading.matching import Text
from advisor.reading.stems import normalise
from advisor.vocabulary import load_vocabulary

_LETTERS = re.compile(r"[^\W_]+")
_ASKING = "<question>"  # the list of words that begin a question
_SHORTEST = 3  # words; "Warum nicht?" may be somebody's own


def is_guiding(note: str, text: Text) -> bool:
    """Say whether a note is a guiding question, of our vocabulary or of another template."""
    words = [atoms for atoms in text.atoms if atoms is not None]
    if note.rstrip().endswith("?") and len(words) >= _SHORTEST:
        return any(_ASKING in atoms for atoms in words[:2]) or _bare(note) in _questions()
    return (
        len(words) >= _SHORTEST
        and any(_ASKING in a for a in words[:1])
        and (_bare(note) in _questions())
    )


def _bare(text: str) -> str:
    return " ".join(_LETTERS.findall(normalise(text)))


@functools.cache
def _questions() -> frozenset[str]:
    texts: list[str] = []
    for block in load_vocabulary().blocks.values():
        for question in block.questions:
            texts += [question.text.de, question.text.en]
            texts += [*question.aliases.de, *question.aliases.en]
    return frozenset(_bare(text) for text in texts)
