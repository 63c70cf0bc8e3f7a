"""The notation of terms: what each form finds, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.source import SourceError
from advisor.texts import words
from tests.reading.conftest import heard, lexicon_of, tags


def found(term: str, note: str, **canvas: Any) -> bool:
    lexicon = lexicon_of({"revenue_type": {"subscription_fee": {"says": term}}})
    return bool(tags(lexicon, "revenue_streams", note, **canvas))


@pytest.mark.parametrize(
    ("term", "note"),
    [
        ("abo", "Abos für Familien"),
        ("abo*", "Abonnement"),
        ("*abo", "Das Monatsabo"),
        ("*abo*", "Die Jahresabokosten"),
        ("pro monat", "9 Euro pro Monat"),
        ("läuft .. weiter", "Läuft jeden Monat einfach weiter"),
        ("pro|je monat", "Gebühr je Monat"),
        ("<money> <per> monat", "ab 9,90 € pro Monat"),
        ("<money> / monat", "9 €/Monat"),
        ("<percent> vom umsatz", "12 % vom Umsatz"),
        ("<number> monate", "alle 3 Monate"),
        ("gebühr & monat", "Im Monat fällt eine Gebühr an"),
        ("e-mail", "E-Mail"),
        ("e-mail", "email"),
        ("e-mail", "e mail"),
        ("flat rate", "Flatrate"),
        ("Käufer", "KAEUFER"),
        ("abo", "Abo-Modell"),
        ("abo", "AboBox"),
        ("*wein", "Rotweine"),
        ("<money> p.m.", "49 € p.m."),
    ],
)
def test_a_term_finds_what_its_form_says(term: str, note: str) -> None:
    assert found(term, note)


@pytest.mark.parametrize(
    ("term", "note"),
    [
        ("abo", "Laborgeräte"),
        ("abo*", "Labor"),
        ("*wein", "Arbeitsbereich im Wei"),
        ("pro monat", "pro halbem Monat"),
        ("pro monat", "pro, Monat"),
        ("läuft .. weiter", "Läuft und dann noch sehr lange immer weiter"),
        ("läuft .. weiter", "Läuft. Weiter"),
        ("gebühr & monat", "Gebühr"),
        ("<money> <per> monat", "viel Geld pro Monat"),
    ],
)
def test_a_term_does_not_find_what_only_looks_like_it(term: str, note: str) -> None:
    assert not found(term, note)


def test_a_pair_across_the_block_needs_its_other_word_in_any_note_there() -> None:
    lexicon = lexicon_of(
        {"segment_type": {"multi_sided_platform": {"says": "käufer && verkäufer"}}}
    )
    assert tags(lexicon, "customer_segments", "Käufer", "Verkäufer") == [
        ("multi_sided_platform", "Käufer")
    ]
    assert tags(lexicon, "customer_segments", "Käufer", "Händler") == []


def test_a_kind_of_canvas_decides_what_a_word_says() -> None:
    lexicon = lexicon_of(
        {
            "channel_phase": {
                "delivery": {"says": "website @digital"},
                "awareness": {"says": "website @!digital"},
            }
        }
    )
    for other, tag in (("Eine App", "delivery"), ("Ein Laden", "awareness"), ("", "awareness")):
        blocks = {"channels": ["Website"], "value_propositions": [other] if other else []}
        assert [one.tag for one in heard(lexicon, blocks)] == [tag]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "term", ["..", "abo ..", ".. abo", "*", "<>", "a b c d e f g h i j k", "***"]
)
def test_what_is_no_term_is_refused_with_its_place_and_named(term: str) -> None:
    with pytest.raises(SourceError) as error:
        lexicon_of({"revenue_type": {"subscription_fee": {"says": f"abo, {term}"}}})
    problem = error.value.problems[0]
    assert error.value.source == "terms/de/revenue_type.yaml"
    assert problem.code == "bad_term"
    assert problem.place is not None
    assert term[:20] in words("de").problem(problem)


@pytest.mark.parametrize(
    ("term", "closest"), [("<audiences>", "audience"), ("abo @digitl", "digital")]
)
def test_an_unknown_list_or_kind_of_canvas_is_refused_with_the_closest(
    term: str, closest: str
) -> None:
    with pytest.raises(SourceError) as error:
        lexicon_of({"revenue_type": {"subscription_fee": {"says": term}}})
    problem = error.value.problems[0]
    assert problem.code == "unknown_word"
    assert closest in words("en").problem(problem)


def test_a_tag_of_another_group_is_refused() -> None:
    with pytest.raises(SourceError) as error:
        lexicon_of({"revenue_type": {"list_price": {"says": "preis"}}})
    assert error.value.problems[0].code == "tag_of_other_group"


def test_a_fact_that_the_block_does_not_have_is_refused() -> None:
    fact = {"fact": "payer", "in": ["key_partners"], "value": True, "says": "zahlt"}
    with pytest.raises(SourceError) as error:
        lexicon_of(facts=[fact])
    assert error.value.problems[0].code == "fact_of_other_block"


def test_a_value_that_the_fact_does_not_take_is_refused() -> None:
    fact = {"fact": "payer", "in": ["customer_segments"], "value": 7, "says": "zahlt"}
    with pytest.raises(SourceError) as error:
        lexicon_of(facts=[fact])
    assert error.value.problems[0].code == "unknown_word"
