"""Read rule files into a rulebook; everything wrong in one is told with its place."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

import advisor
from advisor import limits
from advisor.findings import Severity
from advisor.positions import Path
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import CompiledRule, Rulebook, Theme, compile_rule
from advisor.schema import Bilingual, Strict, validate
from advisor.source import Problem, Source, SourceError, read_source
from advisor.vocabulary import Vocabulary, load_vocabulary, rules_folder

VARYING = ("when", "given", "unless", "cases")  # where `$tag` and `$block` may stand
OWN = "own"  # the theme of rules that lie in no folder of a theme


class ThemeWords(Strict):
    """One entry of themes.yaml."""

    id: str
    label: Bilingual


class ThemeFile(Strict):
    """rules/themes.yaml: the folders that hold rules, in the order people see them."""

    themes: list[ThemeWords]


def load_rulebook(own: FilePath | None = None, rule_set: str = "founder") -> Rulebook:
    """Read the rules that ship with the package, and those of a folder of one's own.

    Raises:
        SourceError: with file, line, column and suggestion of every problem.
    """
    return _load(own, rule_set) if own else _shipped(rule_set)


@functools.cache
def _shipped(rule_set: str) -> Rulebook:
    return _load(None, rule_set)


def _load(own: FilePath | None, rule_set: str) -> Rulebook:
    vocabulary = load_vocabulary()
    root = rules_folder()
    data = (root / "themes.yaml").read_bytes()
    words = validate(ThemeFile, read_source(data, "themes.yaml"))
    themes = tuple(Theme(theme.id, theme.label) for theme in words.themes)
    digest = hashlib.sha256(vocabulary.sha256.encode() + data)
    files = [
        (path, theme.id, f"{theme.id}/{path.name}")
        for theme in themes
        for path in sorted((root / theme.id).glob("*.yaml"))
    ]
    if own:
        known = {theme.id for theme in themes}
        for path in sorted(own.rglob("*.yaml")):
            theme_id = path.parent.name if path.parent.name in known else OWN
            files.append((path, theme_id, str(path)))
    if len(files) > limits.RULE_FILES:
        raise SourceError([Problem("too_many", details={"limit": limits.RULE_FILES})], str(own))
    compiled, problems = [], []
    for path, theme_id, name in files:
        content = path.read_bytes()
        digest.update(name.encode() + b"\0" + content)
        try:
            compiled.append(read_rule(content, name, theme_id, vocabulary))
        except SourceError as error:
            problems.append(error)
    problems += _duplicates(compiled)
    if problems:
        raise problems[0] if len(problems) == 1 else FilesError(problems)
    return Rulebook(
        vocabulary, themes, tuple(compiled), advisor.__version__, digest.hexdigest(), rule_set
    )


class FilesError(SourceError):
    """Several files were refused; `errors` holds one error each."""

    def __init__(self, errors: Iterable[SourceError]) -> None:
        self.errors = tuple(errors)
        super().__init__([problem for error in self.errors for problem in error.problems])


def read_rule(
    data: bytes | str, name: str, theme: str = OWN, vocabulary: Vocabulary | None = None
) -> CompiledRule:
    """Read and compile one rule file; its examples stay unparsed.

    Raises:
        SourceError: with line, column and suggestion of every problem.
    """
    vocabulary = vocabulary or load_vocabulary()
    source = read_source(data, name)
    context = {"vocabulary": vocabulary}
    rule = validate(Rule, source, context)
    if rule.id != FilePath(name).stem:
        details = {"id": rule.id, "stem": FilePath(name).stem}
        raise SourceError(
            [Problem("id_is_not_file", source.place(("id",)), ("id",), details)], name
        )
    if rule.severity is Severity.OPEN and rule.cases:
        raise SourceError([Problem("open_has_no_cases", source.place(("cases",)))], name)
    _refuse_stray_words(rule, source)
    rule = rule.model_copy(update={"theme": theme})
    return compile_rule(rule, _concrete(rule, source, context), vocabulary)


def _refuse_stray_words(rule: Rule, source: Source) -> None:
    """Refuse `$tag` or `$block` where no `for_each` says what it stands for."""
    word = rule.for_each.word if rule.for_each else ""
    known = [word] if word else []
    problems = [
        Problem(
            "unknown_word",
            source.place(path),
            path,
            {"kind": "placeholder", "word": stray, "closest": word, "known": known},
        )
        for key in VARYING
        for path, stray in _stand_ins(source.value.get(key), (key,))
        if stray != word
    ]
    if problems:
        raise SourceError(problems, source.name)


def _stand_ins(part: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(part, str) and part in ("$tag", "$block"):
        yield path, part
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _stand_ins(item, (*path, index))
    elif isinstance(part, dict):
        for key, item in part.items():
            yield from _stand_ins(key, (*path, key))
            yield from _stand_ins(item, (*path, key))


def _concrete(rule: Rule, source: Source, context: Any) -> dict[str, Rule]:
    if not rule.for_each:
        return {"": rule}
    return {
        value: validate(
            Rule,
            source,
            context,
            tree={
                key: _filled(part, rule.for_each.word, value) if key in VARYING else part
                for key, part in source.value.items()
            },
        )
        for value in rule.for_each.values
    }


def _filled(part: Any, word: str, value: str) -> Any:
    if part == word:
        return value
    if isinstance(part, list):
        return [_filled(item, word, value) for item in part]
    if isinstance(part, dict):
        return {_filled(key, word, value): _filled(item, word, value) for key, item in part.items()}
    return part


def _duplicates(compiled: list[CompiledRule]) -> list[SourceError]:
    seen: set[str] = set()
    errors = []
    for one in compiled:
        if one.rule.id in seen:
            problem = Problem("duplicate_rule", details={"id": one.rule.id})
            errors.append(SourceError([problem], f"{one.rule.theme}/{one.rule.id}.yaml"))
        seen.add(one.rule.id)
    return errors
