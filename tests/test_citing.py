"""Sources in both languages: files name them in English, a German page does not."""

from __future__ import annotations

import re

import pytest

from advisor.rulebook.loader import load_rulebook
from advisor.texts import words
from advisor.worked import load_worked

BOOK = load_rulebook()
SOURCES = sorted(
    {rule.source for rule in BOOK.rules}
    | {one.pattern.source for one in BOOK.patterns}
    | {one.source for one in load_worked()}
)


@pytest.mark.parametrize("source", SOURCES)
def test_no_english_is_left_in_a_german_citation_but_titles(source: str) -> None:
    cited = words("de").cited(source)

    assert not re.search(r"\bpp?\.|\bch\.|chapter|convention|arithmetic|knowledge|\d and", cited)
    assert set(re.findall(r"\([a-zäöü][^)]*\)", cited)) <= set(words("de").entries.values())
    assert "”" not in cited


@pytest.mark.parametrize("source", SOURCES)
def test_an_english_citation_stays_as_written(source: str) -> None:
    assert words("en").cited(source) == re.sub("„([^“]*)“", r"“\1”", source)


@pytest.mark.parametrize(
    ("source", "german"),
    [
        ("A 2010, B and C, pp. 29 and 41", "A 2010, B and C, S. 29 und 41"),
        ("A 2010, B, ch. 1 and p. 107; general knowledge", "A 2010, B, Kap. 1 und S. 107; allgemein bekannt"),  # noqa: E501  # a citation of three parts
        ("A 2014, “No Frills”", "A 2014, „No Frills“"),
        ("Eigene Vorlesung, S. 12", "Eigene Vorlesung, S. 12"),
    ],
)  # fmt: skip
def test_pages_conjunctions_and_quotation_marks_are_those_of_the_language(source, german) -> None:
    assert words("de").cited(source) == german
