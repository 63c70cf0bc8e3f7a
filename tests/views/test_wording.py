"""Findings in words."""

from __future__ import annotations

from advisor.engine import check
from advisor.texts import words
from advisor.views.wording import shorten, tell
from tests.conftest import book_of, canvas_of, rule_of


def test_an_unanswered_group_asks_its_own_question() -> None:
    texts = {"title": "T", "message": "{question}", "why": "W", "fixes": ["F"]}
    when = {"unanswered": {"channels": "channel_phase"}}
    book = book_of(rule_of(when, texts={"de": texts, "en": texts}))
    canvas = canvas_of({"channels": ["App"]})
    [finding] = check(canvas, book).findings

    told = tell(finding, canvas, book, words("de"))
    assert told.message == book.vocabulary.groups["channel_phase"].question.de


def test_a_long_note_is_cut_at_a_word_and_told_on_one_line() -> None:
    text = shorten("ein  Wort\n" * 40, 30)

    assert len(text) <= 30
    assert text.endswith("…")
    assert "\n" not in text
