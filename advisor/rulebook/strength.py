"""What is already in tune: conditions that are good news."""

from __future__ import annotations

from typing import Any, NamedTuple

from advisor.rulebook import conditions as c
from advisor.rulebook.compile import Test, compile_both
from advisor.rulebook.rule import Id, Sentence
from advisor.schema import Strict


class StrengthTexts(Strict):
    """What people read of a strength, in one language."""

    title: Sentence
    message: Sentence


class BothStrengthTexts(Strict):
    """A strength's texts in both languages."""

    de: StrengthTexts
    en: StrengthTexts

    def say(self, language: str) -> StrengthTexts:
        """Give the texts in `language`."""
        return self.de if language == "de" else self.en


class Strength(Strict):
    """One strength, as data."""

    id: Id
    when: c.Condition
    source: Sentence
    texts: BothStrengthTexts
    examples: Any = None


class CompiledStrength(NamedTuple):
    """A strength and its closure."""

    strength: Strength
    when: Test


def compile_strength(strength: Strength) -> CompiledStrength:
    """Compile a strength's condition."""
    _, known = compile_both(strength.when, {})
    return CompiledStrength(strength, known)
