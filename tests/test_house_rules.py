"""What every rule file keeps to, so that people meet one voice."""

from __future__ import annotations

import re

import pytest

from advisor.findings import Severity
from advisor.rulebook.examples import read_examples
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rule import Rule, RuleTexts, fields
from advisor.source import Source, read_source
from advisor.vocabulary import rules_folder

BOOK = load_rulebook()
TITLE_WORDS = 6
SENTENCE_WORDS = 40
KNOWLEDGE = {
    "vocabulary",
    "samples",
    "learning",
    "worked",
    "terms",
    "patterns",
    "sets",
    "strengths",
    "rubrics",
    "templates",
}
EXAMPLES = 2

BANNED = {
    # "we" in feedback, put-downs, words of our workshop, and schoolmasters
    "de": r"wir|uns|unser\w*|Linter|Unterbau|Vorlage|Strom|Ströme|nur ein\w*|Hoffnung\w*|leider"
    r"|müssen Sie|natürlich|offensichtlich|du|dein\w*|dir|dich",
    "en": r"we|us|our|linter|template|obviously|of course|merely|sadly|unfortunately|you must",
}
each_rule = pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
each_language = pytest.mark.parametrize("language", ["de", "en"])


def source_of(rule: Rule) -> Source:
    path = rules_folder() / rule.theme / f"{rule.id}.yaml"
    return read_source(path.read_bytes(), path.name)


def feedback(texts: RuleTexts) -> list[str]:
    return [text for _, text in texts.all()]


def contradicts(rule: Rule) -> bool:
    levels = {rule.severity, *(case.severity for case in rule.cases)}
    return Severity.CONTRADICTION in levels


@each_rule
def test_file_is_named_after_the_rule_and_begins_with_the_reason(rule: Rule) -> None:
    path = rules_folder() / rule.theme / f"{rule.id}.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert re.fullmatch(r"# [A-Z“].*\.", first), first


@each_rule
def test_id_holds_no_number_and_no_severity(rule: Rule) -> None:
    words = set(rule.id.split("-"))

    assert not re.search(r"\d", rule.id)
    assert not words & {*Severity, "warning", "error"}


@each_rule
def test_both_languages_have_the_same_texts_and_placeholders(rule: Rule) -> None:
    def shape(texts: RuleTexts) -> list[tuple[str, list[str]]]:
        return [(key, sorted(set(fields(text)))) for key, text in texts.all()]

    def keys(texts: RuleTexts) -> list[str]:
        return [key for key, _ in shape(texts)]

    def used(texts: RuleTexts) -> set[str]:
        return {name for _, names in shape(texts) for name in names}

    assert keys(rule.texts.de) == keys(rule.texts.en)
    assert used(rule.texts.de) == used(rule.texts.en)


@each_rule
def test_rule_has_examples_that_fire_and_that_stay_silent(rule: Rule) -> None:
    examples = read_examples(source_of(rule))

    assert sum(example.fires for example in examples) >= EXAMPLES
    assert sum(not example.fires for example in examples) >= EXAMPLES
    assert len({example.name for example in examples}) == len(examples)


@each_rule
def test_rule_names_its_source(rule: Rule) -> None:
    assert len(rule.source.split()) >= 2


@each_rule
def test_contradiction_has_words_for_what_was_only_read(rule: Rule) -> None:
    for texts in (rule.texts.de, rule.texts.en):
        assert (texts.read is not None) == contradicts(rule)


@each_rule
@each_language
def test_title_is_short_and_only_a_contradiction_states(rule: Rule, language: str) -> None:
    texts = rule.texts.say(language)

    assert len(texts.title.split()) <= TITLE_WORDS
    asked = texts.title.endswith("?")
    if rule.severity is Severity.CONTRADICTION:
        assert not asked
    elif rule.severity is not Severity.OPEN:
        assert asked
    if texts.read:
        assert texts.read.title.endswith("?")
        assert len(texts.read.title.split()) <= TITLE_WORDS


@each_rule
@each_language
def test_message_of_risk_and_hint_asks(rule: Rule, language: str) -> None:
    texts = rule.texts.say(language)
    message = texts.message.replace("{question}", "?")

    if rule.severity in (Severity.RISK, Severity.HINT):
        assert message.rstrip().endswith("?")
    if texts.read:
        assert texts.read.message.rstrip().endswith("?")


@each_rule
@each_language
def test_no_banned_word(rule: Rule, language: str) -> None:
    banned = re.compile(rf"\b({BANNED[language]})\b", re.IGNORECASE)

    for text in feedback(rule.texts.say(language)):
        assert not banned.findall(text), text


@each_rule
def test_german_has_german_quotes_and_english_english_ones(rule: Rule) -> None:
    for text in feedback(rule.texts.de):
        assert '"' not in text
        assert text.count("„") == text.count("“")
        assert "”" not in text
    for text in feedback(rule.texts.en):
        assert '"' not in text
        assert "„" not in text
        assert text.count("“") == text.count("”")


@each_rule
@each_language
def test_sentences_are_short(rule: Rule, language: str) -> None:
    for text in feedback(rule.texts.say(language)):
        for sentence in re.split(r"(?<=[.?!:])\s", text):
            assert len(sentence.split()) <= SENTENCE_WORDS, sentence


@each_rule
def test_german_fixes_are_infinitives(rule: Rule) -> None:
    for fix in rule.texts.de.fixes:
        parts = re.split(r",|:| und | oder ", fix)
        assert not re.match(r"\w+en Sie\b", fix), fix
        assert any(re.search(r"\w(en|ern|eln)[.]?$", part.strip()) for part in parts), fix


def test_every_theme_has_a_rule() -> None:
    used = {rule.theme for rule in BOOK.rules}

    assert [theme.id for theme in BOOK.themes if theme.id not in used] == []


def test_no_rule_file_lies_outside_the_themes() -> None:
    known = {theme.id for theme in BOOK.themes} | KNOWLEDGE | {"rule_sets"}

    assert {path.name for path in rules_folder().iterdir() if path.is_dir()} <= known
