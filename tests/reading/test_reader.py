"""What is read of a canvas, and what is left to people."""

from __future__ import annotations

from advisor.findings import Reading
from tests.reading.conftest import facts_in, heard, lexicon_of, links_in, tags

REVENUE = {
    "revenue_type": {
        "subscription_fee": {"says": "abo, *abo, subscription", "never": "abo-falle"},
        "advertising": {"says": "werbung, brand"},
        "usage_fee": {"says": "abo-gebühr je fahrt"},
    }
}


def test_a_reading_names_note_place_words_tag_and_term() -> None:
    lexicon = lexicon_of(REVENUE)
    (one,) = heard(lexicon, {"revenue_streams": [{"id": "r", "text": "Unser Monatsabo"}]})
    assert one == Reading("revenue_streams", "r", 6, 15, "Monatsabo", "subscription_fee", "*abo")


def test_a_word_counts_in_the_block_of_its_tag_only() -> None:
    assert tags(lexicon_of(REVENUE), "channels", "Werbung im Abo") == []


def test_what_is_denied_is_not_read() -> None:
    lexicon = lexicon_of(REVENUE)
    for note in ("Keine Werbung", "Ohne jede Werbung", "Abo: zu früh", "No subscription yet"):
        assert tags(lexicon, "revenue_streams", note) == [], note


def test_a_denial_reaches_three_words_and_no_pause() -> None:
    lexicon = lexicon_of(REVENUE)
    for note in ("Kein Risiko, Abo", "Ohne viel langes Warten zum Abo"):
        assert tags(lexicon, "revenue_streams", note) == [("subscription_fee", "Abo")], note


def test_not_only_denies_nothing() -> None:
    lexicon = lexicon_of(REVENUE)
    note = "not only subscription"
    assert tags(lexicon, "revenue_streams", note) == [("subscription_fee", "subscription")]


def test_a_false_friend_blocks_the_words_it_covers_and_no_others() -> None:
    lexicon = lexicon_of(REVENUE)
    assert tags(lexicon, "revenue_streams", "Abo-Falle") == []
    assert tags(lexicon, "revenue_streams", "Abo-Falle, Abo") == [("subscription_fee", "Abo")]


def test_of_two_terms_of_one_group_the_more_exact_one_holds() -> None:
    lexicon = lexicon_of(REVENUE)
    note = "Abo-Gebühr je Fahrt"
    assert tags(lexicon, "revenue_streams", note) == [("usage_fee", note)]


def test_a_word_that_means_something_else_in_the_language_of_the_note_is_not_read() -> None:
    lexicon = lexicon_of({}, REVENUE)
    assert tags(lexicon, "revenue_streams", "Der Brand und das Feuer") == []
    assert tags(lexicon, "revenue_streams", "The brand of the shop") == [("advertising", "brand")]


def test_terms_of_both_languages_are_read_in_each_note() -> None:
    lexicon = lexicon_of(REVENUE)
    assert tags(lexicon, "revenue_streams", "The subscription", language="de")
    assert tags(lexicon, "revenue_streams", "Das Abo", language="en")


def test_a_typo_in_a_long_word_is_read_in_a_short_one_not() -> None:
    lexicon = lexicon_of({"revenue_type": {"subscription_fee": {"says": "mitgliedschaft, abo"}}})
    assert tags(lexicon, "revenue_streams", "Mitgleidschaft") == [
        ("subscription_fee", "Mitgleidschaft")
    ]
    assert tags(lexicon, "revenue_streams", "Abu") == []


def test_what_people_set_or_turned_down_wins() -> None:
    lexicon = lexicon_of(REVENUE)
    set_ = {"id": "r", "text": "Abo", "tags": ["asset_sale"]}
    turned_down = {"id": "r", "text": "Abo", "rejected": ["subscription_fee"]}
    assert tags(lexicon, "revenue_streams", set_) == []
    assert tags(lexicon, "revenue_streams", turned_down) == []
    answered = {"revenue_streams": {"notes": ["Abo"], "answered": ["revenue_type"]}}
    assert heard(lexicon, answered) == ()
    whole = {"revenue_streams": {"notes": ["Abo"], "tags": ["asset_sale"]}}
    assert heard(lexicon, whole) == ()


def test_a_tag_that_is_a_kind_of_another_says_that_one_too() -> None:
    lexicon = lexicon_of({"ip_type": {"patents": {"says": "patent"}}})
    assert tags(lexicon, "key_resources", "Zwei Patente") == [
        ("patents", "Patente"),
        ("intellectual", "Patente"),
    ]


