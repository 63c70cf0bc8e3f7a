"""Say a condition as a German or an English sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from advisor.canvas import BLOCKS
from advisor.rulebook import conditions as c
from advisor.rulebook import selections as s
from advisor.rulebook.rule import Rule
from advisor.rulebook.words import Comparison, FactOperand, ThresholdOperand
from advisor.texts import Words
from advisor.vocabulary import Vocabulary


def sentence(condition: c.ConditionType, vocabulary: Vocabulary, words: Words) -> str:
    """Give the condition as one sentence, without a full stop."""
    return _Speaker(vocabulary, words, {}).say(condition)


def rule_sentence(rule: Rule, vocabulary: Vocabulary, words: Words) -> str:
    """Give what makes a rule fire, and what silences it."""
    speaker = _Speaker(vocabulary, words, rule.thresholds)
    text = words("conditions.fires", when=speaker.say(rule.when))
    if rule.for_each:
        names = words.listed(speaker.name(value) for value in rule.for_each.values)
        text = words("conditions.for_each", names=names, sentence=text)
    if rule.unless:
        unless = speaker.joined(rule.unless, "or")
        text = words("conditions.unless", sentence=text, unless=unless)
    return text + "."


class _Speaker:
    """One language's way of saying conditions; all of its words come from the texts."""

    def __init__(self, vocabulary: Vocabulary, words: Words, thresholds: dict[str, Any]) -> None:
        self.vocabulary, self.words, self.thresholds = vocabulary, words, thresholds

    def say(self, condition: c.ConditionType) -> str:
        word = next(iter(type(condition).model_fields))
        return _SPEAKERS[type(condition)](self, getattr(condition, word))

    def joined(self, conditions: Iterable[c.ConditionType], link: str) -> str:
        parts = [
            f"({self.say(part)})" if isinstance(part, c.AllOf | c.AnyOf) else self.say(part)
            for part in conditions
        ]
        return f" {self.words(f'conditions.{link}')} ".join(parts)

    def name(self, word: str) -> str:
        language = self.words.language
        if word in BLOCKS:
            return self.vocabulary.blocks[word].label.say(language)
        if word in self.vocabulary.tags:
            return self.words.quote(self.vocabulary.tags[word].label.say(language))
        if word in self.vocabulary.groups:
            return self.words.quote(self.vocabulary.groups[word].label.say(language))
        return self.words(f"conditions.{word[1:]}")  # $tag, $block

    def fact(self, name: str) -> str:
        return self.words.quote(self.vocabulary.fact(name).label.say(self.words.language))

    def names(self, words: Iterable[str], link: str = "or") -> str:
        return f" {self.words(f'conditions.{link}')} ".join(self.name(word) for word in words)

    def compared(self, comparison: Comparison, fact: str = "") -> str:
        parts = []
        for word, operand in comparison.operands():
            operands = operand if isinstance(operand, tuple) else (operand,)
            values = f" {self.words('conditions.or')} ".join(
                self.operand(one, fact) for one in operands
            )
            parts.append(self.words(f"conditions.compare.{word}", value=values))
        return f" {self.words('conditions.and')} ".join(parts)

    def operand(self, operand: Any, fact: str) -> str:
        if isinstance(operand, FactOperand):
            return self.fact(operand.fact)
        if isinstance(operand, ThresholdOperand):
            operand = self.thresholds[operand.threshold]
        if isinstance(operand, bool):
            return self.words("flag.yes" if operand else "flag.no")
        if isinstance(operand, str):
            choices = self.vocabulary.fact(fact).choices if fact else ()
            labels = {choice.id: choice.label.say(self.words.language) for choice in choices}
            return self.words.quote(labels.get(operand, operand))
        return self.words.number(operand)

    def selection(self, selection: s.Selection | tuple[str, ...]) -> str:
        if isinstance(selection, tuple):
            return self.words("conditions.notes", blocks=self.names(selection))
        text = self.words("conditions.notes", blocks=self.names(selection.within))
        qualifiers = list(self.qualifiers(selection))
        return " ".join([text, f" {self.words('conditions.and')} ".join(qualifiers)]).strip()

    def qualifiers(self, selection: s.Selection) -> Iterable[str]:
        words, carries = self.words, selection.carries
        if carries and carries.tags:
            yield words("conditions.with", tags=self.names(carries.tags))
        if carries and carries.all_tags:
            yield words("conditions.with", tags=self.names(carries.all_tags, "and"))
        for fact, test in (carries.facts or {}).items() if carries else ():
            compared = self.compared(test, fact)
            yield words("conditions.with_fact", fact=self.fact(fact), comparison=compared)
        if selection.without:
            yield words("conditions.without", tags=self.names(selection.without.tags))
        if selection.linked_to:
            yield words("conditions.linked_to", notes=self.selection(selection.linked_to))
        if selection.not_linked_to:
            yield words("conditions.not_linked_to", notes=self.selection(selection.not_linked_to))

    def tagged(self, key: str, value: dict[str, tuple[str, ...]]) -> str:
        ((block, tags),) = value.items()
        return self.words(f"conditions.{key}", block=self.name(block), tags=self.names(tags))

    def chosen(self, key: str, value: s.Selection) -> str:
        return self.words(f"conditions.{key}", notes=self.selection(value))

    def every(self, value: s.Selection) -> str:
        whole = self.words("conditions.notes", blocks=self.names(value.within))
        qualifiers = f" {self.words('conditions.and')} ".join(self.qualifiers(value))
        return self.words("conditions.every", notes=whole, qualifiers=qualifiers)

    def count(self, value: s.Count) -> str:
        return self.words(
            "conditions.count", notes=self.selection(value), comparison=self.compared(value)
        )

    def covered(self, value: s.Coverage) -> str:
        names = {"block": self.name(value.within), "group": self.name(value.group)}
        if value.tags:
            return self.words("conditions.uncovered_tags", **names, tags=self.names(value.tags))
        return self.words("conditions.uncovered", **names)

    def sum(self, value: s.Total) -> str:
        names = {"fact": self.fact(value.of), "block": self.name(value.within)}
        return self.words("conditions.sum", **names, comparison=self.compared(value))

    def canvas_fact(self, value: s.FactBody) -> str:
        fact = self.fact(value.name)
        if value.plus:
            fact = self.words("conditions.plus", left=fact, right=self.fact(value.plus))
        compared = self.compared(value, value.name)
        return self.words("conditions.fact", fact=fact, comparison=compared)

    def unanswered(self, value: dict[str, str]) -> str:
        ((block, group),) = value.items()
        names = {"block": self.name(block), "group": self.name(group)}
        return self.words("conditions.unanswered", **names)


