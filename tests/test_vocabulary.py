"""The words of the canvas: how many, in both languages, and the template's own among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from advisor.canvas import BLOCKS
from advisor.schema import Bilingual
from advisor.source import SourceError
from advisor.vocabulary import (
    Aliases,
    Fact,
    Vocabulary,
    load_vocabulary,
    read_vocabulary,
    rules_folder,
)

WORDS = load_vocabulary()


def all_facts() -> list[Fact]:
    own = [fact for words in WORDS.blocks.values() for fact in words.facts]
    return [*WORDS.canvas.facts, *WORDS.canvas.shared_facts, *own]


def test_the_vocabulary_is_complete() -> None:
    assert tuple(WORDS.blocks) == BLOCKS
    assert len(BLOCKS) == 9
    assert len(WORDS.groups) == 16
    assert len(WORDS.tags) == 76
    assert len(all_facts()) == 35
    assert sum(len(words.questions) for words in WORDS.blocks.values()) == 42


@pytest.mark.parametrize("kind", ["tags, groups and blocks", "facts", "questions"])
def test_no_id_is_used_twice(kind: str) -> None:
    ids = {
        "tags, groups and blocks": [
            *BLOCKS,
            *(group.id for words in WORDS.blocks.values() for group in words.groups),
            *(t.id for words in WORDS.blocks.values() for g in words.groups for t in g.tags),
        ],
        "facts": [fact.id for fact in all_facts()],
        "questions": [q.id for words in WORDS.blocks.values() for q in words.questions],
    }[kind]
    assert [word for word, count in Counter(ids).items() if count > 1] == []


def texts(part: Any, path: str = "") -> Iterator[tuple[str, Bilingual | Aliases]]:
    if isinstance(part, Bilingual | Aliases):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item, f"{path}.{getattr(item, 'id', '')}")


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_left_unsaid_in_either_language(language: str) -> None:
    empty = []
    for path, text in texts(WORDS):
        value = getattr(text, language)
        if isinstance(text, Bilingual) and not value.strip():
            empty.append(path)
        if isinstance(text, Aliases) and not all(alias.strip() for alias in value):
            empty.append(path)
    assert empty == []
    assert len(list(texts(WORDS))) > 500


@pytest.mark.parametrize("language", ["de", "en"])
def test_labels_within_a_block_are_told_apart(language: str) -> None:
    for words in WORDS.blocks.values():
        labels = [tag.label.say(language) for group in words.groups for tag in group.tags]
        assert len(labels) == len(set(labels)), words.id


def test_what_a_tag_implies_is_a_tag_of_the_same_block() -> None:
    assert WORDS.implied["brands"] == "intellectual"
    assert WORDS.implied["rents"] == "fixed_costs"
    for tag, parent in WORDS.implied.items():
        assert WORDS.block_of_tag[tag] == WORDS.block_of_tag[parent]
        assert parent not in WORDS.implied  # one step is enough for the reader


def test_a_part_is_a_tag_of_the_same_block_or_a_half_of_the_prices() -> None:
    assert {tag.part for tag in WORDS.tags.values() if tag.part not in WORDS.tags} == {
        None,
        "fixed",
        "dynamic",
    }
    for tag in WORDS.tags.values():
        if tag.part in WORDS.tags:
            assert WORDS.block_of_tag[tag.part] == WORDS.block_of_tag[tag.id]


def test_questions_name_groups_and_facts_that_exist() -> None:
    facts = {fact.id for fact in all_facts()}
    for words in WORDS.blocks.values():
        for question in words.questions:
            assert set(question.answered_by.groups) <= set(WORDS.groups), question.id
            assert set(question.answered_by.facts) <= facts, question.id


def test_choices_are_given_for_facts_of_choice_and_no_others() -> None:
    for fact in all_facts():
        assert bool(fact.choices) == (fact.kind == "choice"), fact.id
        assert all(fact.accepts(choice.id) for choice in fact.choices)


ACCEPTS = {
    "flag": ([True, False], [1, "true", "no", None]),
    "choice": (["idea"], ["ide", True, 1]),
    "number": ([0, -5, 1.5, 999_999_999_999_999], [True, "5", 1e15, float("inf"), float("nan")]),
    "percent": ([0, 100, 33.3], [-1, 100.1, "50", True]),
    "scale": ([1, 5], [0, 6, 2.5, True]),
    "rank": ([1, 1000], [0, 1001, 1.0, True]),
    "text": (["", "x"], [1, True]),
}


@pytest.mark.parametrize("kind", ACCEPTS)
def test_a_fact_accepts_its_kind_and_range_alone(kind: str) -> None:
    fact = WORDS.fact("stage").model_copy(update={"kind": kind})
    good, bad = ACCEPTS[kind]
    assert [value for value in good if not fact.accepts(value)] == []
    assert [value for value in bad if fact.accepts(value)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "blocks"),
    [
        ("share", {"cost_structure", "revenue_streams"}),
        ("payer", {"customer_segments"}),
        ("status", set(BLOCKS)),
    ],
)
def test_a_fact_belongs_to_its_blocks(fact: str, blocks: set[str]) -> None:
    assert {block for block, facts in WORDS.note_facts.items() if fact in facts} == blocks
    assert WORDS.fact(fact).id == fact


# The German template as it is handed out, slips and all.
TEMPLATE = """
Schlüsselpartner: key_partners
Schlüsselaktivitäten: key_activities
Hauptaktivitäten: key_activities
Wertversprechen: value_propositions
Wertvorschläge: value_propositions
Kundenbeziehungen: customer_relationships
Kundensegmente: customer_segments
Schlüsselressourcen: key_resources
Marktkanäle: channels
Vertriebskanäle: channels
Kosten: cost_structure
Einnahmen: revenue_streams
Einnahmenströme: revenue_streams
MOTIVATIONEN FÜR PARTNERSCHAFTEN: partner_motivation
Optimierung und Wirtschaftlichkeit: optimization_economy
Verringerung von Risiko und Unsicherheit: risk_uncertainty_reduction
Beschaffung bestimmter Ressourcen und Aktivitäten: resource_activity_acquisition
KATEGORIEN: activity_category
Produktion: production
Problemlösung: problem_solving
Plattform / Netzwerk: platform_network
EIGENSCHAFTEN: value_attribute
Neuheit: newness
Performance: performance
Anpassung: customization
Die Arbeit fertigstellen: getting_the_job_done
Design: design
Marke / Status: brand_status
Preis: price
Kostenreduzierung: cost_reduction
Risikominderung: risk_reduction
Zugänglichkeit: accessibility
Komfort / Benutzerfreundlichkeit: convenience_usability
BEISPIELE: relationship_type
Persönliche Hilfe: personal_assistance
Engagierte persönliche Unterstützung: dedicated_personal_assistance
Selbstbedienung: self_service
Automatisierte Dienste: automated_services
Gemeinschaften: communities
Massenmarkt: mass_market
Nischenmarkt: niche_market
Segmentiert: segmented
Diversifiziert: diversified
Mehrseitige Plattform: multi_sided_platform
ARTEN VON RESSOURCEN: resource_type
Physisch: physical
Intellektuell: intellectual
Mensch: human
Finanziell: financial
Markenpatente: brands
Urheberrechte: copyrights
Daten: data
KANALPHASEN: channel_phase
Bewusstsein: awareness
Bewertung: evaluation
Kauf: purchase
Lieferung: delivery
After Sales: after_sales
IST IHR GESCHÄFT MEHR: cost_orientation
Kostenorientiert: cost_driven
Value Driven: value_driven
schlankste Kostenstruktur: lean_cost_structure
niedriger Preiswert: low_price_value_proposition
maximale Automatisierung: maximum_automation
umfangreiches Outsourcing: extensive_outsourcing
Wertschöpfung: value_creation_focus
Premium Value Proposition: premium_value_proposition
BEISPIELEIGENSCHAFTEN: cost_characteristic
Fixkosten: fixed_costs
Gehälter: salaries
Mieten: rents
Dienstprogramme: utilities
Variable Kosten: variable_costs
Größenvorteile: economies_of_scale
Einsparungen von Umfang: economies_of_scope
ARTEN: revenue_type
Verkauf von Vermögenswerten: asset_sale
Nutzungsgebühr: usage_fee
Abo-Gebühren: subscription_fee
Ausleihe / Vermietung / Leasing: lending_renting_leasing
Lizenzierung: licensing
Maklergebühren: brokerage_fee
Werbung: advertising
Listenpreis: list_price
Produktmerkmale abhängig: product_feature_dependent
Kundensegment abhängig: customer_segment_dependent
Volumenabhängig: volume_dependent
Verhandlung: negotiation
Ertragsmanagement: yield_management
Echtzeit-Markt: real_time_market
"""
PAIRS = [tuple(line.rsplit(": ", 1)) for line in TEMPLATE.strip().splitlines()]


@pytest.mark.parametrize(("word", "thing"), PAIRS, ids=[word for word, _ in PAIRS])
def test_the_words_of_the_german_template_are_known(word: str, thing: str) -> None:
    if thing in BLOCKS:
        found: Any = WORDS.blocks[thing]  # type: ignore[index]
    else:
        found = WORDS.groups.get(thing) or WORDS.tags[thing]
    known = {found.label.de.casefold(), *(alias.casefold() for alias in found.aliases.de)}
    assert word.casefold() in known


def test_every_tag_of_the_template_has_a_line_here() -> None:
    things = {thing for _, thing in PAIRS}
    ours_alone = {
        "own_channel", "partner_channel", "key_supplier", "strategic_partner",
        "co_creation", "patents", "auctions", "free_offer",
    }  # fmt: skip
    assert set(WORDS.tags) - things == ours_alone


def copied(folder: Path) -> Path:
    for path in (rules_folder() / "vocabulary").glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_the_digest_tells_vocabularies_apart(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    assert read_vocabulary(folder) == WORDS
    with (folder / "canvas.yaml").open("a") as file:
        file.write("# one more remark\n")
    assert read_vocabulary(folder).sha256 != WORDS.sha256


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    kind: percent", "    kind: persent", "unknown_word"),
        ("    definition:", "    defintion:", "unknown_word"),
        ("      de: Wie hoch ist der Umsatz im betrachteten Zeitraum?\n", "", "missing_key"),
    ],
)
def test_a_broken_vocabulary_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    path = copied(tmp_path) / "canvas.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        read_vocabulary(tmp_path)
    assert error.value.source == "vocabulary/canvas.yaml"
    assert code in [problem.code for problem in error.value.problems]
    assert all(problem.place and problem.place.line > 1 for problem in error.value.problems)


def test_the_vocabulary_is_read_once(vocabulary: Vocabulary) -> None:
    assert load_vocabulary() is vocabulary
