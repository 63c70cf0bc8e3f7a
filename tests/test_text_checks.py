"""Named checks on the words of notes, and on what nobody has said yet."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.source import SourceError
from tests.conftest import book_of, rule_of


def found(name: str, blocks: str, **parameters: Any) -> list[tuple[str, ...]]:
    """The notes of each finding of a rule of one check."""
    book = book_of(rule_of({"check": {"name": name, **parameters}}, "r", severity="hint"))
    canvas = read_canvas(f"canvas: 1\nblocks: {blocks}").canvas
    return [one.notes for one in check(canvas, book).findings]


@pytest.mark.parametrize(
    ("name", "text", "fits", "more"),
    [
        ("note_is", "Gute Qualita\u0308t!", True, {"words": ["gute qualität"]}),
        ("note_is", "GROSSE STRASSE", True, {"words": ["große straße"]}),
        ("note_is", "sehr gute Qualität", False, {"words": ["gute qualität"]}),
        ("note_contains", "Kosten (TBD), Löhne", True, {"words": ["tbd"]}),
        ("note_contains", "Testfahrten", False, {"words": ["test"]}),
        ("note_contains", "a b", False, {"words": ["b c"]}),
        ("note_starts_with", "Wollen Zeit sparen", True, {"words": ["wollen"]}),
        ("note_starts_with", "Eltern wollen Zeit", False, {"words": ["wollen"]}),
        (
            "note_opens_with",
            "Alle (jung und alt)",
            True,
            {"words": ["alle"], "not_before": ["die"]},
        ),
        ("note_opens_with", "Alle, die pendeln", False, {"words": ["alle"], "not_before": ["die"]}),
        ("note_opens_with", "Alle Pendler", False, {"words": ["alle"], "not_before": ["die"]}),
        ("note_made_of", "Unsere KI-App", True, {"words": ["unsere", "ki", "app"]}),
        ("note_made_of", "Unsere KI-App spart Zeit", False, {"words": ["unsere", "ki", "app"]}),
        ("note_made_of", "…", False, {"words": ["app"]}),
        ("note_without_words", "?!…", True, {}),
        ("note_without_words", "18+", False, {}),
        ("note_asks", "„Kurse?“", True, {}),
        ("note_asks", "Müde? Kaffee", False, {}),
        ("note_asks", "?", False, {}),
        ("note_longer_than", "one two three", True, {"most": 2}),
        ("note_longer_than", "one two", False, {"most": 2}),
        ("note_lists", "a, b; c", True, {"least": 3, "longest": 1}),
        ("note_lists", "2,000 of a, b", False, {"least": 3, "longest": 3}),
        ("note_lists", "a (b, c, d)", False, {"least": 2, "longest": 3}),
    ],
)  # fmt: skip
def test_words_are_compared_without_case_and_punctuation(
    name: str, text: str, fits: bool, more: dict[str, Any]
) -> None:
    blocks = f'{{channels: [{{id: n, text: "{text}"}}]}}'
    assert found(name, blocks, **{"in": "channels"}, **more) == ([("n",)] if fits else [])


def test_each_pair_of_equal_notes_is_a_finding() -> None:
    blocks = "{channels: [{id: a, text: Mail}, {id: b, text: mail.}, {id: c, text: App}], key_resources: [{id: d, text: APP}]}"  # fmt: skip  # noqa: E501
    assert found("same_words_in_block", blocks, **{"in": "channels"}) == [("a", "b")]
    pairs = [["channels", "key_resources"]]
    assert found("same_words_in_blocks", blocks, pairs=pairs) == [("c", "d")]


@pytest.mark.parametrize(
    "parameters",
    [
        {"name": "note_is", "in": "channels", "words": []},
        {"name": "note_is", "in": "channel", "words": ["a"]},
        {"name": "note_is", "in": "channels", "words": ["a"], "regex": "a"},
        {"name": "note_longer_than", "in": "channels", "most": 0},
        {"name": "fact_unstated", "in": "channels", "fact": "share", "least": 1},
        {"name": "links_unstated", "one": "channels"},
    ],
)
def test_wrong_parameters_are_refused(parameters: dict[str, Any]) -> None:
    with pytest.raises(SourceError):
        rule_of({"check": parameters}, "r", severity="hint")
