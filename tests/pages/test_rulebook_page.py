"""The rulebook page run in-process."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.rulebook.loader import load_rulebook
from advisor.texts import words
from advisor.views.rule_view import Filter, effect, find_rules, tags_of
from tests.conftest import book_of, canvas_of, rule_of

APP = str(Path(__file__).parents[2] / "app.py")
OWN = """\
id: auction-for-one
severity: hint
when: {has: {revenue_streams: auctions}}
source: Somebody 2020
texts:
  de:
    title: Wer bietet mit?
    message: "Versteigert: {revenue_streams}."
    why: Darum
    fixes: [Fragen]
  en:
    title: Who bids?
    message: "Auctioned: {revenue_streams}."
    why: So
    fixes: [Ask]
examples:
  fires:
    - name: one
      canvas: {revenue_streams: [{id: a, text: Sale, tags: [auctions]}]}
      places: [PLACE]
"""


def start(language: str = "de", **state: object) -> AppTest:
    page = AppTest.from_file(APP, default_timeout=60)
    page.session_state["lang"] = language
    for name, value in state.items():
        page.session_state[name] = value
    page.run()
    return page.switch_page("advisor/pages/rulebook_page.py").run()


def labels(page: AppTest) -> list[str]:
    return [button.key for button in page.button if (button.key or "").startswith("rule_")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_listed_once(language: str) -> None:
    page = start(language)

    assert not page.exception
    listed = [key.removeprefix("rule_") for key in labels(page)]
    assert sorted(set(listed)) == sorted(rule.id for rule in load_rulebook().rules)


def test_search_narrows_the_list_to_rules_with_every_word() -> None:
    found = find_rules(load_rulebook(), Filter(text="Segment Kanal"), words("de"))

    assert "segment-without-channel" in {rule.id for rule in found}
    assert 0 < len(found) < len(load_rulebook().rules) / 2


def test_filters_by_tag_block_and_severity_hold_together() -> None:
    book = load_rulebook()
    for wanted in (Filter(tag="brand_status"), Filter(blocks=("channels",))):
        for rule in find_rules(book, wanted, words("en")):
            assert wanted.tag in tags_of(rule) or set(wanted.blocks) & set(rule.blocks)


@pytest.mark.parametrize("rule", [rule.id for rule in load_rulebook().rules][::12])
def test_a_rule_opens_with_its_examples(rule: str) -> None:
    page = start("de", rule=rule)

    assert not page.exception
    assert page.subheader
    assert any("small-canvas" in str(part.proto.body) for part in page.get("html"))


def test_a_rule_switched_off_no_longer_counts_and_comes_back() -> None:
    page = start("de", rule="segment-without-channel")
    page.button(key="rule_off").click().run()

    assert page.session_state["changes"] == {"segment-without-channel": {"enabled": False}}
    assert not page.exception
    page.button(key="rules_reset").click().run()
    assert page.session_state["changes"] == {}


def test_a_severity_chosen_for_the_session_is_used() -> None:
    page = start("de", rule="segment-without-channel")
    box = next(b for b in page.selectbox if b.key.startswith("severity_segment"))
    box.select("hint").run()

    assert page.session_state["changes"]["segment-without-channel"] == {"severity": "hint"}


def upload(page: AppTest, text: str) -> AppTest:
    files = [file for file in page.file_uploader if file.key == "rule_upload"]
    return files[0].upload("auction-for-one.yaml", text.encode()).run()


def test_an_own_rule_is_tried_on_the_open_canvas_before_it_is_used() -> None:
    canvas = '{"canvas":1,"name":"Fund","blocks":{"revenue_streams":[{"id":"s","text":"Sale",' + (
        '"tags":["auctions"]}]}}'
    )
    page = upload(start("de", canvas=canvas), OWN.replace("PLACE", "a"))

    assert not page.exception
    assert any("1 neu" in part.value for part in page.markdown)
    page.button(key="rule_use").click().run()
    assert list(page.session_state["own_rules"]) == ["auction-for-one.yaml"]


def test_a_broken_own_rule_names_line_and_column() -> None:
    page = upload(start("de"), OWN.replace("auctions}", "auctoins}"))

    assert "Zeile 3" in page.error[0].value
    assert "auctions" in page.error[0].value


def test_an_own_rule_whose_example_fails_is_not_offered() -> None:
    page = upload(start("de"), OWN.replace("PLACE", "b"))

    assert "kommt anders heraus" in page.error[0].value
    assert not [button for button in page.button if button.key == "rule_use"]


def test_the_effect_names_what_comes_and_goes() -> None:
    rule = rule_of({"has": {"channels": "purchase"}})
    canvas = canvas_of({"channels": [{"text": "Shop", "tags": ["purchase"]}]})
    changes = effect(canvas, book_of(), book_of(rule))

    assert [finding.rule for finding in changes.new] == ["probe"]
    assert changes.gone == ()
    assert effect(canvas, book_of(rule), book_of()).gone == changes.new
