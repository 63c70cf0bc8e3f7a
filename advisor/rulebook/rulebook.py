"""All rules of one rule set, compiled and ready for the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from advisor.canvas import BlockId
from advisor.findings import Severity
from advisor.rulebook import conditions as c
from advisor.rulebook import selections as s
from advisor.rulebook.compile import Test, compile_both, compile_condition, compile_premise
from advisor.rulebook.pattern import CompiledPattern
from advisor.rulebook.rule import Rule, blocks_of, walk
from advisor.rulebook.strength import CompiledStrength
from advisor.schema import Bilingual
from advisor.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)  # its fields are read for every variant of every check
class Variant:
    """A rule for one word of its `for_each` (or for none): closures over a board.

    `known` says as `when` that the problem is there, but may take unknown for false.
    """

    about: str
    when: Test
    known: Test
    given: Test | None
    unless: tuple[Test, ...]
    cases: tuple[tuple[Test, Severity], ...]
    blocks: frozenset[BlockId]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule and its variants; `asks` are the groups that could make it decide."""

    rule: Rule
    variants: tuple[Variant, ...]
    asks: tuple[str, ...]
    concrete: dict[str, Rule]


class Theme(NamedTuple):
    """A folder of rules and its name."""

    id: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What a check checks; `sha256` is over every file that went in and the rule set's changes.

    `total`: whether reports give one number over all dimensions.
    """

    vocabulary: Vocabulary
    themes: tuple[Theme, ...]
    compiled: tuple[CompiledRule, ...]
    version: str
    sha256: str
    rule_set: str = "founder"
    patterns: tuple[CompiledPattern, ...] = ()
    strengths: tuple[CompiledStrength, ...] = ()
    total: bool = False

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in order of themes."""
        return tuple(compiled.rule for compiled in self.compiled)

    def rule(self, name: str) -> Rule:
        """Give the rule of that id.

        Raises:
            KeyError: there is none.
        """
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

    def only(self, name: str) -> Rulebook:
        """Give a rulebook of just that rule: for its examples."""
        kept = tuple(compiled for compiled in self.compiled if compiled.rule.id == name)
        return replace(self, compiled=kept, patterns=(), strengths=())

    def with_own(self, own: tuple[CompiledRule, ...]) -> Rulebook:
        """Give the rulebook with rules of one's own; one of the same id takes the place."""
        names = {compiled.rule.id for compiled in own}
        kept = [compiled for compiled in self.compiled if compiled.rule.id not in names]
        return replace(self, compiled=(*kept, *own))

    def with_rules(self, compiled: tuple[CompiledRule, ...], rule_set: str) -> Rulebook:
        """Give the rulebook with other rules, named after the rule set that chose them."""
        return replace(self, compiled=compiled, rule_set=rule_set)


def compile_rule(rule: Rule, concrete: dict[str, Rule], vocabulary: Vocabulary) -> CompiledRule:
    """Compile a rule; `concrete` holds it with `$tag` or `$block` filled in, by word."""
    variants = tuple(_variant(word, filled) for word, filled in concrete.items())
    return CompiledRule(rule, variants, _asks(concrete, vocabulary), concrete)


def _variant(word: str, rule: Rule) -> Variant:
    thresholds = rule.thresholds
    when, known = compile_both(rule.when, thresholds)
    return Variant(
        about=word,
        when=when,
        known=known,
        given=_given(rule),
        unless=tuple(compile_condition(part, thresholds) for part in rule.unless),
        cases=tuple(
            (compile_condition(case.when, thresholds), case.severity) for case in rule.cases
        ),
        blocks=frozenset(blocks_of(rule.when)),  # type: ignore[arg-type]  # checked at load
    )


def _given(rule: Rule) -> Test | None:
    """Give the premise: without it a rule that does not fire has looked at nothing.

    Where the file names none it is the first of the listed conditions. For a single condition it
    is that its blocks hold anything at all, which the engine sees to for every rule.
    """
    if rule.given:
        return compile_premise(rule.given, rule.thresholds)
    if isinstance(rule.when, c.AllOf):
        first = rule.when.all[0]
        if not isinstance(first, c.Some | c.Each | c.CountOf | c.Not | c.AnyOf):
            return compile_premise(first, rule.thresholds)
    return None


def _asks(concrete: dict[str, Rule], vocabulary: Vocabulary) -> tuple[str, ...]:
    groups: dict[str, None] = {}
    for rule in concrete.values():
        for part in walk(rule.when):
            if isinstance(part, c.Has | c.LacksAll | c.Only):
                for tags in getattr(part, next(iter(type(part).model_fields))).values():
                    groups.update(dict.fromkeys(vocabulary.group_of[tag] for tag in tags))
            elif isinstance(part, s.Carries):
                tags = (*(part.tags or ()), *(part.all_tags or ()))
                groups.update(dict.fromkeys(vocabulary.group_of[tag] for tag in tags))
            elif isinstance(part, s.Lacks):
                groups.update(dict.fromkeys(vocabulary.group_of[tag] for tag in part.tags))
            elif isinstance(part, s.Coverage):
                groups[part.group] = None
    return tuple(groups)
