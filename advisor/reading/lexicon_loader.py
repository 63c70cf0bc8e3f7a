"""Read the terms: one folder a language, one file a group."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from advisor.reading.lexicon import Lexicon
from advisor.reading.lexicon_builder import LexiconBuilder
from advisor.reading.term_files import FactFile, GroupTerms, LanguageTerms
from advisor.schema import Strict, validate
from advisor.source import bounded, read_source
from advisor.vocabulary import Vocabulary, load_vocabulary, rules_folder

File = TypeVar("File", bound=Strict)
LANGUAGE_FILE = "language.yaml"
FACT_FILE = "facts.yaml"


@functools.cache
def load_lexicon() -> Lexicon:
    """Read the terms that ship with the package, once per process."""
    with _nothing_to_collect():
        return read_lexicon(rules_folder() / "terms", load_vocabulary())


@contextlib.contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keep the garbage collector from looking through what is all going to stay.

    A hundred thousand small objects come to be here; going over them again and again takes a
    third of the time. Once made they are frozen: the collector never looks at them again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def read_lexicon(folder: Path, vocabulary: Vocabulary) -> Lexicon:
    """Read one folder a language: `language.yaml`, `facts.yaml` and one file a group.

    Raises:
        SourceError: with file, line and column of what is not in the notation or not known.
    """
    digest = hashlib.sha256()

    def read(path: Path, model: type[File], known: Mapping[str, Any] | None) -> File:
        name = f"terms/{path.parent.name}/{path.name}"
        content = bounded(path, name)
        digest.update(name.encode() + b"\0" + content)
        return validate(model, read_source(content, name), known)

    paths = sorted(folder.glob(f"*/{LANGUAGE_FILE}"))
    languages = [read(path, LanguageTerms, None) for path in paths]
    known = {
        "vocabulary": vocabulary,
        "lists": {name for one in languages for name in one.lists},
        "contexts": {name for one in languages for name in one.contexts},
    }
    builder = LexiconBuilder(vocabulary, languages)
    for path, language in zip(paths, languages, strict=True):
        for file in sorted(path.parent.glob("*.yaml")):
            if file.name == FACT_FILE:
                builder.add_facts(read(file, FactFile, known), language.language)
            elif file.name != LANGUAGE_FILE:
                builder.add(read(file, GroupTerms, known), language.language)
    return builder.lexicon(digest.hexdigest())
