"""Every condition can be said, in German and in English."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import re
from typing import Any

import pytest

from advisor.canvas import LANGUAGES, Language
from advisor.rulebook.checks import CHECKS
from advisor.rulebook.conditions import WORDS
from advisor.rulebook.files import shipped_patterns
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rule import Rule
from advisor.rulebook.sentences import rule_sentence, sentence
from advisor.texts import words
from advisor.vocabulary import Vocabulary
from tests.conftest import rule_of

HAS = {"has": {"channels": "purchase"}}
BODY: dict[str, Any] = {
    "all": [HAS, {"blank": "key_partners"}],
    "any": [HAS, {"blank": "key_partners"}],
    "not": HAS,
    "has": {"channels": ["purchase", "delivery"]},
    "lacks": {"channels": "purchase"},
    "only": {"channels": "purchase"},
    "some": {"in": "channels", "with": {"tags": "purchase"}},
    "each": {"in": "channels", "without": {"tags": "purchase"}},
    "every": {"in": "channels", "linked_to": "customer_segments"},
    "none": {
        "in": "channels",
        "not_linked_to": {"in": "customer_segments", "with": {"facts": {"payer": True}}},
    },
    "count": {"in": ["channels", "key_partners"], "at_most": {"threshold": "most"}},
    "uncovered": {"in": "channels", "group": "channel_phase", "tags": "purchase"},
    "sum": {"of": "share", "in": "revenue_streams", "more_than": 99.5},
    "fact": {"name": "fixed_share", "plus": "variable_share", "more_than": {"fact": "cost_total"}},
    "empty": "channels",
    "blank": "channels",
    "unanswered": {"channels": "channel_phase"},
    "check": "link_to_missing_note",
    "pattern": next(iter(shipped_patterns()), ""),
}
LEFT_OVER = re.compile(r"[{}$]|\b(None|True|False)\b|_|  |\(\)|„“|“”")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_phrases_in_both_languages(
    word: str, language: Language, vocabulary: Vocabulary
) -> None:
    rule = rule_of({word: BODY[word]}, thresholds={"most": 7}).rule
    text = rule_sentence(rule, vocabulary, words(language))
    assert not LEFT_OVER.search(text), text
    assert len(text) > 25
    assert text.endswith(".")


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_named_check_has_a_phrase_and_a_definition(name: str, language: Language) -> None:
    assert words(language)(f"checks.{name}").strip()
    assert CHECKS[name].definition.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", load_rulebook().rules, ids=lambda rule: rule.id)
def test_every_rule_can_be_said(rule: Rule, language: Language, vocabulary: Vocabulary) -> None:
    texts = [rule_sentence(rule, vocabulary, words(language))]
    texts += [
        sentence(condition, vocabulary, words(language))
        for condition in rule.conditions()
        if not rule.thresholds
    ]
    for text in texts:
        assert not LEFT_OVER.search(text), text


@pytest.mark.parametrize(
    ("when", "more", "de", "en"),
    [
        (HAS, {}, "Meldet sich, wenn im Baustein Kanäle „Kauf“ angegeben ist.", "“Purchase”"),
        ({"not": HAS}, {}, "nicht gilt: im Baustein Kanäle", "“Purchase”"),
        ({"all": [HAS, {"any": [HAS, HAS]}]}, {}, "angegeben ist und (im Baustein", " and ("),
        ({"fact": {"name": "fixed_share", "more_than": 99.5}}, {}, "„Anteil der Fixkosten“ größer als 99,5 ist", "99.5"),
        ({"fact": {"name": "stage", "is": ["launch", "running"]}}, {}, "gleich „Markteintritt“ oder „Laufendes Geschäft“", "“Launch” or “Running business”"),
        ({"some": {"in": "customer_segments", "with": {"facts": {"payer": False}}}}, {}, "gleich nein", " no"),
        ({"count": {"in": "channels", "at_most": {"threshold": "most"}}}, {"thresholds": {"most": 7}}, "höchstens 7", "7"),
        ({"uncovered": {"in": "channels", "group": "channel_phase", "tags": "$tag"}}, {"for_each": {"tag": ["purchase", "delivery"]}}, "Je einmal für X = „Kauf“ und „Lieferung“", "“Purchase” and “Delivery”"),
        (HAS, {"unless": [{"blank": "channels"}, {"empty": "channels"}]}, ", außer wenn im Baustein Kanäle noch nichts steht oder der Baustein Kanäle als leer bestätigt ist.", " or "),
    ],
)  # fmt: skip
def test_sentences_read_as_people_write(
    when: Any, more: dict[str, Any], de: str, en: str, vocabulary: Vocabulary
) -> None:
    rule = rule_of(when, **more).rule
    assert de in rule_sentence(rule, vocabulary, words("de"))
    assert en in rule_sentence(rule, vocabulary, words("en"))
