"""Every word people see outside the rules: both languages alike, and none of it in Python."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import advisor
from advisor.positions import Place
from advisor.source import Problem
from advisor.texts import words

DE, EN = words("de"), words("en")
PACKAGE = Path(advisor.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(DE.entries) == list(EN.entries)


@pytest.mark.parametrize("key", DE.entries)
def test_both_languages_fill_the_same_placeholders(key: str) -> None:
    assert fields(DE.entries[key]) == fields(EN.entries[key])
    assert DE.entries[key].strip()
    assert EN.entries[key].strip()


@pytest.mark.parametrize("key", DE.entries)
def test_the_tone_is_kept(key: str) -> None:
    assert not re.search(r"\b([Ww]ir|[Uu]nser\w*|Linter|Unterbau|Vorlage)\b", DE.entries[key])
    assert not re.search(r"\b([Ww]e|[Oo]ur|[Ll]inter)\b", EN.entries[key])
    assert '"' not in DE.entries[key] + EN.entries[key]
    assert DE.entries[key].count("„") == DE.entries[key].count("“")


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        DE("no.such.text")
    with pytest.raises(KeyError):
        DE("problems.too_deep", other=1)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (DE.counted("poster.notes", 1), "1 Notiz"),
        (DE.counted("poster.notes", 0), "0 Notizen"),
        (EN.counted("poster.notes", 2), "2 notes"),
        (DE.number(12.5), "12,5"),
        (EN.number(12.5), "12.5"),
        (DE.number(70), "70"),
        (DE.number(0.333333), "0,33"),
        (DE.quote("App"), "„App“"),
        (EN.quote("App"), "“App”"),
        (DE.listed(["a"]), "a"),
        (DE.listed(["a", "b", "c"]), "a, b und c"),
        (EN.listed(["a", "b"]), "a and b"),
    ],
)
def test_numbers_quotes_and_lists_are_said_as_people_of_the_language_do(
    said: str, text: str
) -> None:
    assert said == text


@pytest.mark.parametrize(
    ("code", "details", "de", "en"),
    [
        (
            "unknown_word",
            {"kind": "tag", "word": "awarenes", "closest": "awareness", "known": ["awareness"]},
            "„awarenes“ ist hier nicht bekannt (Merkmal). Gemeint ist vielleicht „awareness“.",
            "“awareness”",
        ),
        (
            "unknown_word",
            {"kind": "tag", "word": "z", "closest": "", "known": [f"t{n}" for n in range(20)]},
            "Möglich: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11 … (+8).",
            "(+8)",
        ),
        ("too_large", {"limit": 1_000_000, "size": 5_000_000}, "5.000.000 Bytes", "5,000,000"),
        ("wrong_type", {"key": "done", "expected": "flag"}, "Für „done“ wird true oder false erwartet.", "true or false"),
    ],
)  # fmt: skip
def test_a_problem_is_said_in_both_languages(
    code: str, details: dict[str, object], de: str, en: str
) -> None:
    problem = Problem(code, Place(1, 1), (), details)
    assert de in DE.problem(problem)
    assert en in EN.problem(problem)


def test_words_of_the_file_are_never_taken_for_placeholders() -> None:
    details = {"kind": "tag", "word": "{limit} {0.__class__}", "closest": "", "known": []}
    assert "{limit} {0.__class__}" in DE.problem(Problem("unknown_word", None, (), details))


# --- No sentence in Python ---

# What has German letters, or looks like a sentence, and is none.
ALLOWED = {
    "advisor/views/wrapping.py": "characters by their width, and where German words may be broken",
    "advisor/reading/note_words.py": "letters that tell German",
    "advisor/reading/stems.py": "umlauts and what they are written as",
    "advisor/reading/tokens.py": "letters inside words, and names of money",
}


def strings(path: Path) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def looks_said(text: str) -> bool:
    """Whether a text is German, or reads like a sentence."""
    plain = [word for word in text.split() if re.fullmatch(r"[\w’'-]{2,}[.,;:!?…]*", word)]
    sentence = len(plain) >= 4 and text.rstrip()[-1:] in set(".!?:…")
    return bool(re.search("[äöüÄÖÜß]", text)) or sentence


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_sentence_that_users_read_stands_in_python(path: Path) -> None:
    said = [text for text in strings(path) if looks_said(text)]
    # Equal both ways: an exception nobody needs any more goes too.
    assert bool(said) == (path.relative_to(PACKAGE.parent).as_posix() in ALLOWED), said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bitte kürzen", True),
        ("This file is too large.", True),
        ("problems.too_large", False),
        ("Too large.", False),
        ("select a from b where c", False),
    ],
)
def test_the_search_for_sentences_finds_them(text: str, said: bool) -> None:
    assert looks_said(text) == said
