"""Known business models: what they must show, usually show, and never show together."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from pydantic import Field

from advisor.rulebook import conditions as c
from advisor.rulebook.board import Board
from advisor.rulebook.checks import BoundPattern
from advisor.rulebook.compile import Test, compile_both, compile_condition
from advisor.rulebook.evidence import NOTHING_MORE, Verdict
from advisor.rulebook.rule import Id, Sentence
from advisor.schema import Bilingual, Strict


class Part(Strict):
    """Something such canvases usually show; `suggests` is said where it does not."""

    when: c.Condition
    suggests: Bilingual


class Pattern(Strict):
    """One known business model, as data."""

    id: Id
    label: Bilingual
    summary: Bilingual
    must: c.Condition
    should: Annotated[tuple[Part, ...], Field(strict=False, max_length=12)] = ()
    conflicts: Annotated[tuple[c.Condition, ...], Field(strict=False, max_length=12)] = ()
    lacks: Bilingual
    company: Sentence
    source: Sentence
    examples: Any = None


class CompiledPattern(NamedTuple):
    """A pattern and its closures."""

    pattern: Pattern
    must: Test
    shown: Test  # as `must`, but may take unknown for false
    should: tuple[Test, ...]
    conflicts: tuple[Test, ...]

    def holds(self, board: Board) -> Verdict:
        """Say whether the canvas follows the pattern: `must` holds and no conflict does."""
        verdict = self.must(board)
        conflicts = [test(board) for test in self.conflicts] if verdict is not False else []
        if verdict is False or any(conflicts):
            return False
        return None if verdict is None or None in conflicts else NOTHING_MORE

    def recognised(self, board: Board) -> bool:
        """Say whether to show the pattern: what nobody stated is no conflict yet."""
        return bool(self.shown(board)) and not any(test(board) for test in self.conflicts)

    def bound(self) -> BoundPattern:
        """Give what a condition needs that names the pattern."""
        return BoundPattern(self.pattern.id, self.holds, self.pattern.label)

    def missing(self, board: Board) -> tuple[int, ...]:
        """Give the numbers of the parts in `should` that the canvas does not show."""
        return tuple(number for number, test in enumerate(self.should) if not test(board))


def compile_pattern(pattern: Pattern) -> CompiledPattern:
    """Compile a pattern's conditions."""
    return CompiledPattern(
        pattern,
        *compile_both(pattern.must, {}),
        tuple(compile_condition(part.when, {}) for part in pattern.should),
        tuple(compile_condition(condition, {}) for condition in pattern.conflicts),
    )
