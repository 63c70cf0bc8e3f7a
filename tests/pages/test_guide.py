"""Step by step, hints by rungs, and pasted text sorted, in-process."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import BLOCKS, LANGUAGES
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.learning import load_learning
from advisor.rulebook.loader import load_rulebook
from tests.formats.test_pasted_text import THIRTY
from tests.pages.test_pages import sample, shown, start


def canvas_in(page: AppTest) -> dict[str, object]:
    return json.loads(page.session_state["canvas"])["blocks"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guided_way_begins_with_the_first_block_and_says_why(language: str) -> None:
    page = start(language)
    page.button(key="begin_guided").click().run()

    assert not page.exception
    assert page.session_state["block"] == "customer_segments"
    learning = load_learning()["customer_segments"]
    said = shown(page)
    assert learning.why_now.say(language) in said
    assert learning.good[0].why.say(language) in said.replace("\\", "")
    assert learning.weak[0].why.say(language) in said.replace("\\", "")
    assert page.get("progress")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_question_is_answered_where_it_is_asked(language: str) -> None:
    page = start(
        language,
        '{"canvas":1,"blocks":{"channels":[{"id":"a","text":"Xyzzy"}],'
        '"customer_segments":[{"id":"s","text":"Qwertz"}]}}',
    )
    page.session_state["guided"] = True
    page.session_state["block"] = "channels"
    page.run()
    asked = [pills for pills in page.pills if (pills.key or "").startswith("asked_")]
    assert asked, "a block with an unread note has something to ask"

    option = asked[0].options[0]
    asked[0].set_value([option]).run()

    assert not page.exception
    (note,) = canvas_in(page)["channels"]  # type: ignore[misc]
    assert note["tags"], "the answer is kept with the note"


def test_once_all_blocks_are_filled_the_report_is_offered() -> None:
    page = start("de", sample("uhrenatelier.de.yaml"))
    page.session_state["guided"] = True
    page.session_state["block"] = "channels"
    page.run()

    assert not page.exception
    assert any("guide_report" in str(b.proto) for b in page.get("download_button"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_come_from_question_to_place_to_rule_to_example(language: str) -> None:
    page = start(language, sample(f"uhrenatelier.{language}.yaml"))
    page.session_state["ladder"] = True
    page.run()
    title = "Trägt die Kostenbasis" if language == "de" else "Can this cost base"
    assert title not in shown(page)

    canvas = read_canvas(page.session_state["canvas"]).canvas
    report = check(canvas, load_rulebook())
    promise = next(one for one in report.leads if one.rule.startswith("premium-promise"))

    def climb() -> str:
        page.button(key=f"rung_{promise.digest}").click().run()
        assert not page.exception
        return shown(page)

    assert ("Passen" if language == "de" else "Do ") in shown(page)
    place = climb()
    assert title not in place
    assert ("Kenner" if language == "de" else "connoisseurs") in place
    rule = climb()
    assert title in rule
    silent = "So ist es für die Regel stimmig" if language == "de" else "this is in tune"
    assert silent not in rule
    assert silent in climb()


def test_pasted_notes_are_sorted_reviewed_and_become_a_draft() -> None:
    page = start("de")
    page.text_area(key="pasted").set_value(THIRTY).run()
    page.button(key="take").click().run()
    assert not page.exception
    assert "Welche Zeile gehört wohin" in page.title[0].value
    assert "noch keinen Baustein" in page.info[0].value

    first = next(box for box in page.selectbox if box.key == "home_0")
    first.set_value("key_partners").run()
    page.button(key="sorted").click().run()

    assert not page.exception
    blocks = canvas_in(page)
    assert set(blocks) == set(BLOCKS)
    assert [note["text"] for note in blocks["key_partners"]] == [  # type: ignore[attr-defined]
        "Mein Geschäftsmodell (Stand Mai)",
        "Mosterei im Nachbarort",
    ]
    assert page.session_state["draft"]["key"]


def test_going_back_from_sorting_keeps_the_pasted_text() -> None:
    page = start("de")
    page.text_area(key="pasted").set_value(THIRTY).run()
    page.button(key="take").click().run()
    page.button(key="unsorted").click().run()

    assert not page.exception
    assert page.button(key="begin").label
