"""Read rule files into a rulebook; everything wrong in one is told with its place."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

import advisor
from advisor import limits
from advisor.rulebook.files import (
    OWN,
    YAML,
    files_of,
    read_pattern,
    read_rule,
    read_rule_set,
    read_strength,
    rule_sets,
)
from advisor.rulebook.rule_set import apply_changes, changes_of, wants_total
from advisor.rulebook.rulebook import CompiledRule, Rulebook, Theme
from advisor.schema import Bilingual, Strict, validate
from advisor.source import Problem, SourceError, bounded, read_source
from advisor.vocabulary import Vocabulary, load_vocabulary, rules_folder

Item = TypeVar("Item", covariant=True)


class Reader(Protocol[Item]):
    """Reads one file: its content, its name, its folder, the vocabulary."""

    def __call__(self, data: bytes, name: str, folder: str, vocabulary: Vocabulary, /) -> Item:
        """Give what the file holds."""


class ThemeWords(Strict):
    """One entry of themes.yaml."""

    id: str
    label: Bilingual


class ThemeFile(Strict):
    """rules/themes.yaml: the folders that hold rules, in the order people see them."""

    themes: list[ThemeWords]


def load_rulebook(own: Path | None = None, rule_set: str = "founder") -> Rulebook:
    """Read the rules that ship with the package, and those of a folder of one's own.

    `rule_set` is the name of a rule set that ships, or the path of a file of one's own.

    Raises:
        SourceError: with file, line, column and suggestion of every problem.
    """
    return _load(own, rule_set) if own or rule_set.endswith(YAML) else _shipped(rule_set)


@functools.cache
def _shipped(rule_set: str) -> Rulebook:
    return _load(None, rule_set)


def _load(own: Path | None, rule_set: str) -> Rulebook:
    vocabulary = load_vocabulary()
    root = rules_folder()
    digest = hashlib.sha256(vocabulary.sha256.encode())
    problems: list[SourceError] = []

    def read_all(files: Iterable[tuple[Path, str, str]], read: Reader[Item]) -> list[Item]:
        items = []
        for path, theme, name in files:
            try:
                content = bounded(path, name)
                digest.update(name.encode() + b"\0" + content)
                items.append(read(content, name, theme, vocabulary))
            except SourceError as error:
                problems.append(error)
        return items

    themes = _themes(bounded(root / "themes.yaml", "themes.yaml"))
    patterns = read_all(files_of(root, "patterns"), read_pattern)
    known = {compiled.pattern.id: compiled.bound() for compiled in patterns}
    strengths = read_all(files_of(root, "strengths"), read_strength)
    files = [file for theme in themes for file in files_of(root, theme.id)]
    if own:
        files += _own_files(own, {theme.id for theme in themes})
    if len(files) > limits.RULE_FILES:
        raise SourceError([Problem("too_many", details={"limit": limits.RULE_FILES})], str(own))
    compiled = read_all(files, functools.partial(read_rule, patterns=known))
    problems += _duplicates(compiled)
    if problems:
        raise problems[0] if len(problems) == 1 else FilesError(problems)
    rulebook = Rulebook(
        vocabulary,
        themes,
        tuple(compiled),
        advisor.__version__,
        digest.hexdigest(),
        patterns=tuple(patterns),
        strengths=tuple(strengths),
    )
    chosen = read_rule_set(rule_set)
    changes = changes_of(chosen, read_rule_set)  # refuses a circle
    total = wants_total(chosen, read_rule_set)
    return apply_changes(rulebook, chosen.id, changes, total)


def _themes(data: bytes) -> tuple[Theme, ...]:
    words = validate(ThemeFile, read_source(data, "themes.yaml"))
    return tuple(Theme(theme.id, theme.label) for theme in words.themes)


def _own_files(own: Path, themes: set[str]) -> list[tuple[Path, str, str]]:
    return [
        (path, path.parent.name if path.parent.name in themes else OWN, str(path))
        for path in sorted(own.rglob("*.yaml"))
    ]


class FilesError(SourceError):
    """Several files were refused; `errors` holds one error each."""

    def __init__(self, errors: Iterable[SourceError]) -> None:
        self.errors = tuple(errors)
        super().__init__([problem for error in self.errors for problem in error.problems])


def _duplicates(compiled: list[CompiledRule]) -> list[SourceError]:
    seen: set[str] = set()
    errors = []
    for one in compiled:
        if one.rule.id in seen:
            problem = Problem("duplicate_rule", details={"id": one.rule.id})
            errors.append(SourceError([problem], f"{one.rule.theme}/{one.rule.id}.yaml"))
        seen.add(one.rule.id)
    return errors


__all__ = ["FilesError", "load_rulebook", "read_rule", "rule_sets"]
