"""What a term is, and the small notation it is written in.

A list of terms is one text, divided by commas. A term is one or more words:

    abo             the word, in any form of it
    neuartig*       words that begin so; `*abo` ends so, `*kunden*` holds it
    noch nie        the words one after the other
    nimmt .. ab     with up to four words between
    pro|je stunde   one of several words
    <money> <per>   a price, a share `<percent>`, a number `<number>`, or a word of a named list
    käufer & verkäufer    both in one note, in any order; `&&`: in one block
    website @digital      only where the canvas is of that kind; `@!digital`: only where not
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from advisor import limits
from advisor.canvas import FactValue, Language
from advisor.reading.stems import normalise, stem
from advisor.reading.tokens import parts_of
from advisor.rulebook.words import (
    BlockName,
    GroupName,
    Many,
    NoteFact,
    TagName,
    vocabulary_of,
)
from advisor.schema import Strict, broken, unknown

# What a word is known as: `=stem`, `^beginning`, `$ending`, `~middle`, or `<list>`.
Atom = str
NUMBERS = ("<money>", "<percent>", "<number>")
_PLAIN = frozenset("-|<.@&")  # signs that make a word more than itself
GAP = 4  # words that `..` may skip
SHORT = 5  # letters up to which an ending stands as it is: `*wein` is not what ends in "wei"


class Step(NamedTuple):  # made by the ten thousand: a dataclass takes three times as long
    """One word of a phrase: it is known as one of `atoms`; `after_gap`: words may lie before it."""

    atoms: frozenset[Atom]
    after_gap: bool = False


class Term(NamedTuple):
    """A phrase to look for, as written and as steps; `weight` tells the more exact of two."""

    text: str
    steps: tuple[Step, ...]
    beside: tuple[Step, ...] = ()  # another phrase of the same note
    in_block: tuple[Step, ...] = ()  # a word of the same block
    context: str = ""  # a kind of canvas, with `!` one it must not be
    weight: int = 0


def parse_terms(text: str) -> list[Term]:
    """Give the terms of a list divided by commas; a hyphenated one also in one word and in two.

    Raises:
        PydanticCustomError: a term is not in the notation; the error names it.
    """
    terms: list[Term] = []
    for written in text.split(","):
        words = written.split()
        if len(words) == 1 and _PLAIN.isdisjoint(words[0]):
            word = words[0]
            terms.append(Term(word, (_step(word),), weight=len(word)))
        elif words:
            terms += _term(" ".join(words), words)
    return terms


def _term(text: str, words: list[str]) -> list[Term]:
    context = words.pop()[1:] if words[-1].startswith("@") else ""
    main, beside = _divide(words, "&")
    main, in_block = _divide(main, "&&")
    if not main or len(words) > limits.TERM_WORDS or main[0] == ".." or main[-1] == "..":
        raise broken("bad_term", term=text[:80])
    weight = sum(len(word) for word in words)
    more = (_steps(beside), _steps(in_block), context, weight)
    terms = [Term(text, _steps(main), *more)]
    plain = [word for word in main if not set(word) & set("*|<.")]
    if len(plain) == len(main):
        parts = [part for word in main for part in word.replace("-", " ").split()]
        if len(parts) > len(main):
            terms.append(Term(text, _steps(parts), *more))
        if len(main) > 1:
            terms.append(Term(text, (Step(frozenset({_atom("".join(main))})),), *more))
    return terms


def _divide(words: list[str], sign: str) -> tuple[list[str], list[str]]:
    if sign not in words:
        return words, []
    place = words.index(sign)
    return words[:place], words[place + 1 :]


def _steps(words: list[str]) -> tuple[Step, ...]:
    steps, gap = [], False
    for word in words:
        if word == "..":
            gap = True
            continue
        step = _step(word)
        steps.append(step._replace(after_gap=True) if gap else step)
        gap = False
    return tuple(steps)


@functools.lru_cache(maxsize=limits.WORDS_KEPT)
def _step(word: str) -> Step:
    return Step(frozenset(map(_atom, word.split("|"))))


def _atom(word: str) -> Atom:
    if word.startswith("<") and word.endswith(">") and len(word) > len("<>"):
        return word
    bare = word.strip("*")
    bare = normalise(bare if bare.isalnum() else parts_of(bare)[0]) if bare else ""
    if not bare or set(bare) & set("*<>|@"):
        raise broken("bad_term", term=word[:80])
    match word.startswith("*"), word.endswith("*"):
        case True, True:
            return f"~{bare}"
        case True, False:
            return f"${stem(bare) if len(bare) > SHORT else bare}"
        case False, True:
            return f"^{bare}"
        case _:
            return f"={stem(bare)}"


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


Terms = Annotated[tuple[Term, ...], BeforeValidator(_listed)]


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
