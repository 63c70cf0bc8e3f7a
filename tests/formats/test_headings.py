"""Names of the nine blocks, as people and files write them."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from advisor.canvas import BlockId
from advisor.formats.headings import find_heading, is_copy, split_heading

EXACT = [
    ("Schlüsselpartner", "key_partners"), ("SCHLÜSSELPARTNERSCHAFTEN", "key_partners"), ("Schluesselpartner", "key_partners"),
    ("Zentrale Partnerschaften:", "key_partners"), ("8 Key Partners", "key_partners"), ("Key Partners 8", "key_partners"),
    ("1. Customer Segments", "customer_segments"), ("## Kundensegmente {customer-segments}", "customer_segments"),
    ("Kundensegmente (Customer Segments)", "customer_segments"), ("Für wen (Customer Segments)", "customer_segments"),
    ("Baustein 3: Kanäle", "channels"), ("Marktkanäle", "channels"), ("Vertriebs- und Kommunikationskanäle", "channels"),
    ("Vertrieb & Marketing", "channels"), ("Kanaele", "channels"), ("C HANNELS", "channels"), ("📣 Channels", "channels"),
    ("Wertversprechen / Value Proposition", "value_propositions"), ("Wert-Angebote", "value_propositions"),
    ("Revenue Streams / Sustainability Logic", "revenue_streams"), ("Erlösströme", "revenue_streams"),
    ("Ertragsmodell", "revenue_streams"), ("key_activities", "key_activities"), ("Customer\u00adRelationships", "customer_relationships"),
    ("Socios clave", "key_partners"), ("Estrutura de custos", "cost_structure"), ("Flux de revenus", "revenue_streams"),
    ("Segmenti di clientela", "customer_segments"), ("Cust. Relationships", "customer_relationships"),
]  # fmt: skip
SIMILAR = [
    ("Customer Relatioinships", "customer_relationships"),
    ("Schlüsselresourcen!", "key_resources"),
    ("Kundenseggmente", "customer_segments"),
    ("Value Propostions", "value_propositions"),
]
WEAK = [("Partner", "key_partners"), ("Kosten", "cost_structure"), ("Einnahmen:", "revenue_streams"), ("Kunden", "customer_segments")]  # fmt: skip


@pytest.mark.parametrize(("text", "block"), EXACT)
def test_a_block_is_known_by_its_names(text: str, block: BlockId) -> None:
    found = find_heading(text)

    assert found is not None
    assert (found.block, found.strong, found.similar) == (block, True, False)


@pytest.mark.parametrize(("text", "block"), SIMILAR)
def test_a_block_is_known_with_a_slip(text: str, block: BlockId) -> None:
    found = find_heading(text)

    assert found is not None
    assert found.block == block


@pytest.mark.parametrize(("text", "block"), WEAK)
def test_ordinary_words_are_told_from_names(text: str, block: BlockId) -> None:
    found = find_heading(text)

    assert found is not None
    assert (found.block, found.strong) == (block, False)


@pytest.mark.parametrize(
    "text",
    ["", "Kunden / Partner", "Kosten / Hofer", "Kanäle – Hofer", "Kundenbeziehungen?", "Customer Relationships? Revenue Streams?", "Partner in der Region",
     "Fertigungspartner", "Business Model Canvas", "Kundensegmente sind Gruppen von Menschen", "Kanal-Tinys " * 20],
)  # fmt: skip
def test_other_lines_are_no_headings(text: str) -> None:
    assert find_heading(text) is None


@pytest.mark.parametrize(
    ("text", "block", "rest"),
    [
        ("CUSTOMER\nSEGMENTS\nPendler", "customer_segments", "Pendler"),
        ("Kanäle\nKundenhotline", "channels", "Kundenhotline"),
        ("Kanäle: Wochenmarkt", "channels", "Wochenmarkt"),
        ("Kanäle – Wochenmarkt\nInstagram", "channels", "Wochenmarkt\nInstagram"),
        ("Kosten: 400 €", "cost_structure", "400 €"),
        ("\nKey\nPartners\n\nHofer", "key_partners", "\nHofer"),
    ],
)
def test_a_heading_is_cut_from_what_follows(text: str, block: BlockId, rest: str) -> None:
    found = split_heading(text)

    assert found is not None
    assert (found[0].block, found[1]) == (block, rest)


def test_a_note_that_begins_like_a_name_is_left_whole() -> None:
    assert split_heading("Partner - Hofer") is None
    assert split_heading("Partner Hofer\nKanäle") is None


def test_sheets_for_the_reader_are_known_by_their_names() -> None:
    assert is_copy("Anleitung")
    assert is_copy("2 – Instruções")
    assert is_copy("Beispiele aus dem Kurs")
    assert not is_copy("Canvas Team 3")
    assert not is_copy("Team Mustermann")
