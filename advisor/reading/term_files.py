"""What a file of terms holds: tags, false friends, what is read otherwise, facts, a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, ValidationInfo, model_validator

from advisor.canvas import FactValue, Language
from advisor.reading.terms import NUMBERS, Term, parse_terms
from advisor.rulebook.words import (
    BlockName,
    GroupName,
    Many,
    NoteFact,
    TagName,
    vocabulary_of,
)
from advisor.schema import Strict, broken, unknown


def _listed(value: object, info: ValidationInfo) -> tuple[Term, ...]:
    """Read a list of terms; every named list and kind of canvas must be known."""
    if not isinstance(value, str):
        raise broken("wrong_type", expected="text", key=info.field_name)
    terms = parse_terms(value)
    known: dict[str, set[str]] = info.context or {}
    if known:
        for term in terms:
            if "<" in term.text or term.context:
                _refuse_unknown(term, known["lists"], known["contexts"])
    return tuple(terms)


def _refuse_unknown(term: Term, lists: set[str], contexts: set[str]) -> None:
    for step in (*term.steps, *term.beside, *term.in_block):
        for atom in step.atoms:
            if atom.startswith("<") and atom not in NUMBERS and atom[1:-1] not in lists:
                raise unknown("list", atom[1:-1], lists)
    context = term.context.removeprefix("!")
    if context and context not in contexts:
        raise unknown("context", context, contexts)


# Plain: the ten thousand we have just made need not be gone through again, and copied.
Terms = Annotated[tuple[Term, ...], PlainValidator(_listed)]


class TagTerms(Strict):
    """What says a tag, and what looks like it and never does."""

    says: Terms
    never: Terms = ()


class Otherwise(Strict):
    """The tag of a note in which nothing else of the group is read.

    Only where the note says one of `when`, if there is any, and none of `unless`.
    """

    tag: TagName
    when: Terms = ()
    unless: Terms = ()


class ByNumber(Strict):
    """The tag of a block in which nothing of the group is read: by how many notes it has."""

    one: TagName
    more: TagName


class GroupTerms(Strict):
    """One file: how people say the tags of a group in one language."""

    group: GroupName
    tags: Mapping[TagName, TagTerms]
    otherwise: Otherwise | None = None
    by_number: ByNumber | None = None

    @model_validator(mode="after")
    def _one_group(self, info: ValidationInfo) -> GroupTerms:
        rest = [self.otherwise.tag] if self.otherwise else []
        counted = [self.by_number.one, self.by_number.more] if self.by_number else []
        for tag in (*self.tags, *rest, *counted):
            if vocabulary_of(info).group_of[tag] != self.group:
                raise broken("tag_of_other_group", word=tag, group=self.group)
        return self


class Negation(Strict):
    """Words that deny what stands behind them, or before; `but` denies nothing after all."""

    ahead: Terms
    behind: Terms
    but: Terms = ()


class Context(Strict):
    """A kind of canvas: it holds where more is said for it than against it."""

    says: Terms
    against: Terms


class LanguageTerms(Strict):
    """One file a language: how it is told from others, how it denies, and its named lists.

    `elsewhere` are words of other languages that mean something else in this one.
    """

    language: Language
    words: Terms
    elsewhere: Terms = ()
    negation: Negation
    lists: Mapping[str, Terms] = Field(default_factory=dict)
    contexts: Mapping[str, Context] = Field(default_factory=dict)


class FactTerms(Strict):
    """What says a fact; without `value` the number that stands in the words is its value.

    Not where the note says one of `unless`.
    """

    fact: NoteFact
    within: Annotated[Many[BlockName], Field(alias="in")]
    value: FactValue | None = None
    says: Terms
    unless: Terms = ()

    @model_validator(mode="after")
    def _fits(self, info: ValidationInfo) -> FactTerms:
        vocabulary = vocabulary_of(info)
        for block in self.within:
            if self.fact not in vocabulary.note_facts[block]:  # type: ignore[index]  # checked
                raise broken("fact_of_other_block", word=self.fact, block=block)
        if self.value is not None and not vocabulary.fact(self.fact).accepts(self.value):
            raise unknown("value", self.value, ())
        return self


class FactFile(Strict):
    """One file a language: how people say facts."""

    facts: Annotated[tuple[FactTerms, ...], Field(strict=False)]


# What a term is for: a tag, its false friends, the tag otherwise read and what forbids it; a fact;
# to deny what stands behind or before, or not to deny after all.
TermKind = Literal["says", "never", "rest", "stop", "fact", "no_fact", "ahead", "behind", "but"]