def test_guiding_questions_left_standing_are_not_read() -> None:
    lexicon = lexicon_of({"segment_type": {"mass_market": {"says": "kunden, massen*"}}})
    for note in ("Wer sind unsere wichtigsten Kunden?", "Welche Kunden habt ihr?"):
        assert tags(lexicon, "customer_segments", note) == [], note
    assert tags(lexicon, "customer_segments", "Kunden?") == [("mass_market", "Kunden")]


def test_otherwise_gives_the_tag_of_a_note_in_which_nothing_else_is_read() -> None:
    lexicon = lexicon_of(
        {
            "partner_motivation": {
                "tags": {"risk_uncertainty_reduction": {"says": "haftung"}},
                "otherwise": {"tag": "resource_activity_acquisition", "unless": "investor"},
            }
        }
    )
    assert tags(lexicon, "key_partners", "Müller GmbH", "Haftung teilen", "Ein Investor") == [
        ("resource_activity_acquisition", "Müller GmbH"),
        ("risk_uncertainty_reduction", "Haftung"),
    ]


def test_otherwise_with_a_condition_needs_its_words() -> None:
    lexicon = lexicon_of(
        {"revenue_type": {"tags": {}, "otherwise": {"tag": "asset_sale", "when": "<money>"}}}
    )
    assert tags(lexicon, "revenue_streams", "Lampe 80 €", "Lampe") == [("asset_sale", "80 €")]


def test_where_nothing_is_said_the_number_of_notes_decides() -> None:
    by_number = {"one": "niche_market", "more": "segmented"}
    said = {"mass_market": {"says": "alle"}}
    lexicon = lexicon_of({"segment_type": {"tags": said, "by_number": by_number}})
    assert tags(lexicon, "customer_segments", "Junge Familien!") == [
        ("niche_market", "Junge Familien")
    ]
    assert tags(lexicon, "customer_segments", "Familien", "Studenten") == [
        ("segmented", "Familien"),
        ("segmented", "Studenten"),
    ]
    assert tags(lexicon, "customer_segments", "Alle", "Studenten") == [("mass_market", "Alle")]


SHARE = {"fact": "share", "in": ["revenue_streams"], "says": "<percent>", "unless": "provision"}
PAYS = {"fact": "payer", "in": ["customer_segments"], "value": True, "says": "zahlt"}
PAYS_NOT = {"fact": "payer", "in": ["customer_segments"], "value": False, "says": "gratis"}


def test_shares_are_read_and_add_up_within_a_note() -> None:
    lexicon = lexicon_of(facts=[SHARE])
    assert facts_in(lexicon, "revenue_streams", "Abo, rund 55,5 %") == [("share", 55.5, "55,5 %")]
    note = "70 % Abo, 30 % Beratung"
    assert facts_in(lexicon, "revenue_streams", note) == [("share", 100, "70 % Abo, 30 %")]
    assert facts_in(lexicon, "revenue_streams", "5 % Provision", "80 % und 90 %") == []


def test_who_pays_is_read_and_two_answers_say_nothing() -> None:
    lexicon = lexicon_of(facts=[PAYS, PAYS_NOT])
    assert facts_in(lexicon, "customer_segments", "Firma zahlt") == [("payer", True, "zahlt")]
    assert facts_in(lexicon, "customer_segments", "Gast, gratis") == [("payer", False, "gratis")]
    assert facts_in(lexicon, "customer_segments", "Firma zahlt, Gast gratis") == []
    stated = {"id": "s", "text": "Firma zahlt", "facts": {"payer": False}}
    assert facts_in(lexicon, "customer_segments", stated) == []


def test_a_segment_named_in_a_value_note_is_a_link() -> None:
    segments = [
        {"id": "f", "text": "Junge Familien"},
        {"id": "s", "text": "Studierende, Studenten"},
    ]
    value = {"id": "v", "text": "Für Familien: mehr Zeit"}
    blocks = {"value_propositions": [value], "customer_segments": segments}
    assert links_in(lexicon_of(), blocks) == [("v", "f", "Familien")]


def test_a_link_is_not_read_where_it_is_stated_or_fits_two_segments() -> None:
    value = {"id": "v", "text": "Für Familien", "links": ["f"]}
    segments = [{"id": "f", "text": "Junge Familien"}]
    blocks = {"value_propositions": [value], "customer_segments": segments}
    assert links_in(lexicon_of(), blocks) == []
    two = [{"id": "f", "text": "Junge Familien"}, {"id": "g", "text": "Große Familien"}]
    blocks = {"value_propositions": ["Für Familien"], "customer_segments": two}
    assert links_in(lexicon_of(), blocks) == []
