"""A rule as people look at it: search, what an example shows, what a rule changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.canvas import BlockId, Canvas
from advisor.engine import check
from advisor.findings import Finding, Severity
from advisor.reading.reader import read
from advisor.rulebook.rule import Rule, walk
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.sentences import rule_sentence
from advisor.texts import Words
from advisor.views.checked import in_general


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody looks for among the rules; empty means anything."""

    text: str = ""
    severities: tuple[Severity, ...] = ()
    blocks: tuple[BlockId, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """Which findings come and go when the rulebook changes, or the canvas."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def find_rules(rulebook: Rulebook, wanted: Filter, words: Words) -> tuple[Rule, ...]:
    """Give the rules that fit the filter, in order of themes; every word must occur."""
    parts = wanted.text.casefold().split()
    return tuple(
        rule
        for rule in rulebook.rules
        if (not wanted.severities or rule.severity in wanted.severities)
        and (not wanted.blocks or set(wanted.blocks) & set(rule.blocks))
        and (not wanted.tag or wanted.tag in tags_of(rule))
        and _holds_all(_text_of(rule, words), parts)
    )


def _holds_all(text: str, parts: list[str]) -> bool:
    return all(part in text for part in parts)


def tags_of(rule: Rule) -> frozenset[str]:
    """Give the tags a rule's conditions speak of."""
    tags: set[str] = set(rule.for_each.tag or ()) if rule.for_each else set()
    for condition in rule.conditions():
        for part in walk(condition):
            for name in ("tags", "all_tags"):
                tags.update(getattr(part, name, None) or ())
            for name in ("has", "lacks", "only"):
                for group in (getattr(part, name, None) or {}).values():
                    tags.update(group)
    return frozenset(tag for tag in tags if not tag.startswith("$"))


def _text_of(rule: Rule, words: Words) -> str:
    texts = rule.texts.say(words.language)
    return " ".join([rule.id, *(text for _, text in texts.all()), rule.source]).casefold()


def headline(rule: Rule, words: Words) -> str:
    """Give a rule's title as it reads without a canvas."""
    return in_general(rule.texts.say(words.language).title)


def explained(rule: Rule, rulebook: Rulebook, words: Words) -> str:
    """Give the rule's condition as a sentence."""
    return rule_sentence(rule, rulebook.vocabulary, words)


def effect(canvas: Canvas, before: Rulebook, after: Rulebook) -> Effect:
    """Give which findings come and go when one rulebook takes another's place."""
    heard = read(canvas)
    old, new = check(canvas, before, heard).findings, check(canvas, after, heard).findings
    return changed(old, new)


def changed(old: Iterable[Finding], new: Iterable[Finding]) -> Effect:
    """Give what is new and what is gone; rewording a note changes nothing."""
    old, new = tuple(old), tuple(new)
    return Effect(_only_in(new, old), _only_in(old, new))


def _only_in(these: Iterable[Finding], those: Iterable[Finding]) -> tuple[Finding, ...]:
    known = {(one.id, one.severity) for one in those}
    return tuple(one for one in these if (one.id, one.severity) not in known)
