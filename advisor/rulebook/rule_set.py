"""Which rules count, with which severity, weight and thresholds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from advisor.rulebook.rule import Id, Rule, SeverityName
from advisor.rulebook.rulebook import CompiledRule, Rulebook, compile_rule
from advisor.schema import Bilingual, Strict
from advisor.source import Problem, SourceError, closest


class Change(Strict):
    """What a rule set changes of one rule; what it leaves out stays as the rule has it."""

    enabled: bool = True
    severity: SeverityName | None = None
    weight: Annotated[float | int, Field(ge=0, le=10)] | None = None
    thresholds: dict[str, float | int] = Field(default_factory=dict)


class RuleSet(Strict):
    """A choice of rules; it may start from another one."""

    id: Id
    label: Bilingual
    purpose: Bilingual
    extends: Id | None = None
    total: bool | None = None  # whether reports give one number over all five dimensions
    rules: dict[str, Change] = Field(default_factory=dict)


def changes_of(rule_set: RuleSet, find: Callable[[str], RuleSet]) -> dict[str, Change]:
    """Give a rule set's changes with those of the sets it extends; the nearer one wins.

    Raises:
        SourceError: the sets extend each other in a circle.
    """
    chain = [rule_set]
    while chain[-1].extends:
        if len(chain) > 8:
            raise SourceError([Problem("rule_set_circle", details={"id": rule_set.id})])
        chain.append(find(chain[-1].extends))
    changes: dict[str, Change] = {}
    for one in reversed(chain):
        changes.update(one.rules)
    return changes


def wants_total(rule_set: RuleSet, find: Callable[[str], RuleSet]) -> bool:
    """Say whether a rule set, or the nearest one it extends that says so, asks for a total."""
    one: RuleSet | None = rule_set
    while one and one.total is None:
        one = find(one.extends) if one.extends else None
    return bool(one and one.total)


def apply_changes(
    rulebook: Rulebook, name: str, changes: dict[str, Change], total: bool = False
) -> Rulebook:
    """Give the rulebook as a rule set has it; its hash covers what the set changes.

    Raises:
        SourceError: the set names a rule or a threshold there is not.
    """
    known = {rule.id for rule in rulebook.rules}
    for rule in changes:
        if rule not in known:
            details = {"kind": "rule", "word": rule, "closest": closest(rule, known), "known": []}
            raise SourceError([Problem("unknown_word", details=details)], name)
    kept = []
    for compiled in rulebook.compiled:
        change = changes.get(compiled.rule.id)
        if change is None:
            kept.append(compiled)
        elif change.enabled:
            kept.append(_changed(compiled, change, rulebook, name))
    changed = rulebook.with_rules(tuple(kept), name)
    return replace(changed, total=total, sha256=_sha256(rulebook.sha256, changes, total))


def _sha256(rules: str, changes: dict[str, Change], total: bool) -> str:
    """Give the hash of rules and what is changed of them; of nothing changed that of the rules."""
    if not changes and not total:
        return rules
    written = {name: changes[name].model_dump(mode="json") for name in sorted(changes)}
    return hashlib.sha256(json.dumps([rules, written, total]).encode()).hexdigest()


def _changed(compiled: CompiledRule, change: Change, rulebook: Rulebook, name: str) -> CompiledRule:
    rule = compiled.rule
    for threshold in change.thresholds:
        if threshold not in rule.thresholds:
            known = sorted(rule.thresholds)
            details = {"kind": "threshold", "word": threshold, "known": known}
            details["closest"] = closest(threshold, known)
            raise SourceError([Problem("unknown_word", details=details)], name)

    def adjusted(one: Rule) -> Rule:
        return one.model_copy(
            update={
                "severity": change.severity or one.severity,
                # a severity that was chosen holds for every case
                "cases": () if change.severity else one.cases,
                "weight": one.weight if change.weight is None else change.weight,
                "thresholds": {**one.thresholds, **change.thresholds},
            }
        )

    concrete = {word: adjusted(one) for word, one in compiled.concrete.items()}
    return compile_rule(adjusted(rule), concrete, rulebook.vocabulary)
