"""How a text falls into words, numbers, prices and pauses, and what a word's forms share."""

from __future__ import annotations

import pytest

from advisor.reading.stems import normalise, stem
from advisor.reading.tokens import parts_of, tokens_of
from advisor.reading.word_index import one_edit_apart


def cut(text: str) -> list[tuple[str, str]]:
    return [(kind, token) for kind, token, _ in tokens_of(text)]


@pytest.mark.parametrize(
    ("text", "kind", "token"),
    [
        ("ab 9,90 € im Monat", "money", "9,90 €"),
        ("$3K–25K a month", "money", "$3K–25K"),
        ("18 Mio. CHF Kapital", "money", "18 Mio. CHF"),
        ("1.200,50 Euro", "money", "1.200,50 Euro"),
        ("CHF 45", "money", "CHF 45"),
        ("70 % Abo", "percent", "70 %"),
        ("3–5 Prozent", "percent", "3–5 Prozent"),
        ("24/7 erreichbar", "number", "24"),
        ("Kund:innen im Norden", "word", "Kund:innen"),
        ("Abo-Modell", "word", "Abo-Modell"),
        ("don't", "word", "don't"),
        ("über booking.com.", "word", "booking.com"),
    ],
)
def test_prices_shares_and_words_with_signs_are_one_token(text: str, kind: str, token: str) -> None:
    assert (kind, token) in cut(text)


def test_emoji_and_bullets_are_left_out_and_commas_pause() -> None:
    assert cut("🚀 Abo, Miete") == [("word", "Abo"), ("pause", ","), ("word", "Miete")]


def test_a_colon_behind_a_word_pauses_when_no_gender_form_follows() -> None:
    assert [kind for kind, _ in cut("Fix:Miete")] == ["word", "pause", "word"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Abo-Modell", ("AboModell", "Abo", "Modell")),
        ("AboBox", ("AboBox", "Abo", "Box")),
        ("ABO", ("ABO",)),
        ("Kund:innen", ("Kundinnen",)),
        ("KundInnen", ("KundInnen",)),
    ],
)
def test_hyphens_and_inner_capitals_divide_a_word_gender_signs_do_not(
    word: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(word) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Käufer", "kaeufer"),
        ("Straße", "STRASSE"),
        ("Gebühr", "GEBÜHR"),
        ("Café", "cafe"),
        ("Ku\u0308che", "Küche"),
    ],
)
def test_spellings_of_one_word_are_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kunde", "kunden"),
        ("guenstig", "guenstigere"),
        ("abo", "abos"),
        ("service", "services"),
        ("company", "companies"),
        ("kundinnen", "kunden"),
        ("persoenlich", "persoenlicher"),
    ],
)
def test_forms_of_one_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("design", "designer"), ("custom", "customer")])
def test_a_person_is_not_the_thing(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("abonement", True),
        ("abonnementt", True),
        ("abonnenemt", False),
        ("abonnemnet", True),
        ("abonniment", True),
        ("abonnement", True),
        ("aboniment", False),
    ],
)
def test_one_edit_is_a_letter_more_less_other_or_swapped(word: str, near: bool) -> None:
    assert one_edit_apart(word, "abonnement") is near
    assert one_edit_apart("abonnement", word) is near
