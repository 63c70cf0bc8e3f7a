"""What printed canvases say of themselves: questions, examples, labels, licences, as data."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from advisor.canvas import BLOCKS, BlockId
from advisor.formats.headings import key_of
from advisor.schema import Strict, validate
from advisor.source import read_source
from advisor.vocabulary import BlockWords, load_vocabulary, rules_folder

Texts = Annotated[tuple[str, ...], Field(strict=False)]


class TemplateFile(Strict):
    """One file of rules/templates."""

    blocks: Mapping[BlockId, str] = Field(default_factory=dict)
    labels: Texts = ()
    licence: Texts = ()
    stamps: Texts = ()
    placeholders: Texts = ()
    asking: Mapping[str, Texts] = Field(default_factory=dict)
    reader: Texts = ()


@dataclass(frozen=True, slots=True)
class Templates:
    """All of them: texts per block, the rest as keys of `headings.key_of`.

    `reader` are the words that speak to the reader, as they are written.
    """

    texts: Mapping[BlockId, tuple[str, ...]]
    questions: frozenset[str]
    labels: frozenset[str]
    licence: tuple[str, ...]
    stamps: tuple[str, ...]
    placeholders: frozenset[str]
    asking: frozenset[str]
    reader: frozenset[str]


@functools.cache
def load_templates() -> Templates:
    """Read the templates that ship with the package, once per process."""
    folder = rules_folder() / "templates"
    files = [
        validate(TemplateFile, read_source(path.read_bytes(), f"templates/{path.name}"))
        for path in sorted(folder.glob("*.yaml"))
    ]
    words = load_vocabulary().blocks
    texts = {
        block: (
            *(file.blocks[block] for file in files if block in file.blocks),
            *_guiding(words[block]),
        )
        for block in BLOCKS
    }
    return Templates(
        texts=texts,
        questions=frozenset(_questions(text for several in texts.values() for text in several)),
        labels=frozenset(key_of(label) for file in files for label in file.labels),
        licence=tuple(key_of(word) for file in files for word in file.licence),
        stamps=tuple(key_of(word) for file in files for word in file.stamps),
        placeholders=frozenset(key_of(word) for file in files for word in file.placeholders),
        asking=frozenset(
            key_of(word) for file in files for several in file.asking.values() for word in several
        ),
        reader=frozenset(word for file in files for word in file.reader),
    )


def _guiding(words: BlockWords) -> tuple[str, str]:
    """Give our own guiding questions of a block, in both languages."""
    german = [text for one in words.questions for text in (one.text.de, *one.aliases.de)]
    english = [text for one in words.questions for text in (one.text.en, *one.aliases.en)]
    return "\n".join(german), "\n".join(english)


def _questions(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for line in text.splitlines():
            for sentence in line.split("?")[:-1]:
                key = key_of(sentence)
                if key.count(" ") >= 2:
                    yield key
