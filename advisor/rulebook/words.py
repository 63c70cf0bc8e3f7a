"""The building blocks of conditions: names checked against the vocabulary, and comparisons."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    model_validator,
)

from advisor.canvas import BLOCKS
from advisor.canvas import BlockId as Block
from advisor.schema import Strict, broken, unknown
from advisor.vocabulary import Vocabulary

ANY_TAG = "$tag"  # stands for the tag of a rule's `for_each`
ANY_BLOCK = "$block"
Item = TypeVar("Item")


def vocabulary_of(info: ValidationInfo) -> Vocabulary:
    """Give the vocabulary a rule file is checked against."""
    context: dict[str, Vocabulary] = info.context or {}
    return context["vocabulary"]


def _known_block(word: str) -> str:
    if word not in BLOCKS and word != ANY_BLOCK:
        raise unknown("block", word, BLOCKS)
    return word


def _known_tag(word: str, info: ValidationInfo) -> str:
    if word != ANY_TAG and word not in vocabulary_of(info).tags:
        raise unknown("tag", word, vocabulary_of(info).tags)
    return word


def _known_group(word: str, info: ValidationInfo) -> str:
    if word not in vocabulary_of(info).groups:
        raise unknown("group", word, vocabulary_of(info).groups)
    return word


def _known_note_fact(word: str, info: ValidationInfo) -> str:
    facts = {name for facts in vocabulary_of(info).note_facts.values() for name in facts}
    if word not in facts:
        raise unknown("fact", word, facts)
    return word


def _known_canvas_fact(word: str, info: ValidationInfo) -> str:
    if word not in vocabulary_of(info).canvas_facts:
        raise unknown("fact", word, vocabulary_of(info).canvas_facts)
    return word


def _one_or_many(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


BlockName = Annotated[str, AfterValidator(_known_block)]
TagName = Annotated[str, AfterValidator(_known_tag)]
GroupName = Annotated[str, AfterValidator(_known_group)]
NoteFact = Annotated[str, AfterValidator(_known_note_fact)]
CanvasFact = Annotated[str, AfterValidator(_known_canvas_fact)]
Many = Annotated[
    tuple[Item, ...],
    BeforeValidator(_one_or_many),
    Field(strict=False, min_length=1, max_length=80),
]


class FactOperand(Strict):
    """The value of another fact of the canvas."""

    fact: CanvasFact


class ThresholdOperand(Strict):
    """A number named under the rule's `thresholds`, which a rule set may change."""

    threshold: str


def _kind_of_operand(value: Any) -> str:
    if isinstance(value, FactOperand) or (isinstance(value, dict) and "fact" in value):
        return "fact"
    return "threshold" if isinstance(value, dict | ThresholdOperand) else "value"


Operand = Annotated[
    Annotated[bool | int | float | str, Tag("value")]
    | Annotated[FactOperand, Tag("fact")]
    | Annotated[ThresholdOperand, Tag("threshold")],
    Discriminator(_kind_of_operand),
]


class Comparison(Strict):
    """What a value is compared with; `is` may name several values, one of which it equals."""

    equals: Annotated[Many[Operand] | None, Field(alias="is")] = None
    less_than: Operand | None = None
    at_most: Operand | None = None
    at_least: Operand | None = None
    more_than: Operand | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Comparison:
        if not self.operands():
            raise broken("no_comparison", known=["is", "less_than", "at_most", "at_least"])
        return self

    def operands(self) -> list[tuple[str, Any]]:
        """Give every comparison made: its word and what it compares with."""
        words = ("equals", "less_than", "at_most", "at_least", "more_than")
        return [(word, getattr(self, word)) for word in words if getattr(self, word) is not None]


def _as_comparison(value: Any) -> Any:
    return value if isinstance(value, dict | Comparison) else {"is": value}


FactTest = Annotated[Comparison, BeforeValidator(_as_comparison)]


def one_block(value: dict[str, Any]) -> dict[str, Any]:
    """Let a mapping from block name exactly one block."""
    if len(value) != 1:
        raise broken("one_block_only", size=len(value))
    return value


def tags_of_block(value: dict[str, tuple[str, ...]], info: ValidationInfo) -> Any:
    """Refuse a tag that belongs to another block."""
    for block, tags in one_block(value).items():
        check_tags(block, tags, info)
    return value


def check_tags(block: str, tags: tuple[str, ...], info: ValidationInfo) -> None:
    """Refuse a tag that does not belong to `block`."""
    vocabulary = vocabulary_of(info)
    for tag in tags:
        if tag != ANY_TAG and block != ANY_BLOCK and vocabulary.block_of_tag[tag] != block:
            home = vocabulary.block_of_tag[tag]
            raise broken("tag_of_other_block", word=tag, block=block, home=home)


BlockTags = Annotated[dict[BlockName, Many[TagName]], AfterValidator(tags_of_block)]
BlockGroup = Annotated[dict[BlockName, GroupName], AfterValidator(one_block)]
BlockList = Many[BlockName]

__all__ = ["Block"]
