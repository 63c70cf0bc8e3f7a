"""The cohort page run in-process: upload, table, filters, one submission, reviews, deletion."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from tests.pages.cohorts import batch, files

APP = str(Path(__file__).parents[2] / "app.py")


def start(language: str = "de", key: str = "", **state: Any) -> AppTest:
    page = AppTest.from_file(APP, default_timeout=60)
    page.session_state["lang"] = language
    if key:
        page.query_params["cohort"] = key
    for name, value in state.items():
        page.session_state[name] = value
    page.run()
    return page.switch_page("advisor/pages/cohort_page.py").run()


def upload(page: AppTest, given: dict[str, bytes]) -> AppTest:
    field = page.file_uploader[0]
    for name, data in given.items():
        field.upload(name, data)
    page.run()
    page.button(key="cohort_begin").click().run()
    return wait(page)


def wait(page: AppTest) -> AppTest:
    """Until the batch in the background is done and the page shows it."""
    deadline = time.monotonic() + 60
    while "Abbrechen" in [button.label for button in page.button]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
        page.run()
    return page


def screened(language: str = "de") -> AppTest:
    return upload(start(language), {"klasse.zip": batch()})


def table(page: AppTest) -> dict[str, Any]:
    """What the table is given."""
    for element in page.get("bidi_component"):
        if "rows" in element.proto.json:
            return json.loads(element.proto.json)
    raise AssertionError("no table")


def shown(page: AppTest) -> str:
    parts = (*page.markdown, *page.caption, *page.subheader, *page.warning, *page.info)
    return "\n".join(str(part.value) for part in parts)


def opened(page: AppTest, number: int) -> AppTest:
    page.session_state["submission"] = number
    page.session_state["cohort_view"] = "submission"
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_with_a_way_in(language: str) -> None:
    page = start(language)

    assert not page.exception
    assert page.button(key="cohort_begin").disabled, "nothing to begin with yet"


@pytest.mark.parametrize("given", [{"klasse.zip": batch()}, files()], ids=["zip", "files"])
def test_every_file_comes_to_a_row_and_the_unread_stand_first(given: dict[str, bytes]) -> None:
    page = upload(start(), given)

    assert not page.exception
    rows = table(page)["rows"]
    assert len(rows) == 12
    assert [row["unread"] for row in rows] == [True] * 2 + [False] * 10
    assert all(row["note"] for row in rows[:2]), "each with its reason"
    contradictions = [row["counts"][0] for row in rows[2:]]
    assert contradictions == sorted(contradictions, reverse=True)
    assert all(len(row["chips"]) <= 2 for row in rows)
