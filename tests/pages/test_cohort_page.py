"""The cohort page run in-process: upload, table, filters, one submission, reviews, deletion."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.canvas_file import write_canvas
from advisor.pages import cohort
from advisor.pages.parts import cohort_figures
from advisor.screening.submission import Screened
from advisor.store.cohort import Enclosure, NewRow
from advisor.store.cohorts import Cohorts
from advisor.store.database import database_address
from tests.conftest import canvas_of
from tests.pages.cohorts import PNG, batch, files

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
    while "cohort_cancel" in [button.key for button in page.button]:
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


@pytest.fixture(scope="module")
def key() -> str:
    """A cohort of the twelve files, screened on the page."""
    return str(screened().session_state["cohort"])


def names(page: AppTest) -> list[str]:
    return [row["name"] for row in table(page)["rows"]]


def with_rows(*rows: NewRow) -> str:
    store = Cohorts(database_address())
    key = store.create("Probe")
    store.add(key, rows)
    store.close()
    return key


def photo() -> NewRow:
    one = Screened(path="foto.png", sha256="", status="unread", reason="picture_only", team="Rot")
    return NewRow(one.model_dump_json(), [Enclosure("picture", PNG)])


def shows_everything(page: AppTest) -> None:
    assert not page.exception
    assert len(page.get("plotly_chart")) == 2
    assert len(page.metric) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cohort_opens_by_its_link_alone(key: str, language: str) -> None:
    page = start(language, key)
    shows_everything(page)
    assert len(names(page)) == 12


def test_a_link_to_nothing_says_so_and_shows_the_way_in() -> None:
    page = start(key="nothing-like-that")

    assert not page.exception
    assert "keine Sichtung" in page.info[0].value
    assert page.button(key="cohort_begin")


def test_filters_narrow_the_table_and_stay_when_one_comes_back(key: str) -> None:
    page = start(key=key)
    page.text_input(key="cohort_search").set_value("BAUERN").run()
    assert names(page) == ["Team bauernbox a", "Team bauernbox b"]
    opened(page, 1)
    page.session_state["cohort_view"] = "overview"
    page.run()
    assert names(page) == ["Team bauernbox a", "Team bauernbox b"]

    page.text_input(key="cohort_search").set_value("").run()
    page.button_group(key="cohort_keep").set_value(["unread"]).run()
    assert names(page) == ["Team foto", "Team leer"]
    page.button_group(key="cohort_keep").set_value([]).run()
    page.selectbox(key="cohort_rule").select("segment-without-channel").run()
    assert names(page) == ["Team bauernbox a", "Team bauernbox b"]


def test_names_can_be_hidden_everywhere(key: str) -> None:
    page = start(key=key)
    page.toggle(key="cohort_blind").set_value(True).run()
    assert all(name.removeprefix("Team ").isdigit() for name in names(page))
    for number in (1, 12):
        assert "bauernbox" not in shown(opened(page, number)).casefold()
        assert "foto" not in shown(page)


def test_whom_to_ask_for_text_is_a_list_to_copy(key: str) -> None:
    page = start(key=key)
    lines = page.code[0].value.splitlines()
    assert [line.split(" · ")[0] for line in lines] == ["Team foto", "Team leer"]


def test_next_and_previous_go_through_what_the_table_showed(key: str) -> None:
    page = start(key=key)
    page.text_input(key="cohort_search").set_value("bauernbox").run()
    first = table(page)["rows"][0]["number"]
    opened(page, first)
    assert page.button(key="submission_previous").disabled
    page.button(key="submission_next").click().run()
    assert "Team bauernbox b" in shown(page).replace("\\", "")
    assert page.button(key="submission_next").disabled


def test_a_cell_of_the_heat_map_opens_the_submission_and_shows_the_place(key: str) -> None:
    page = start(key=key)
    row = next(row for row in table(page)["rows"] if row["name"] == "Team bauernbox a")
    state: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.session_state", state)
        for odd in (None, [], ["x", "y"], "x"):
            cohort_figures.follow(odd)
        assert state == {}, "a browser can send anything"
        cohort_figures.follow([row["number"], "segment-without-channel"])
    assert state["submission"] == row["number"]
    assert state["cohort_view"] == "submission"
    assert state["submission_rule"] == "segment-without-channel"


def test_a_finding_is_set_aside_a_comment_is_kept_and_both_come_back(key: str) -> None:
    page = opened(start(key=key), 1)
    pills = next(one for one in page.button_group if (one.key or "").startswith("verdict~"))
    pills.set_value("set_aside").run()
    assert "~~" in shown(page)
    page.text_area[0].set_value("Bitte klären.").run()
    assert not page.exception

    again = opened(start(key=key), 1)
    assert "~~" in shown(again)
    assert again.text_area[0].value == "Bitte klären."
    again.session_state["cohort_view"] = "feedback"
    assert "Bitte klären." in [field.value for field in again.run().text_area]


def test_a_second_window_cannot_overwrite_a_review_it_has_not_seen() -> None:
    key = with_rows(photo())
    first, second = opened(start(key=key), 1), opened(start(key=key), 1)
    first.text_area[-1].set_value("von der ersten").run()

    second.text_area[-1].set_value("von der zweiten").run()

    assert "anderen Fenster" in shown(second)
    assert second.text_area[-1].value == "von der ersten"
    assert "von der zweiten" in [code.value for code in second.code], "nothing is lost"
    again = opened(start(key=key), 1)
    assert again.text_area[-1].value == "von der ersten"


def test_a_picture_stands_beside_nine_fields_that_make_it_read() -> None:
    key = with_rows(photo())
    page = opened(start(key=key), 1)
    assert page.get("image")
    assert len(page.text_area) == 10, "nine blocks and the comment"
    field = page.text_area(key="entry~1~channels")
    field.set_value("App\nLaden").run()
    page.button(key="entry_take").click().run()

    assert not page.exception
    assert page.get("plotly_chart"), "the poster"
    again = start(key=key)
    (row,) = table(again)["rows"]
    assert (row["name"], row["read"], row["unread"]) == ("Rot", "1/9", False)


def test_another_canvas_of_the_file_can_be_chosen() -> None:
    other = write_canvas(canvas_of({"channels": ["App"], "key_partners": ["Hof"]}), "json")
    one = Screened(
        path="a.xlsx",
        sha256="",
        status="read",
        canvas=write_canvas(canvas_of({"channels": ["App"]}), "json"),
        filled=1,
        candidates=2,
    )
    beside = [
        Enclosure("candidate", one.canvas.encode(), "Blatt 1"),
        Enclosure("candidate", other.encode(), "Blatt 2"),
    ]
    page = opened(start(key=with_rows(NewRow(one.model_dump_json(), beside))), 1)
    assert [o.partition(" · ")[0] for o in page.radio[0].options] == ["Blatt 1", "Blatt 2"]
    page.radio[0].set_value(1).run()
    assert page.radio[0].value == 1, "which was chosen is kept"
    page.session_state["cohort_view"] = "overview"

    assert table(page.run())["rows"][0]["read"] == "2/9"


def test_older_files_of_a_team_stay_visible() -> None:
    one = Screened(
        path="alt.yaml",
        sha256="",
        status="read",
        team="Rot",
        canvas=write_canvas(canvas_of({"channels": ["App"]}), "json"),
    )
    newer = one.model_copy(update={"path": "neu.yaml", "handed_in": 5.0})
    page = start(key=with_rows(*(NewRow(x.model_dump_json()) for x in (one, newer))))
    assert [row["note"] for row in table(page)["rows"]] == ["", "ältere Datei des Teams"]

    opened(page, 2)
    page.button(key="open_1").click().run()
    assert "alt" in shown(page)
    assert not page.exception


def test_hostile_names_are_shown_as_they_stand() -> None:
    bad = "<img src=x> [a](http://x) **b** :red[c]"
    one = Screened(path=bad, sha256="", status="unread", reason="new_one", team=bad, email=bad)
    page = start(key=with_rows(NewRow(one.model_dump_json())))
    assert names(page) == [bad], "the table puts it in as text"
    opened(page, 1)
    assert not page.exception
    assert "](http" not in shown(page)
    assert not re.search(r"(?<!\\)<img", shown(page))


def test_deleting_asks_first_and_leaves_nothing() -> None:
    key = with_rows(photo())
    page = start(key=key, cohort_menu=True)
    assert page.button(key="cohort_delete").disabled
    page.checkbox(key="cohort_sure").check().run()
    page.button(key="cohort_delete").click().run()

    assert not page.exception
    store = Cohorts(database_address())
    assert store.open(key) is None
    store.close()
    assert page.button(key="cohort_begin")
    assert not cohort._entries.cache_info().currsize, "nor in memory"


def test_without_a_database_the_page_says_that_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STIMMIG_DATABASE_URL", "sqlite:////proc/nowhere/drafts.sqlite3")
    page = start()
    assert not page.exception
    assert "nicht speichern" in page.warning[0].value


def test_the_first_screen_leads_coaches_here() -> None:
    page = AppTest.from_file(APP, default_timeout=60).run()
    links = [link.proto.page for link in page.get("page_link")]
    assert links == ["cohort"]
