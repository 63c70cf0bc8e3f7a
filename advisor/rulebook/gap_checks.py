"""Named checks for what nobody has said yet; only rules of severity `open` may rest on them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationInfo, model_validator

from advisor.canvas import BlockId
from advisor.rulebook.board import Board
from advisor.rulebook.checks import check
from advisor.rulebook.evidence import Evidence, Verdict
from advisor.rulebook.wording_checks import WordList, words_of
from advisor.rulebook.words import ANY_BLOCK, BlockName, NoteFact, vocabulary_of
from advisor.schema import Strict, broken


class TwoBlocks(Strict):
    """The two blocks whose notes belong together."""

    one: BlockName
    other: BlockName


class FactOfBlock(Strict):
    """A fact of the block's notes, asked for from that many notes on."""

    within: Annotated[BlockName, Field(alias="in")]
    fact: NoteFact
    least: Annotated[int, Field(ge=1, le=100)]

    @model_validator(mode="after")
    def _belongs_together(self, info: ValidationInfo) -> FactOfBlock:
        facts = vocabulary_of(info).note_facts
        if self.within != ANY_BLOCK and self.fact not in facts[self.within]:  # type: ignore[index]
            raise broken("fact_of_other_block", word=self.fact, block=self.within)
        return self


class UnsaidWords(Strict):
    """The block whose notes are looked at, and the words of which one would do."""

    within: Annotated[BlockName, Field(alias="in")]
    words: WordList


@check("links_unstated", TwoBlocks)
def links_unstated(board: Board, pair: TwoBlocks) -> Verdict:
    """Two blocks have several notes each, and no link between them is stated."""
    one: BlockId = pair.one  # type: ignore[assignment]  # checked at load
    other: BlockId = pair.other  # type: ignore[assignment]  # checked at load
    if board.unfinished & {one, other}:
        return None
    several = len(board.notes.get(one, ())) > 1 and len(board.notes.get(other, ())) > 1
    if several and board.link_state(one, other) is None:
        return Evidence(blocks=(one, other))
    return False


@check("fact_unstated", FactOfBlock)
def fact_unstated(board: Board, asked: FactOfBlock) -> Verdict:
    """A block has at least so many notes, and none of them states the fact."""
    block: BlockId = asked.within  # type: ignore[assignment]  # checked at load
    if block in board.unfinished:
        return None
    notes = board.notes.get(block, ())
    told = any(
        asked.fact in note.facts or asked.fact in board.heard_facts.get(note.id, ())
        for note in notes
    )
    if len(notes) < asked.least or told:
        return False
    return Evidence(blocks=(block,))


@check("words_unsaid", UnsaidWords)
def words_unsaid(board: Board, asked: UnsaidWords) -> Verdict:
    """A block has notes, and none of them says one of the words."""
    block: BlockId = asked.within  # type: ignore[assignment]  # checked at load
    notes = board.notes.get(block, ())
    if not notes or block in board.unfinished:
        return None
    if any(map(asked.words.accepts, (word for note in notes for word in words_of(note)))):
        return False
    return Evidence(tuple([note.id for note in notes]), (block,))
