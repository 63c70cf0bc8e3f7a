"""The measurement, on small corpora of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.rulebook.loader import load_rulebook
from benchmarks.corpus import load_matters, load_reasons, tagged_canvases
from benchmarks.measure import frequent, healthy_tables, judge, main, measure, needless

HALVES = {"revenue_streams": [{"text": "Sale", "facts": {"share": 60}} for _ in range(2)]}
SOUND = {"key_resources": ["Kitchen on the market square"]}


def add(
    corpus: Path, folder: str, name: str, blocks: dict[str, Any], kind: str = "", where: str = ""
) -> None:
    """Write a labelled canvas with one defect, or none."""
    home = corpus / folder
    home.mkdir(parents=True, exist_ok=True)
    defect = {"kind": kind, "blocks": where.split(), "note": ""} if kind else None
    canvas = {"canvas": 1, "language": "en", "blocks": blocks}
    labels = {"defect": defect, "must_not": ["A kitchen | is fine"]}
    (home / f"{name}.tagged.json").write_text(json.dumps(canvas), encoding="utf-8")
    (home / f"{name}.labels.json").write_text(json.dumps(labels), encoding="utf-8")


def row(corpus: Path, name: str) -> list[str]:
    """The cells of the canvas in the table of defects."""
    lines = list(measure(corpus, load_rulebook()))
    start = lines.index("### Canvases with one planted defect")
    line = next(line for line in lines[start:] if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_defect_named_in_its_blocks_is_found(tmp_path: Path):
    add(tmp_path, "defective", "sums", HALVES, "shares_not_100", "revenue_streams")

    _, kind, found, by, severity, blocks, *_ = row(tmp_path, "sums")

    assert (kind, found) == ("shares_not_100", "yes")
    assert (by, severity, blocks) == ("shares-off-hundred", "contradiction", "revenue_streams")
    assert "Found: 1 of 1." in measure(tmp_path, load_rulebook())


def test_defect_named_in_fewer_blocks_is_found_in_part_and_does_not_count(tmp_path: Path):
    add(tmp_path, "defective", "sums", HALVES, "shares_not_100", "revenue_streams cost_structure")

    assert row(tmp_path, "sums")[2:4] == ["in part", "shares-off-hundred"]
    assert "Found: 0 of 1." in measure(tmp_path, load_rulebook())


def test_lead_of_a_rule_with_another_meaning_finds_nothing(tmp_path: Path):
    add(tmp_path, "defective", "sums", HALVES, "no_revenue", "revenue_streams")

    cells = row(tmp_path, "sums")

    assert cells[2:4] == ["no", "–"]
    assert "shares-off-hundred (contradiction)" in cells[6]


def test_kind_nobody_listed_counts_as_missed(tmp_path: Path):
    add(tmp_path, "defective", "sums", HALVES, "never_heard_of", "revenue_streams")

    assert row(tmp_path, "sums")[2] == "no"


def test_matter_with_a_missing_tag_means_only_that_tag(tmp_path: Path):
    channels = [{"text": "Stall on the square", "tags": ["awareness", "purchase"]}]
    add(tmp_path, "defective", "gap", {"channels": channels}, "purchase_uncovered", "channels")

    assert row(tmp_path, "gap")[2] == "no"


def test_rule_on_three_sound_canvases_is_named_and_one_on_two_is_not(tmp_path: Path):
    for name in "abc":
        add(tmp_path, "healthy", name, HALVES)
    judged = judge(tagged_canvases(tmp_path / "healthy"), load_rulebook())

    assert frequent(judged)["shares-off-hundred"] == 3
    assert frequent(judged[:2]) == {}


def test_finding_nobody_judged_is_marked(tmp_path: Path):
    add(tmp_path, "healthy", "sums", HALVES)
    judged = judge(tagged_canvases(tmp_path / "healthy"), load_rulebook())

    lead = next(line for line in healthy_tables(judged, {}) if "shares-off-hundred |" in line)

    assert lead.endswith("| not looked at yet |")


def test_reason_for_a_finding_that_is_gone_is_told(tmp_path: Path):
    add(tmp_path, "healthy", "sums", HALVES)
    judged = judge(tagged_canvases(tmp_path / "healthy"), load_rulebook())
    reasons = {
        ("sums", "shares-off-hundred"): "true, the sum is 120.",
        ("sums", "everything-is-free"): "question, because it was once.",
        ("elsewhere", "everything-is-free"): "question, because it was once.",
    }

    assert needless(judged, reasons) == [("sums", "everything-is-free")]


def test_folder_without_canvases_gives_empty_tables(tmp_path: Path):
    assert "Found: 0 of 0." in measure(tmp_path, load_rulebook())


def test_missing_folder_is_told(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["measure", str(tmp_path / "nowhere")])

    with pytest.raises(SystemExit) as stop:
        main()

    assert stop.value.code == 2
    assert "nowhere" in capsys.readouterr().err


def test_command_prints_the_three_parts(tmp_path: Path, monkeypatch, capsys):
    add(tmp_path, "healthy", "kitchen", SOUND)
    monkeypatch.setattr("sys.argv", ["measure", str(tmp_path), "--rule-set", "coach"])

    main()

    printed = capsys.readouterr().out
    assert "rule set coach" in printed
    assert [line for line in printed.splitlines() if line.startswith("###")] == [
        "### Sound canvases",
        "### Canvases with one planted defect",
        "### Companies",
    ]


@pytest.mark.parametrize("part", ["defects", "problems"])
def test_every_listed_rule_exists_and_has_a_reason(part: str):
    known = {rule.id for rule in load_rulebook().rules}
    listed = [matter for rules in load_matters(part).values() for matter in rules]

    assert {matter.rule for matter in listed} <= known
    assert all(matter.because.endswith(".") for matter in listed)


def test_every_defect_kind_has_a_rule():
    assert len(load_matters()) == 20
    assert all(load_matters().values())


def test_reasons_speak_of_rules_there_are():
    known = {rule.id for rule in load_rulebook().rules}

    assert {rule for _, rule in load_reasons()} <= known


def test_reasons_begin_with_what_was_decided():
    verdicts = {reason.split(",")[0] for reason in load_reasons().values()}

    assert verdicts <= {"true", "question", "encoding", "mend"}
