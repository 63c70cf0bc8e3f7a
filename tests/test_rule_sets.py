"""Rule sets choose rules, severities, weights and thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.engine import check
from advisor.findings import Severity
from advisor.rulebook.files import read_rule_set, rule_sets
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.own import own_rulebook
from advisor.rulebook.rule_set import apply_changes, changes_of
from advisor.source import SourceError
from tests.conftest import canvas_of

WATCH = canvas_of(
    {
        "value_propositions": [{"id": "v", "text": "A watch", "tags": ["brand_status"]}],
        "cost_structure": {"tags": ["cost_driven"]},
    }
)
PREMIUM = "premium-promise-on-low-cost-base"


def written(folder: Path, text: str, name: str = "mine") -> str:
    path = folder / f"{name}.yaml"
    head = f"id: {name}\nlabel: {{de: Meine, en: Mine}}\npurpose: {{de: Probe, en: Trial}}\n"
    path.write_text(head + text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["founder", "coach", "student"])
def test_the_rule_sets_that_ship_load_and_are_printed_by_name(name: str) -> None:
    book = load_rulebook(rule_set=name)

    assert name in rule_sets()
    assert book.rule_set == name
    assert len(book.rules) >= 100


def test_a_rule_switched_off_is_gone_and_others_stay(tmp_path: Path) -> None:
    mine = written(tmp_path, f"rules:\n  {PREMIUM}: {{enabled: false}}\n")
    book = load_rulebook(rule_set=mine)

    assert PREMIUM not in {rule.id for rule in book.rules}
    assert len(book.rules) == len(load_rulebook().rules) - 1
    assert PREMIUM not in {finding.rule for finding in check(WATCH, book).findings}


def test_a_chosen_severity_holds_for_every_case(tmp_path: Path) -> None:
    mine = written(tmp_path, f"rules:\n  {PREMIUM}: {{severity: hint, weight: 3}}\n")
    book = load_rulebook(rule_set=mine)
    found = [one for one in check(WATCH, book).findings if one.rule == PREMIUM]

    assert [one.severity for one in found] == [Severity.HINT]
    assert book.rule(PREMIUM).weight == 3


def test_a_changed_threshold_changes_what_fires(tmp_path: Path) -> None:
    crowded = canvas_of({"channels": [f"Channel {number}" for number in range(4)]})
    mine = written(tmp_path, "rules:\n  block-overcrowded: {thresholds: {most: 3}}\n")

    def fires(rule_set: str) -> bool:
        found = check(crowded, load_rulebook(rule_set=rule_set)).findings
        return "block-overcrowded" in {one.rule for one in found}

    assert not fires("founder")
    assert fires(mine)


def test_a_set_that_extends_another_wins_over_it(tmp_path: Path) -> None:
    mine = written(tmp_path, f"extends: student\nrules:\n  {PREMIUM}: {{severity: hint}}\n")
    chosen = read_rule_set(mine)
    changes = changes_of(chosen, read_rule_set)

    assert changes[PREMIUM].severity is Severity.HINT
    assert set(read_rule_set("student").rules) <= set(changes)


def test_sets_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    mine = read_rule_set(written(tmp_path, "extends: other\n"))

    with pytest.raises(SourceError) as error:
        changes_of(mine, lambda _: mine)
    assert error.value.problems[0].code == "rule_set_circle"


@pytest.mark.parametrize(
    ("text", "word", "closest"),
    [
        (f"rules:\n  {PREMIUM[:-1]}: {{enabled: false}}\n", PREMIUM[:-1], PREMIUM),
        ("rules:\n  block-overcrowded: {thresholds: {mots: 3}}\n", "mots", "most"),
    ],
)
def test_an_unknown_rule_or_threshold_names_the_closest(
    tmp_path: Path, text: str, word: str, closest: str
) -> None:
    with pytest.raises(SourceError) as error:
        load_rulebook(rule_set=written(tmp_path, text))
    details = error.value.problems[0].details
    assert (details["word"], details["closest"]) == (word, closest)


def test_the_same_own_choice_gives_the_same_rulebook() -> None:
    changes = {PREMIUM: {"enabled": False}}

    assert own_rulebook({}, changes) is own_rulebook({}, dict(changes))
    assert own_rulebook({}, {}) is load_rulebook()
    assert own_rulebook({}, changes).rule_set == "session"


def test_changes_leave_the_shipped_rulebook_as_it_is() -> None:
    before = len(load_rulebook().rules)
    apply_changes(load_rulebook(), "trial", {})

    assert len(load_rulebook().rules) == before


def test_a_total_is_off_unless_a_rule_set_asks_and_is_passed_on_to_what_extends_it(
    tmp_path: Path,
) -> None:
    assert load_rulebook().total is False
    mine = written(tmp_path, "total: true\nextends: coach\n")
    assert load_rulebook(rule_set=mine).total is True


def test_the_hash_covers_what_a_rule_set_changes() -> None:
    plain, student = load_rulebook(), load_rulebook(rule_set="student")
    assert plain.sha256 != student.sha256
    own = own_rulebook({}, {PREMIUM: {"enabled": False}})
    assert own.sha256 not in (plain.sha256, student.sha256)
    assert load_rulebook(rule_set="student").sha256 == student.sha256
