"""Read single files of the rulebook: rules, patterns, strengths and rule sets."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from advisor.findings import Severity
from advisor.positions import Path
from advisor.rulebook.checks import BoundPattern
from advisor.rulebook.pattern import CompiledPattern, Pattern, compile_pattern
from advisor.rulebook.rule import Rule
from advisor.rulebook.rule_set import RuleSet
from advisor.rulebook.rulebook import CompiledRule, compile_rule
from advisor.rulebook.strength import CompiledStrength, Strength, compile_strength
from advisor.schema import validate
from advisor.source import Problem, Source, SourceError, bounded, closest, read_source
from advisor.vocabulary import Vocabulary, load_vocabulary, rules_folder

VARYING = ("when", "given", "unless", "cases")  # where `$tag` and `$block` may stand
OWN = "own"  # the theme of rules that lie in no folder of a theme
YAML = (".yaml", ".yml")


def rule_sets() -> tuple[str, ...]:
    """Give the names of the rule sets that ship."""
    return tuple(sorted(path.stem for path in (rules_folder() / "sets").glob("*.yaml")))


def files_of(root: FilePath, folder: str) -> list[tuple[FilePath, str, str]]:
    """Give path, folder and shown name of every file in a folder of the rules."""
    paths = sorted((root / folder).glob("*.yaml"))
    return [(path, folder, f"{folder}/{path.name}") for path in paths]


def read_rule_set(name: str) -> RuleSet:
    """Read a rule set that ships, by name, or one's own, by the path of its file.

    Raises:
        SourceError: there is none of that name, or the file is broken.
    """
    path = FilePath(name) if name.endswith(YAML) else rules_folder() / "sets" / f"{name}.yaml"
    if not path.is_file():
        known = rule_sets()
        details = {"kind": "rule_set", "word": name[:80], "closest": closest(name, known)}
        raise SourceError([Problem("unknown_word", details={**details, "known": known})], name)
    return validate(RuleSet, read_source(bounded(path, name), path.name))


@functools.cache
def shipped_patterns() -> Mapping[str, BoundPattern]:
    """Give the patterns that ship, by id: what a rule of one's own may name."""
    compiled = [
        read_pattern(path.read_bytes(), name, folder, load_vocabulary())
        for path, folder, name in files_of(rules_folder(), "patterns")
    ]
    return {one.pattern.id: one.bound() for one in compiled}


def read_rule(
    data: bytes | str,
    name: str,
    theme: str = OWN,
    vocabulary: Vocabulary | None = None,
    patterns: Mapping[str, BoundPattern] | None = None,
) -> CompiledRule:
    """Read and compile one rule file; its examples stay unparsed.

    Raises:
        SourceError: with line, column and suggestion of every problem.
    """
    vocabulary = vocabulary or load_vocabulary()
    source = read_source(data, name)
    known = shipped_patterns() if patterns is None else patterns
    context = {"vocabulary": vocabulary, "patterns": known}
    rule = validate(Rule, source, context)
    _refuse_other_name(rule.id, source)
    if rule.severity is Severity.OPEN and rule.cases:
        raise SourceError([Problem("open_has_no_cases", source.place(("cases",)))], name)
    _refuse_stray_words(rule, source)
    rule = rule.model_copy(update={"theme": theme})
    return compile_rule(rule, _concrete(rule, source, context), vocabulary)


def read_pattern(data: bytes | str, name: str, _: str, vocabulary: Vocabulary) -> CompiledPattern:
    """Read and compile one pattern file."""
    source = read_source(data, name)
    pattern = validate(Pattern, source, {"vocabulary": vocabulary})
    _refuse_other_name(pattern.id, source)
    return compile_pattern(pattern)


def read_strength(data: bytes | str, name: str, _: str, vocabulary: Vocabulary) -> CompiledStrength:
    """Read and compile one file of a strength."""
    source = read_source(data, name)
    strength = validate(Strength, source, {"vocabulary": vocabulary})
    _refuse_other_name(strength.id, source)
    return compile_strength(strength)


def _refuse_other_name(name: str, source: Source) -> None:
    stem = FilePath(source.name).stem
    if name != stem:
        details = {"id": name, "stem": stem}
        problem = Problem("id_is_not_file", source.place(("id",)), ("id",), details)
        raise SourceError([problem], source.name)


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
