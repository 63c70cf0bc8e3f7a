"""The closed vocabulary of conditions; each docstring is the word's definition in the docs.

A condition is a mapping with one key, its word. All are three-valued: true, false, unknown.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, ValidationInfo, model_validator

from advisor.rulebook import (  # noqa: F401  # register their checks
    gap_checks,
    text_checks,
    wording_checks,
)
from advisor.rulebook.checks import CHECKS, parse_check
from advisor.rulebook.selections import (
    Count,
    Coverage,
    FactBody,
    Selection,
    Total,
)
from advisor.rulebook.words import BlockGroup, BlockName, BlockTags
from advisor.schema import Strict, unknown

Nested = Annotated["tuple[Condition, ...]", Field(strict=False, min_length=1, max_length=40)]


class AllOf(Strict):
    """Every listed condition holds."""

    all: Nested


class AnyOf(Strict):
    """At least one listed condition holds."""

    any: Nested


class Not(Strict):
    """The condition does not hold."""

    negated: Annotated[Condition, Field(alias="not")]


class Has(Strict):
    """Some note of the block, or the block itself, carries one of the tags."""

    has: BlockTags


class LacksAll(Strict):
    """Nobody in the block carries any of the tags; known once their groups are in use."""

    lacks: BlockTags


class Only(Strict):
    """Of the tags' group some are carried in the block, and all of those are listed."""

    only: BlockTags


class Some(Strict):
    """At least one note of the selection exists; one finding names all of them."""

    some: Selection


class Each(Strict):
    """At least one note of the selection exists; every one becomes a finding of its own."""

    each: Selection


class Every(Strict):
    """The block has notes, and all of them belong to the selection."""

    every: Selection


class NoneOf(Strict):
    """The block has notes (or is confirmed empty), and none belongs to the selection."""

    none: Selection


class CountOf(Strict):
    """The number of notes of the selection compares so."""

    count: Count


class Uncovered(Strict):
    """A group in use leaves some of its tags uncovered."""

    uncovered: Coverage


class Sum(Strict):
    """The sum of a number fact over the notes of a block compares so."""

    sum: Total


class FactOf(Strict):
    """A fact of the canvas as a whole compares so."""

    fact: FactBody


class Empty(Strict):
    """Somebody confirmed that the block is empty."""

    empty: BlockName


class Blank(Strict):
    """Nothing is written in the block, and nobody confirmed that it is empty."""

    blank: BlockName


class Unanswered(Strict):
    """The block has notes, and no tag of the group was set or answered with "none"."""

    unanswered: BlockGroup


class CheckOf(Strict):
    """A named check of the package holds; parameters beside its name."""

    check: Any

    @model_validator(mode="before")
    @classmethod
    def _known_check(cls, value: Any, info: ValidationInfo) -> Any:
        body = value.get("check") if isinstance(value, dict) else None
        name = body.get("name") if isinstance(body, dict) else body
        if not isinstance(name, str) or name not in CHECKS:
            raise unknown("check", name, CHECKS)
        given = body if isinstance(body, dict) else {}
        parameters = {key: value for key, value in given.items() if key != "name"}
        return {"check": parse_check(name, parameters, info)}


class PatternOf(Strict):
    """The canvas follows a known business model; its `must` decides, a conflict denies it."""

    pattern: Any

    @model_validator(mode="before")
    @classmethod
    def _known_pattern(cls, value: Any, info: ValidationInfo) -> Any:
        name = value.get("pattern") if isinstance(value, dict) else None
        patterns = (info.context or {}).get("patterns", {})
        if not isinstance(name, str) or name not in patterns:
            raise unknown("pattern", name, patterns)
        return {"pattern": patterns[name]}


WORDS: dict[str, type[Strict]] = {
    "all": AllOf,
    "any": AnyOf,
    "not": Not,
    "has": Has,
    "lacks": LacksAll,
    "only": Only,
    "some": Some,
    "each": Each,
    "every": Every,
    "none": NoneOf,
    "count": CountOf,
    "uncovered": Uncovered,
    "sum": Sum,
    "fact": FactOf,
    "empty": Empty,
    "blank": Blank,
    "unanswered": Unanswered,
    "check": CheckOf,
    "pattern": PatternOf,
}


def _word_of(value: Any) -> str | None:
    if isinstance(value, Strict):
        return next(word for word, kind in WORDS.items() if kind is type(value))
    return str(next(iter(value))) if isinstance(value, dict) and len(value) == 1 else None


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Has, Tag("has")]
    | Annotated[LacksAll, Tag("lacks")]
    | Annotated[Only, Tag("only")]
    | Annotated[Some, Tag("some")]
    | Annotated[Each, Tag("each")]
    | Annotated[Every, Tag("every")]
    | Annotated[NoneOf, Tag("none")]
    | Annotated[CountOf, Tag("count")]
    | Annotated[Uncovered, Tag("uncovered")]
    | Annotated[Sum, Tag("sum")]
    | Annotated[FactOf, Tag("fact")]
    | Annotated[Empty, Tag("empty")]
    | Annotated[Blank, Tag("blank")]
    | Annotated[Unanswered, Tag("unanswered")]
    | Annotated[CheckOf, Tag("check")]
    | Annotated[PatternOf, Tag("pattern")],
    Discriminator(_word_of),
]
ConditionType = (
    AllOf | AnyOf | Not | Has | LacksAll | Only | Some | Each | Every | NoneOf
    | CountOf | Uncovered | Sum | FactOf | Empty | Blank | Unanswered | CheckOf | PatternOf
)  # fmt: skip
Quantified = Literal["some", "each", "every", "none"]

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()
