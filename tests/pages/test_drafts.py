"""Drafts on the page, in-process: saved, opened by link, stale, for reading, deleted."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.pages import session
from advisor.store.database import database_address
from advisor.store.drafts import Drafts, read_key
from tests.pages.test_pages import APP, sample, shown, start


def visit(key: str, language: str = "de") -> AppTest:
    """The page as somebody opens it by a link."""
    page = AppTest.from_file(APP, default_timeout=30)
    page.session_state["lang"] = language
    page.query_params["draft"] = key
    page.session_state["menu"] = True
    return page.run()


def change(page: AppTest, name: str) -> AppTest:
    """Rename the canvas: the smallest change there is."""
    field = next(i for i in page.text_input if (i.key or "").startswith("name~"))
    return field.set_value(name).run()


def opened() -> AppTest:
    """A canvas that was changed once, so that it is a draft."""
    return change(start("de", sample("bauernbox.de.yaml")), "Unsere Kiste")


def key_of(page: AppTest) -> str:
    return page.session_state["draft"]["key"]


def test_the_first_change_makes_a_draft_and_its_link_opens_it() -> None:
    looked = start("de", sample("bauernbox.de.yaml"))
    assert key_of(looked) == "", "what is only looked at is not stored"

    page = change(looked, "Unsere Kiste")

    assert page.query_params["draft"] in (key_of(page), [key_of(page)])
    again = visit(key_of(page))
    assert json.loads(again.session_state["canvas"])["name"] == "Unsere Kiste"
    assert not again.exception


def test_every_later_change_is_saved_too_and_so_is_taking_it_back() -> None:
    page = change(opened(), "Kiste 2")
    assert json.loads(visit(key_of(page)).session_state["canvas"])["name"] == "Kiste 2"

    page.button(key="step_undo").click().run()

    assert json.loads(visit(key_of(page)).session_state["canvas"])["name"] == "Unsere Kiste"


def test_a_link_to_nothing_says_so_and_opens_the_first_screen() -> None:
    page = visit("nothing-like-that")

    assert not page.exception
    assert "keinen Entwurf" in page.info[0].value
    assert page.button(key="begin").label


def test_a_second_window_cannot_overwrite_what_it_has_not_seen() -> None:
    first = opened()
    second = visit(key_of(first))
    change(first, "von der ersten")

    second = change(second, "von der zweiten")

    assert "in einem anderen Fenster" in shown(second)
    assert json.loads(visit(key_of(first)).session_state["canvas"])["name"] == "von der ersten"

    taken = second.button(key="draft_take").click().run()
    assert json.loads(taken.session_state["canvas"])["name"] == "von der ersten"
    mine = taken.button(key="step_undo").click().run()
    assert json.loads(mine.session_state["canvas"])["name"] == "von der zweiten", "nothing is lost"
    assert json.loads(visit(key_of(first)).session_state["canvas"])["name"] == "von der zweiten"


def test_the_stale_window_can_go_on_as_a_draft_of_its_own() -> None:
    first = opened()
    second = visit(key_of(first))
    change(first, "von der ersten")
    second = change(second, "von der zweiten")

    own = second.button(key="draft_part").click().run()

    assert key_of(own) not in ("", key_of(first))
    assert json.loads(visit(key_of(own)).session_state["canvas"])["name"] == "von der zweiten"
    assert json.loads(visit(key_of(first)).session_state["canvas"])["name"] == "von der ersten"


def test_the_link_for_reading_shows_everything_and_changes_nothing() -> None:
    page = opened()
    reader = visit(read_key(key_of(page)))

    assert "nur zum Lesen" in shown(reader)
    assert "Befunde" in shown(reader)
    before = reader.session_state["canvas"]
    reader = change(reader, "Eindringling")
    assert reader.session_state["canvas"] == before
    assert json.loads(visit(key_of(page)).session_state["canvas"])["name"] == "Unsere Kiste"


@pytest.mark.parametrize("language", LANGUAGES)
def test_versions_are_kept_and_compared_with_their_findings(language: str) -> None:
    page = change(start(language, sample(f"uhrenatelier.{language}.yaml")), "Uhren")
    page.switch_page("advisor/pages/draft_page.py").run()
    name = next(i for i in page.text_input if (i.key or "").startswith("version_name"))
    name.set_value("V1").run()
    page.button(key="keep_version").click().run()
    assert not page.exception

    canvas = json.loads(page.session_state["canvas"])
    canvas["blocks"]["cost_structure"]["tags"] = []
    page.session_state["canvas"] = json.dumps(canvas)
    page.run()

    assert not page.exception
    text = shown(page)
    assert ("2 erledigt" if language == "de" else "2 resolved") in text
    whole = "Am Baustein im Ganzen" if language == "de" else "In the block as a whole"
    assert whole in text
    assert page.get("plotly_chart")


def test_deleting_a_draft_asks_first_and_leaves_nothing() -> None:
    page = opened()
    key = key_of(page)
    page.switch_page("advisor/pages/draft_page.py").run()
    assert page.button(key="delete_draft").disabled

    next(box for box in page.checkbox if box.key.startswith("sure")).check().run()
    page.button(key="delete_draft").click().run()

    store = Drafts(database_address())
    assert store.open(key) is None
    store.close()
    assert not page.session_state["canvas"]
    assert not session.canvas_of.cache_info().currsize, "nor in memory"


def test_without_a_database_the_page_works_and_says_that_nothing_is_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STIMMIG_DATABASE_URL", "sqlite:////proc/nowhere/drafts.sqlite3")
    page = opened()

    assert not page.exception
    assert json.loads(page.session_state["canvas"])["name"] == "Unsere Kiste"
    assert "lässt sich gerade nicht speichern" in page.warning[0].value
