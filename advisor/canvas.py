"""The canvas: nine blocks of notes, frozen, exactly as a person filled it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, NoReturn, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

BlockId = Literal[
    "key_partners",
    "key_activities",
    "key_resources",
    "value_propositions",
    "customer_relationships",
    "channels",
    "customer_segments",
    "cost_structure",
    "revenue_streams",
]
BLOCKS: tuple[BlockId, ...] = get_args(BlockId)
Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FactValue = bool | int | float | str


Key = TypeVar("Key")
Value = TypeVar("Value")


class FrozenDict(dict[Key, Value]):
    """A dict that cannot change: models that hold one stay frozen, hashable and picklable."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a canvas is frozen; make a new one")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse
    __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict sets it to None
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenDict[Key, Value]], tuple[dict[Key, Value]]]:
        return FrozenDict, (dict(self),)


Facts = Annotated[Mapping[str, FactValue], AfterValidator(FrozenDict)]
Texts = Annotated[tuple[str, ...], Field(strict=False)]  # files bring lists

_EMPTY: FrozenDict[str, FactValue] = FrozenDict()
_NO_BLOCKS: FrozenDict[BlockId, Block] = FrozenDict()


class Frozen(BaseModel):
    """Base of every model a canvas is made of: no coercion, no unknown key, no change."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Note(Frozen):
    """One sticky note; `links` holds ids of notes in other blocks, or words that fit none."""

    id: str
    text: str
    details: str = ""
    tags: Texts = ()
    rejected: Texts = ()
    facts: Facts = _EMPTY
    links: Texts = ()

    @property
    def wording(self) -> str:
        """Everything it says: its text, and its details below."""
        return f"{self.text}\n{self.details}" if self.details else self.text


class Block(Frozen):
    """One of the nine blocks.

    `empty` says a person confirmed there is nothing; `done: false` that it is still being
    worked on; `answered` names groups asked and answered with "none of these".
    """

    tags: Texts = ()
    answered: Texts = ()
    notes: Annotated[tuple[Note, ...], Field(strict=False)] = ()
    empty: bool = False
    done: bool | None = None

    @property
    def filled(self) -> bool:
        """Whether it has notes, or a person confirmed that there is nothing."""
        return bool(self.notes) or self.empty


class Answer(Frozen):
    """What a person replied to a finding; empty `notes` or `tags` mean all of that rule's."""

    rule: str
    notes: Texts = ()
    tags: Texts = ()
    kind: Literal["intended", "not_applicable"]
    reason: str


_UNTOUCHED = Block()


def _in_poster_order(blocks: Mapping[BlockId, Block]) -> FrozenDict[BlockId, Block]:
    return FrozenDict({name: blocks[name] for name in BLOCKS if name in blocks})


class Canvas(Frozen):
    """One business model. Blocks nobody touched are absent from `blocks`."""

    canvas: Literal[1] = 1
    name: str = ""
    language: Language | None = None
    facts: Facts = _EMPTY
    blocks: Annotated[Mapping[BlockId, Block], AfterValidator(_in_poster_order)] = _NO_BLOCKS
    answers: Annotated[tuple[Answer, ...], Field(strict=False)] = ()

    def block(self, block: BlockId) -> Block:
        """Give the block, an untouched one where the canvas has none."""
        return self.blocks.get(block, _UNTOUCHED)

    def notes(self) -> Iterator[tuple[BlockId, Note]]:
        """Give every note with its block, in poster order."""
        for block in BLOCKS:
            for note in self.block(block).notes:
                yield block, note