_SPEAKERS: dict[type[Any], Callable[[_Speaker, Any], str]] = {
    c.AllOf: lambda speaker, parts: speaker.joined(parts, "and"),
    c.AnyOf: lambda speaker, parts: speaker.joined(parts, "or"),
    c.Not: lambda speaker, part: speaker.words("conditions.not", condition=speaker.say(part)),
    c.Has: lambda speaker, value: speaker.tagged("has", value),
    c.LacksAll: lambda speaker, value: speaker.tagged("lacks", value),
    c.Only: lambda speaker, value: speaker.tagged("only", value),
    c.Some: lambda speaker, value: speaker.chosen("some", value),
    c.Each: lambda speaker, value: speaker.chosen("each", value),
    c.NoneOf: lambda speaker, value: speaker.chosen("none", value),
    c.Every: _Speaker.every,
    c.CountOf: _Speaker.count,
    c.Uncovered: _Speaker.covered,
    c.Sum: _Speaker.sum,
    c.FactOf: _Speaker.canvas_fact,
    c.Empty: lambda speaker, block: speaker.words("conditions.empty", block=speaker.name(block)),
    c.Blank: lambda speaker, block: speaker.words("conditions.blank", block=speaker.name(block)),
    c.Unanswered: _Speaker.unanswered,
    c.PatternOf: lambda speaker, bound: speaker.words(
        "conditions.pattern", pattern=speaker.words.quote(bound.label.say(speaker.words.language))
    ),
    c.CheckOf: lambda speaker, bound: speaker.words(f"checks.{bound.name}"),
}
