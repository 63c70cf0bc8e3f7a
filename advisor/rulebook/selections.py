"""What conditions are made of: selections of notes, counts, sums, facts and coverage."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, ValidationInfo, model_validator

from advisor.rulebook.words import (
    ANY_BLOCK,
    BlockList,
    BlockName,
    CanvasFact,
    Comparison,
    FactTest,
    GroupName,
    Many,
    NoteFact,
    TagName,
    check_tags,
    vocabulary_of,
)
from advisor.schema import Strict, broken


class Carries(Strict):
    """What a note carries: one of `tags`, every one of `all_tags`, facts that compare so."""

    tags: Many[TagName] | None = None
    all_tags: Many[TagName] | None = None
    facts: Annotated[dict[NoteFact, FactTest] | None, Field(min_length=1)] = None


class Lacks(Strict):
    """What a note does not carry: none of `tags`."""

    tags: Many[TagName]


class Selection(Strict):
    """Notes of one or more blocks, narrowed by what they carry and what they are linked to."""

    within: Annotated[BlockList, Field(alias="in")]
    carries: Annotated[Carries | None, Field(alias="with")] = None
    without: Lacks | None = None
    linked_to: OtherSide | None = None
    not_linked_to: OtherSide | None = None

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> Selection:
        facts = vocabulary_of(info).note_facts
        for block in self.within:
            for tags in (
                self.carries.tags if self.carries else None,
                self.carries.all_tags if self.carries else None,
                self.without.tags if self.without else None,
            ):
                check_tags(block, tags or (), info)
            for fact in (self.carries.facts or {}) if self.carries else {}:
                if block != ANY_BLOCK and fact not in facts[block]:  # type: ignore[index]
                    raise broken("fact_of_other_block", word=fact, block=block)
        return self


def _side_of(value: Any) -> str:
    return "selection" if isinstance(value, dict | Selection) else "blocks"


OtherSide = Annotated[
    Annotated[Selection, Tag("selection")] | Annotated[BlockList, Tag("blocks")],
    Discriminator(_side_of),
]


class Count(Selection, Comparison):
    """How many notes of a selection there are, compared with a number."""


class Total(Comparison):
    """The sum of a number fact over the notes of a block, compared with a number."""

    of: NoteFact
    within: Annotated[BlockName, Field(alias="in")]


class FactBody(Comparison):
    """A fact of the canvas, perhaps with a second one added, compared with a value."""

    name: CanvasFact
    plus: CanvasFact | None = None


class Coverage(Strict):
    """The tags of a group within a block; `tags` narrows it to some of them."""

    within: Annotated[BlockName, Field(alias="in")]
    group: GroupName
    tags: Many[TagName] | None = None


for _model in (Selection, Count):
    _model.model_rebuild()
