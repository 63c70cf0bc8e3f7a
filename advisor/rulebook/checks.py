"""Named checks: what the closed conditions cannot say, as functions with typed parameters.

A rule file names a check and gives its parameters; it never brings code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import ValidationError, ValidationInfo

from advisor.canvas import BlockId
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import Evidence, Verdict
from advisor.schema import Bilingual, Strict, broken

Check = Callable[[Board, Any], Verdict]


class NamedCheck(NamedTuple):
    """A registered check: its function and the model of its parameters."""

    name: str
    run: Check
    parameters: type[Strict]
    gives: tuple[str, ...]

    @property
    def definition(self) -> str:
        """What the check finds, in one sentence."""
        return (self.run.__doc__ or "").strip().splitlines()[0]


class BoundCheck(NamedTuple):
    """A check with the parameters one rule gives it."""

    name: str
    run: Check
    parameters: Strict


class BoundPattern(NamedTuple):
    """A pattern that a condition names, and how to ask a board for it."""

    name: str
    holds: Callable[[Board], Verdict]
    label: Bilingual


class NoParameters(Strict):
    """A check that takes nothing."""


CHECKS: dict[str, NamedCheck] = {}


def check(
    name: str, parameters: type[Strict] = NoParameters, gives: tuple[str, ...] = ()
) -> Callable[[Check], Check]:
    """Register a function as a named check; `gives` are placeholders it fills."""

    def register(run: Check) -> Check:
        CHECKS[name] = NamedCheck(name, run, parameters, gives)
        return run

    return register


def parse_check(name: str, parameters: dict[str, Any], info: ValidationInfo) -> BoundCheck:
    """Give the check with its parameters checked."""
    named = CHECKS[name]
    try:
        model = named.parameters.model_validate(parameters, context=info.context)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise broken("check_parameter", check=name, key=key, reason=first["msg"]) from None
    return BoundCheck(name, named.run, model)


@check("link_to_missing_note", gives=("link",))
def link_to_missing_note(board: Board, _: NoParameters) -> Verdict:
    """A note names a link to a note that is not on the canvas."""
    if not board.dangling:
        return False if board.links else None
    found = []
    for note, links in board.dangling.items():
        block = board.block_of[note]
        blocks = (block, *_usual_partner(board, block))
        found.append(Evidence((note,), blocks, numbers=(("link", tuple(links)),)))
    return Evidence(each=tuple(found))


def _usual_partner(board: Board, block: BlockId) -> tuple[BlockId, ...]:
    """Give the block that the block's links lead to most often: the lost one was meant for it."""
    homes = Counter(
        board.block_of[link]
        for note in board.notes[block]
        for link in note.links
        if link in board.block_of
    )
    return (homes.most_common(1)[0][0],) if homes else ()
