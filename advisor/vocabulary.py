"""The words of the canvas as data: blocks, groups, tags, facts and guiding questions."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from advisor.canvas import BLOCKS, BlockId, FactValue
from advisor.schema import Bilingual, Strict, validate
from advisor.source import read_source

FactKind = Literal["flag", "choice", "number", "percent", "scale", "rank", "text"]
Many = Field(strict=False)


class Aliases(Strict):
    """Other names people may know a thing by, the template's slips included."""

    de: Annotated[tuple[str, ...], Many] = ()
    en: Annotated[tuple[str, ...], Many] = ()


class Tag(Strict):
    """One word to set on a note or a block; `implies` names the tag it is a kind of."""

    id: str
    label: Bilingual
    definition: Bilingual
    aliases: Aliases = Aliases()
    implies: str | None = None
    part: str | None = None


class Group(Strict):
    """The tags that answer one question."""

    id: str
    label: Bilingual
    definition: Bilingual
    question: Bilingual
    optional: bool = False
    place: Literal["note", "block"] = "note"
    aliases: Aliases = Aliases()
    tags: Annotated[tuple[Tag, ...], Many]


class Choice(Strict):
    """One value of a fact of kind `choice`."""

    id: str
    label: Bilingual


class Fact(Strict):
    """A structured answer on a note or on the whole canvas."""

    id: str
    label: Bilingual
    question: Bilingual
    definition: Bilingual
    kind: FactKind
    choices: Annotated[tuple[Choice, ...], Many] = ()
    blocks: Annotated[tuple[BlockId, ...], Many] = ()
    computed: bool = False

    def accepts(self, value: FactValue) -> bool:
        """Say whether `value` has this fact's type and lies in its range."""
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind == "text":
            return isinstance(value, str)
        if self.kind == "choice":
            return value in [choice.id for choice in self.choices]
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        if self.kind == "percent":
            return 0 <= value <= 100
        if self.kind == "number":
            return abs(value) < 1e15
        return isinstance(value, int) and 1 <= value <= (5 if self.kind == "scale" else 1000)


class AnsweredBy(Strict):
    """What a guiding question is answered by."""

    groups: Annotated[tuple[str, ...], Many] = ()
    facts: Annotated[tuple[str, ...], Many] = ()
    links: Annotated[tuple[BlockId, ...], Many] = ()


class Question(Strict):
    """One guiding question of the canvas."""

    id: str
    text: Bilingual
    aliases: Aliases = Aliases()
    answered_by: AnsweredBy = AnsweredBy()


class BlockWords(Strict):
    """What is to be known about one block; one file of the vocabulary."""

    id: BlockId
    label: Bilingual
    definition: Bilingual
    aliases: Aliases = Aliases()
    questions: Annotated[tuple[Question, ...], Many]
    groups: Annotated[tuple[Group, ...], Many]
    facts: Annotated[tuple[Fact, ...], Many] = ()


class CanvasWords(Strict):
    """Facts of the canvas as a whole, and facts that several blocks share."""

    facts: Annotated[tuple[Fact, ...], Many]
    shared_facts: Annotated[tuple[Fact, ...], Many]


class Vocabulary(Strict):
    """All words, with the look-ups everybody needs."""

    model_config = ConfigDict(strict=True, frozen=True, ignored_types=(functools.cached_property,))

    blocks: Mapping[BlockId, BlockWords]
    canvas: CanvasWords
    sha256: str = ""

    @functools.cached_property
    def groups(self) -> dict[str, Group]:
        """Every group by id."""
        return {group.id: group for words in self.blocks.values() for group in words.groups}

    @functools.cached_property
    def tags(self) -> dict[str, Tag]:
        """Every tag by id."""
        return {tag.id: tag for group in self.groups.values() for tag in group.tags}

    @functools.cached_property
    def group_of(self) -> dict[str, str]:
        """The group of every tag."""
        return {tag.id: group.id for group in self.groups.values() for tag in group.tags}

    @functools.cached_property
    def block_of_group(self) -> dict[str, BlockId]:
        """The block of every group."""
        return {group.id: block for block, words in self.blocks.items() for group in words.groups}

    @functools.cached_property
    def block_of_tag(self) -> dict[str, BlockId]:
        """The block of every tag."""
        return {tag: self.block_of_group[group] for tag, group in self.group_of.items()}

    @functools.cached_property
    def implied(self) -> dict[str, str]:
        """Tag -> the tag it is a kind of (`brands` -> `intellectual`)."""
        return {tag.id: tag.implies for tag in self.tags.values() if tag.implies}

    @functools.cached_property
    def canvas_facts(self) -> dict[str, Fact]:
        """Facts of the canvas as a whole, by id."""
        return {fact.id: fact for fact in self.canvas.facts}

    @functools.cached_property
    def note_facts(self) -> dict[BlockId, dict[str, Fact]]:
        """Facts a note of each block may carry, by id; the block's own first."""
        return {block: {f.id: f for f in self._facts_of(block)} for block in self.blocks}

    def _facts_of(self, block: BlockId) -> Iterator[Fact]:
        yield from self.blocks[block].facts
        yield from (fact for fact in self.canvas.shared_facts if block in fact.blocks)

    def fact(self, name: str) -> Fact:
        """Give the fact of that id, wherever it belongs."""
        if name in self.canvas_facts:
            return self.canvas_facts[name]
        return next(facts[name] for facts in self.note_facts.values() if name in facts)

    def tags_of(self, block: BlockId) -> dict[str, Tag]:
        """Give the tags a note of this block may carry, by id."""
        return self._tags_by_block[block]

    @functools.cached_property
    def _tags_by_block(self) -> dict[BlockId, dict[str, Tag]]:
        return {
            block: {tag.id: tag for group in words.groups for tag in group.tags}
            for block, words in self.blocks.items()
        }


def rules_folder() -> Path:
    """Give the folder of all knowledge: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


@functools.cache
def load_vocabulary() -> Vocabulary:
    """Read the vocabulary that ships with the package, once per process."""
    return read_vocabulary(rules_folder() / "vocabulary")


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read one file per block, and `canvas.yaml`.

    Raises:
        SourceError: with file, line and column.
    """
    digest = hashlib.sha256()

    def read(name: str, model: type[Any]) -> Any:
        path = folder / f"{name}.yaml"
        data = path.read_bytes()
        digest.update(data)
        return validate(model, read_source(data, f"vocabulary/{path.name}"))

    blocks = {block: read(block, BlockWords) for block in BLOCKS}
    canvas = read("canvas", CanvasWords)
    return Vocabulary(blocks=blocks, canvas=canvas, sha256=digest.hexdigest())
