"""The examples of a rule pin its conditions: no small change goes unnoticed."""

from __future__ import annotations

import pytest

from advisor.rulebook.examples import read_examples
from advisor.rulebook.loader import load_rulebook
from advisor.source import read_source
from advisor.vocabulary import rules_folder
from tests.mutants import mutants, survivors

RULES = {rule.id: rules_folder() / rule.theme / f"{rule.id}.yaml" for rule in load_rulebook().rules}


@pytest.mark.parametrize("rule", RULES)
def test_the_examples_notice_every_mutant(rule: str) -> None:
    source = read_source(RULES[rule].read_bytes(), RULES[rule].name)
    examples = read_examples(source)

    assert list(mutants(source.value))
    assert survivors(source.value, [example.canvas for example in examples]) == []
