"""What a rule file holds."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from advisor import limits
from advisor.canvas import BLOCKS, BlockId
from advisor.findings import Severity
from advisor.rulebook import conditions as c
from advisor.rulebook import selections as s
from advisor.rulebook.checks import CHECKS, BoundCheck
from advisor.rulebook.compare import thresholds_in
from advisor.rulebook.words import BlockName, Comparison, FactOperand, Many, TagName, vocabulary_of
from advisor.schema import Strict, broken, unknown

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600)]
SeverityName = Annotated[Severity, Field(strict=False)]


class ReadTexts(Strict):
    """How a contradiction is put as a question when it rests on what was only read."""

    title: Sentence
    message: Sentence


class RuleTexts(Strict):
    """What people read of a rule, in one language."""

    title: Sentence
    message: Sentence
    why: Sentence
    fixes: Annotated[tuple[Sentence, ...], Field(strict=False, min_length=1, max_length=6)]
    fine_when: Sentence | None = None
    asks: Sentence | None = None
    read: ReadTexts | None = None

    def all(self) -> Iterator[tuple[str, str]]:
        """Give every text with its key."""
        for key in ("title", "message", "why", "fine_when", "asks"):
            if getattr(self, key):
                yield key, getattr(self, key)
        for fix in self.fixes:
            yield "fixes", fix
        if self.read:
            yield "read", self.read.title
            yield "read", self.read.message


class BothTexts(Strict):
    """A rule's texts in both languages."""

    de: RuleTexts
    en: RuleTexts

    def say(self, language: str) -> RuleTexts:
        """Give the texts in `language`."""
        return self.de if language == "de" else self.en


class Case(Strict):
    """Content that raises or lowers the severity."""

    when: c.Condition
    severity: SeverityName


class ForEach(Strict):
    """What `$tag` or `$block` stands for, one finding each."""

    tag: Many[TagName] | None = None
    block: Many[BlockName] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> ForEach:
        if (self.tag is None) == (self.block is None) or any(v[0] == "$" for v in self.values):
            raise broken("for_each_shape")
        return self

    @property
    def word(self) -> str:
        """The word to be replaced: `$tag` or `$block`."""
        return "$tag" if self.tag else "$block"

    @property
    def values(self) -> tuple[str, ...]:
        """What it is replaced with."""
        return self.tag or self.block or ()


class Rule(Strict):
    """One check as data; `theme` is the folder its file lies in."""

    id: Id
    severity: SeverityName
    root_cause: Id | None = None
    for_each: ForEach | None = None
    given: c.Condition | None = None
    when: c.Condition
    unless: Annotated[tuple[c.Condition, ...], Field(strict=False, max_length=20)] = ()
    cases: Annotated[tuple[Case, ...], Field(strict=False, max_length=10)] = ()
    thresholds: Annotated[dict[str, int | float], Field(max_length=20, default_factory=dict)]
    source: Sentence
    texts: BothTexts
    examples: Any = None
    theme: str = ""
    weight: Annotated[float | int, Field(ge=0, le=10)] = 1

    @field_validator("for_each")
    @classmethod
    def _from_one_block(cls, value: ForEach | None, info: ValidationInfo) -> ForEach | None:
        if value and value.tag:
            homes = {vocabulary_of(info).block_of_tag[tag] for tag in value.tag if tag[0] != "$"}
            if len(homes) > 1:
                raise broken("one_block_only", size=len(homes))
        return value

    @model_validator(mode="after")
    def _names_resolve(self) -> Rule:
        size = sum(1 for condition in self.conditions() for _ in walk(condition))
        if size > limits.RULE_CONDITIONS:
            raise broken("too_many", limit=limits.RULE_CONDITIONS)
        for name in thresholds_used(self.conditions()):
            if name not in self.thresholds:
                raise unknown("threshold", name, self.thresholds)
        legal = placeholders(self)
        for texts in (self.texts.de, self.texts.en):
            for _, text in texts.all():
                for name in fields(text):
                    if name not in legal:
                        raise unknown("placeholder", name, legal)
        return self

    def conditions(self) -> Iterator[c.ConditionType]:
        """Give every condition of the rule, the outermost ones."""
        yield self.when
        yield from self.unless
        yield from (case.when for case in self.cases)
        if self.given:
            yield self.given

    @property
    def blocks(self) -> tuple[BlockId, ...]:
        """The blocks `when` looks at, in poster order."""
        found = blocks_of(self.when)
        if self.for_each and self.for_each.block:
            found |= set(self.for_each.block)
        return tuple(block for block in BLOCKS if block in found)


def fields(text: str) -> list[str]:
    """Give the names in braces; a brace that is no plain name becomes one nothing fills."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return ["{"]
    return [
        name if not spec and not conversion else f"{name}:{spec}"
        for _, name, spec, conversion in parts
        if name is not None
    ]


def walk(part: Any) -> Iterator[Strict]:
    """Give every model inside a condition, itself included."""
    if isinstance(part, Strict):
        yield part
        for name in type(part).model_fields:
            yield from walk(getattr(part, name))
    elif isinstance(part, BoundCheck):
        yield from walk(part.parameters)
    elif isinstance(part, tuple | list):
        for item in part:
            yield from walk(item)
    elif isinstance(part, dict):
        for item in part.values():
            yield from walk(item)


def thresholds_used(conditions: Iterator[c.ConditionType]) -> set[str]:
    """Give the names of all thresholds that conditions use."""
    return {
        name
        for condition in conditions
        for part in walk(condition)
        if isinstance(part, Comparison)
        for name in thresholds_in(part)
    }


def blocks_of(condition: c.ConditionType) -> set[str]:
    """Give the blocks a condition looks at."""
    found: set[str] = set()
    for part in walk(condition):
        if isinstance(part, c.Has | c.LacksAll | c.Only | c.Unanswered):
            word = next(iter(type(part).model_fields))
            found |= set(getattr(part, word))
        elif isinstance(part, s.Selection):
            found |= set(part.within)
            for other in (part.linked_to, part.not_linked_to):
                found |= set(other) if isinstance(other, tuple) else set()
        elif isinstance(part, s.Coverage | s.Total):
            found.add(part.within)
        elif isinstance(part, c.Empty):
            found.add(part.empty)
        elif isinstance(part, c.Blank):
            found.add(part.blank)
    return found - {"$block"}


def placeholders(rule: Rule) -> set[str]:
    """Give every name a text of the rule may use in braces."""
    legal = {"notes", "tags", "missing", *blocks_of(rule.when), *rule.thresholds}
    if rule.for_each:
        legal |= {"tag" if rule.for_each.tag else "block", "question"}
    for part in walk(rule.when):
        if isinstance(part, c.CountOf):
            legal.add("count")
        elif isinstance(part, c.Sum):
            legal.add("sum")
        elif isinstance(part, c.Unanswered):
            legal |= {"group", "question"}
        elif isinstance(part, s.FactBody):
            legal |= {part.name, *([part.plus] if part.plus else [])}
        elif isinstance(part, FactOperand):
            legal.add(part.fact)
        elif isinstance(part, s.Carries):
            legal |= set(part.facts or {})
        elif isinstance(part, c.CheckOf):
            legal |= set(CHECKS[part.check.name].gives) | set(BLOCKS)
    return legal
