"""Lexicons made of a few terms, so that a test shows all it rests on."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from advisor.findings import AnyReading, FactReading, LinkReading, Reading
from advisor.reading.lexicon import Lexicon
from advisor.reading.lexicon_loader import read_lexicon
from advisor.reading.reader import read
from advisor.vocabulary import load_vocabulary
from tests.conftest import Blocks, canvas_of

GERMAN: dict[str, Any] = {
    "language": "de",
    "words": "der, die, das, und, für, mit, ein*",
    "elsewhere": "fast, brand",
    "negation": {"ahead": "kein*, ohne", "behind": "zu früh", "but": ""},
    "lists": {
        "audience": "familien, student*, betriebe",
        "question": "welch*, wer",
        "per": "pro, je",
    },
    "contexts": {"digital": {"says": "app, software", "against": "laden"}},
}
ENGLISH: dict[str, Any] = {
    "language": "en",
    "words": "the, and, for, with, a, of",
    "negation": {"ahead": "no, not, without", "behind": "not yet", "but": "not only"},
    "lists": {"question": "who, which, what"},
}


def lexicon_of(
    groups: dict[str, Any] | None = None,
    english: dict[str, Any] | None = None,
    facts: list[dict[str, Any]] | None = None,
    **german: Any,
) -> Lexicon:
    """A lexicon of German terms by group and tag, and English ones; `german` changes the rest."""
    with tempfile.TemporaryDirectory() as name:
        for language, head, files in (
            ("de", {**GERMAN, **german}, groups),
            ("en", ENGLISH, english),
        ):
            folder = Path(name) / language
            folder.mkdir()
            (folder / "language.yaml").write_text(json.dumps(head))
            for group, content in (files or {}).items():
                tree = content if "tags" in content else {"tags": content}
                (folder / f"{group}.yaml").write_text(json.dumps({"group": group, **tree}))
            if facts and language == "de":
                (folder / "facts.yaml").write_text(json.dumps({"facts": facts}))
        return read_lexicon(Path(name), load_vocabulary())


def heard(lexicon: Lexicon, blocks: Blocks, **canvas: Any) -> tuple[AnyReading, ...]:
    """Everything read of a canvas."""
    return read(canvas_of(blocks, **canvas), lexicon)


def tags(lexicon: Lexicon, block: str, *notes: Any, **canvas: Any) -> list[tuple[str, str]]:
    """Tag and words of every tag read in one block."""
    found = heard(lexicon, {block: list(notes)}, **canvas)
    return [(one.tag, one.words) for one in found if isinstance(one, Reading)]


def facts_in(lexicon: Lexicon, block: str, *notes: Any) -> list[tuple[str, Any, str]]:
    """Fact, value and words of every fact read in one block."""
    found = heard(lexicon, {block: list(notes)})
    return [(one.fact, one.value, one.words) for one in found if isinstance(one, FactReading)]


def links_in(lexicon: Lexicon, blocks: Blocks) -> list[tuple[str, str, str]]:
    """Note, other note and words of every link read."""
    found = heard(lexicon, blocks)
    return [(one.note, one.other, one.words) for one in found if isinstance(one, LinkReading)]
