"""Every example of every rule file, as `rules test` runs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from advisor.engine import check
from advisor.rulebook.examples import Example, read_examples, run_examples
from advisor.rulebook.loader import load_rulebook
from advisor.source import read_source
from advisor.vocabulary import rules_folder


def examples() -> Iterator[Any]:
    for rule in load_rulebook().rules:
        path = rules_folder() / rule.theme / f"{rule.id}.yaml"
        for example in read_examples(read_source(path.read_bytes(), path.name)):
            yield pytest.param(rule.id, example, id=f"{rule.id}: {example.name}")


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_rule_does_what_its_example_says(rule: str, example: Example) -> None:
    failures = run_examples(rule, load_rulebook(), [example], check)

    assert [(one.what, one.expected, one.got) for one in failures] == []
