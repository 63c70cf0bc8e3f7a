"""Rule files: what is wrong in one is told at load, with place and suggestion."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from advisor import limits
from advisor.findings import Severity
from advisor.rulebook.loader import FilesError, load_rulebook, read_rule
from advisor.source import Problem, SourceError
from advisor.texts import words
from advisor.vocabulary import rules_folder

RULE = """\
# A channel that sells needs one that delivers.
id: probe
severity: risk
root_cause: delivery-gap
for_each: {tag: [purchase, delivery]}
when:
  all:
    - has: {channels: awareness}
    - some: {in: channels, with: {tags: purchase, facts: {used_now: true}}, linked_to: {in: customer_segments}}
    - uncovered: {in: channels, group: channel_phase, tags: $tag}
    - count: {in: channels, at_most: {threshold: most}}
unless:
  - fact: {name: stage, is: idea}
cases:
  - when: {empty: key_partners}
    severity: contradiction
thresholds: {most: 7}
source: "Somebody 2020, p. 1"
texts:
  de: {title: "Fehlt {tag}?", message: "Nur {count} von {most}: {channels}.", why: Warum, fixes: [Ergänzen]}
  en: {title: "Is {tag} missing?", message: "Only {count} of {most}.", why: Why, fixes: [Add]}
examples: {fires: [{anything: goes}]}
"""


def problems_of(text: str, name: str = "probe.yaml") -> tuple[Problem, ...]:
    with pytest.raises(SourceError) as error:
        read_rule(text, name)
    assert error.value.source == name
    return error.value.problems


def test_a_sound_rule_is_read_with_its_variants() -> None:
    compiled = read_rule(RULE, "probe.yaml", "channels")
    assert compiled.rule.theme == "channels"
    assert compiled.rule.severity is Severity.RISK
    assert [variant.about for variant in compiled.variants] == ["purchase", "delivery"]
    assert compiled.rule.blocks == ("channels", "customer_segments")
    assert compiled.asks == ("channel_phase",)


# what stands in the sound rule, what is put there (▸ where the fault is), code, closest word
FAULTS: list[tuple[str, str, str, str]] = [
    ("has: {channels: awareness}", "has: {▸chanels: awareness}", "unknown_word", "channels"),
    ("has: {channels: awareness}", "has: {▸channels: awarenes}", "unknown_word", "awareness"),
    ("has: {channels: awareness}", "has: {channels: [awareness, ▸purchas]}", "unknown_word", "purchase"),
    ("has: {channels: awareness}", "has: {channels: [awareness, ▸7]}", "wrong_type_item", ""),
    ("has: {channels: awareness}", "▸has: {channels: price}", "tag_of_other_block", ""),
    ("has: {channels: awareness}", "▸has: {channels: awareness, key_partners: key_supplier}", "one_block_only", ""),
    ("has: {channels: awareness}", "has: {▸channels: []}", "invalid", ""),
    ("- has: {channels: awareness}", "- ▸hass: {channels: awareness}", "unknown_word", "has"),
    ("- has: {channels: awareness}", "- ▸awareness", "condition_shape", ""),
    ("- has: {channels: awareness}", "- ▸{has: {channels: awareness}, blank: channels}", "condition_shape", ""),
    ("- has: {channels: awareness}", "- blank▸: chanels", "unknown_word", "channels"),
    ("- has: {channels: awareness}", "- ▸check: link_to_mising_note", "unknown_word", "link_to_missing_note"),
    ("- has: {channels: awareness}", "- ▸check: {name: link_to_missing_note, limit: 3}", "check_parameter", ""),
    ("- has: {channels: awareness}", "- ▸eval: __import__('os')", "unknown_word", ""),
    ("some: {in: channels,", "some: {▸in: chanels,", "unknown_word", "channels"),
    ("some: {in: channels,", "some: {▸inn: channels,", "unknown_word", "in"),
    ("with: {tags: purchase,", "▸with: {tags: price,", "tag_of_other_block", ""),
    ("facts: {used_now: true}", "facts: {▸used_nwo: true}", "unknown_word", "used_now"),
    ("facts: {used_now: true}", "facts: {payer: true}", "fact_of_other_block", ""),
    ("facts: {used_now: true}", "facts: {▸used_now: {}}", "no_comparison", ""),
    ("facts: {used_now: true}", "facts: {used_now: {▸att_least: 3}}", "unknown_word", "at_least"),
    ("linked_to: {in: customer_segments}", "linked_to: {▸in: customer_segment}", "unknown_word", "customer_segments"),
    ("group: channel_phase", "▸group: chanel_phase", "unknown_word", "channel_phase"),
    ("{threshold: most}", "{threshold: mots}", "unknown_word", "most"),
    ("thresholds: {most: 7}", "thresholds: {▸most: seven}", "wrong_type", ""),
    ("fact: {name: stage", "fact: {▸name: stge", "unknown_word", "stage"),
    ("fact: {name: stage, is: idea}", "▸fact: {name: stage}", "no_comparison", ""),
    ("when: {empty: key_partners}", "when: {▸empty: key_partner}", "unknown_word", "key_partners"),
    ("    severity: contradiction", "    ▸severity: kontradiction", "unknown_word", "contradiction"),
    ("severity: risk", "▸severity: rsik", "unknown_word", "risk"),
    ("root_cause: delivery-gap", "▸root_cuse: delivery-gap", "unknown_word", "root_cause"),
    ("root_cause: delivery-gap", "▸root_cause: Delivery Gap", "invalid", ""),
    ("for_each: {tag: [purchase, delivery]}", "for_each: {tag: [purchase, ▸delivry]}", "unknown_word", "delivery"),
    ("for_each: {tag: [purchase, delivery]}", "▸for_each: {tag: [purchase], block: [channels]}", "for_each_shape", ""),
    ("for_each: {tag: [purchase, delivery]}", "▸for_each: {tag: [purchase, price]}", "one_block_only", ""),
    ("id: probe", "▸id: prob", "id_is_not_file", ""),
    ("id: probe", "▸id: Probe 7", "invalid", ""),
    ('source: "Somebody 2020, p. 1"\n', "", "missing_key", ""),
    ('source: "Somebody 2020, p. 1"', '▸source: ""', "invalid", ""),
    ("fixes: [Ergänzen]", "▸fixes: []", "invalid", ""),
    ("fixes: [Ergänzen]", "▸fixes: Ergänzen", "wrong_type", ""),
    ("why: Warum, ", "", "missing_key", ""),
    ("  en: {title: \"Is {tag} missing?\", message: \"Only {count} of {most}.\", why: Why, fixes: [Add]}\n", "", "missing_key", ""),
    ("{tag}?", "{tga}?", "unknown_word", "tag"),
    ("{channels}.", "{revenue_streams}.", "unknown_word", ""),
    ("{channels}.", "{channels!r}.", "unknown_word", "channels"),
    ("{channels}.", "{channels:>9}.", "unknown_word", "channels"),
    ("{channels}.", "{0.__class__}.", "unknown_word", ""),
    ("{channels}.", "{channels.", "unknown_word", ""),
    ("id: probe", "id: probe\n▸id: probe", "duplicate_key", ""),
    ("severity: risk", "severity: ▸&s risk", "anchor", ""),
    ("severity: risk", "severity: ▸!!python/name:os.system risk", "tag", ""),
    ("severity: risk", "severity: risk▸: high", "broken_yaml", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "marked", "code", "nearest"),
    FAULTS,
    ids=[row[1][-60:] for row in FAULTS],
)
def test_a_fault_in_a_rule_file_is_refused_with_place_and_suggestion(
    old: str, marked: str, code: str, nearest: str
) -> None:
    assert RULE.count(old) == 1
    text = RULE.replace(old, marked)
    problem = next((p for p in problems_of(text.replace("▸", "")) if p.code == code), None)
    assert problem is not None, problems_of(text.replace("▸", ""))
    assert problem.details.get("closest", "") == nearest
    if "▸" in text:
        before = text.split("▸")[0].split("\n")
        assert problem.place is not None
        assert problem.place.line == len(before)
        assert problem.place.column <= len(before[-1]) + 1
    assert words("de").problem(problem) != words("en").problem(problem)


@pytest.mark.parametrize(
    "outside",
    [
        "when: {has: {▸channels: $tag}}",
        "when: {uncovered: {in: channels, group: channel_phase, ▸tags: $tag}}",
        "when: {▸blank: $block}",
        "when: {blank: channels}\nunless: [{some: {▸in: $block}}]",
        "for_each: {tag: purchase}\nwhen: {▸blank: $block}",
    ],
)
def test_a_stand_in_that_no_for_each_gives_is_refused(outside: str) -> None:
    texts = RULE[RULE.index("\nsource:") :].replace("{tag}", "")
    texts = texts.replace("{count} von {most}: {channels}", "").replace("{count} of {most}", "")
    marked = RULE.split("for_each")[0] + outside + texts
    before = marked.split("▸")[0].split("\n")
    (problem,) = problems_of(marked.replace("▸", ""))
    assert problem.details["word"] in ("$tag", "$block")
    assert problem.place == (len(before), len(before[-1]) + 1)


def test_an_open_question_has_no_cases() -> None:
    (problem,) = problems_of(RULE.replace("severity: risk", "severity: open"))
    assert problem.code == "open_has_no_cases"
    assert problem.place is not None
    assert RULE.splitlines()[problem.place.line - 1] == "cases:"


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = RULE.replace("awareness", "awarenes").replace("key_partners", "key_partner")
    text = text.replace("severity: risk", "severity: rsik")
    assert {p.place and p.place.line for p in problems_of(text)} == {3, 8, 15}


@pytest.mark.parametrize("examples", ["[1, 2]", "{fires: [{canvas: {nonsense: 1}}]}", "anything"])
def test_examples_stay_unparsed_at_load(examples: str) -> None:
    text = RULE.replace("{fires: [{anything: goes}]}", examples)
    assert read_rule(text, "probe.yaml").rule.examples is not None


# --- Folders ---

OWN = (
    RULE.replace("for_each: {tag: [purchase, delivery]}\n", "")
    .replace("tags: $tag", "tags: delivery")
    .replace("{tag}", "")
)


def rule_named(name: str) -> str:
    return OWN.replace("id: probe", f"id: {name}")


def test_rules_of_ones_own_join_those_that_ship(tmp_path: Path) -> None:
    (tmp_path / "pricing").mkdir()
    (tmp_path / "probe.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "pricing" / "dear.yaml").write_text(rule_named("dear"), encoding="utf-8")
    shipped, book = load_rulebook(), load_rulebook(tmp_path)
    assert len(book.rules) == len(shipped.rules) + 2
    assert book.rule("probe").theme == "own"
    assert book.rule("dear").theme == "pricing"
    assert book.sha256 != shipped.sha256


def test_the_digest_changes_with_every_byte_of_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "probe.yaml"
    path.write_text(OWN, encoding="utf-8")
    first = load_rulebook(tmp_path).sha256
    assert load_rulebook(tmp_path).sha256 == first
    path.write_text(OWN + "# remark\n", encoding="utf-8")
    assert load_rulebook(tmp_path).sha256 != first


def test_two_broken_files_are_both_named(tmp_path: Path) -> None:
    for name in ("one", "two", "fine"):
        text = rule_named(name)
        broken = text if name == "fine" else text.replace("awareness", "awarenes")
        (tmp_path / f"{name}.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(FilesError) as error:
        load_rulebook(tmp_path)
    assert [Path(one.source).name for one in error.value.errors] == ["one.yaml", "two.yaml"]
    assert len(error.value.problems) == 2
    assert "one.yaml:7:" in str(error.value.errors[0])


def test_one_broken_file_is_named_alone(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load_rulebook(tmp_path)
    assert error.value.source.endswith("one.yaml")
    assert error.value.problems[0].code == "broken_yaml"
    assert error.value.problems[0].place is not None


def test_an_id_that_is_taken_is_refused(tmp_path: Path) -> None:
    name = load_rulebook().rules[0].id
    (tmp_path / f"{name}.yaml").write_text(rule_named(name), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load_rulebook(tmp_path)
    assert [(p.code, p.details["id"]) for p in error.value.problems] == [("duplicate_rule", name)]


def test_more_rule_files_than_the_limit_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RULE_FILES", len(load_rulebook().rules) + 1)
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("not even a rule", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load_rulebook(tmp_path)
    assert error.value.problems[0].code == "too_many"


def test_the_rules_that_ship_are_read_once_and_in_the_order_of_themes() -> None:
    book = load_rulebook()
    assert load_rulebook() is book
    order = [theme.id for theme in book.themes]
    assert [rule.theme for rule in book.rules] == sorted(
        (rule.theme for rule in book.rules), key=order.index
    )
    assert book.only(book.rules[0].id).rules == book.rules[:1]
    with pytest.raises(KeyError):
        book.rule("no-such-rule")


def test_no_rule_lies_in_a_folder_that_is_no_theme() -> None:
    themes = {theme.id for theme in load_rulebook().themes}
    folders = {path.parent.name for path in rules_folder().glob("*/*.yaml")}
    assert folders - themes <= {
        "vocabulary",
        "samples",
        "learning",
        "worked",
        "patterns",
        "terms",
        "sets",
        "strengths",
        "templates",
        "rubrics",
    }
