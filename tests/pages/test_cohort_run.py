"""A batch on the page: cancelled, gone on with, seen from another window, and deleted for good."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.canvas_file import write_canvas
from advisor.pages import cohort, session
from advisor.pages.parts import cohort_submission
from advisor.screening import running
from advisor.screening.submission import Screened
from advisor.store.cohort import Enclosure, NewRow
from advisor.store.database import database_address
from advisor.texts import words
from tests.conftest import canvas_of
from tests.pages.cohorts import PNG, batch
from tests.pages.test_cohort_page import (
    names,
    opened,
    screened,
    shown,
    start,
    table,
    upload,
    wait,
    with_rows,
)
from tests.screening.conftest import Inline

SECRET = "Quittenlikör"


class Gate(Inline):
    """Lets the first lot through; the others wait until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()
        self.reached = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.begun:
            self.reached = True
            assert self.opened.wait(60)
        return super().submit(fn, *args, **kwargs)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Every batch of the page goes through it."""
    made = Gate()

    def gated(uploads: running.Uploads, plan: running.Plan, teams: Any = None) -> running.Run:
        return running.start(uploads, replace(plan, executor=made), teams)

    monkeypatch.setattr(cohort, "start", gated)
    yield made
    made.opened.set()


def begun(gate: Gate) -> AppTest:
    """A batch of twelve, waiting at the gate with its first lot done."""
    page = start()
    page.file_uploader[0].upload("klasse.zip", batch())
    page.run()
    page.button(key="cohort_begin").click().run()
    until(lambda: gate.reached)
    return page


def until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def finished(page: AppTest) -> None:
    run = cohort._runs()[cohort.hash_of(page.session_state["cohort"])]
    until(lambda: run.finished)


def test_a_batch_is_cancelled_keeps_what_is_done_and_goes_on_with_the_same_files(
    gate: Gate,
) -> None:
    page = begun(gate)
    page.button(key="cohort_cancel").click().run()
    assert page.button(key="cohort_cancel").disabled, "once is enough"
    gate.opened.set()
    finished(page)
    page.run()

    assert not page.exception
    assert "Abgebrochen nach 1 von 12" in shown(page)
    assert len(names(page)) == 1
    upload(page, {"klasse.zip": batch()})
    assert not page.exception
    assert len(set(names(page))) == len(names(page)) == 12
    assert "Abgebrochen" not in shown(page)


def test_the_same_files_once_more_are_not_screened_again(gate: Gate) -> None:
    gate.opened.set()
    page = wait(begun(gate))
    lots = gate.begun
    page.session_state["cohort_add"] = True
    page.run()
    upload(page, {"klasse.zip": batch()})
    assert gate.begun == lots
    assert len(names(page)) == 12


def test_a_batch_goes_on_without_its_window_and_is_seen_from_another(gate: Gate) -> None:
    first = begun(gate)
    second = start(key=str(first.session_state["cohort"]))
    assert "Abbrechen" in [button.label for button in second.button]
    gate.opened.set()
    assert len(names(wait(second))) == 12


def test_after_a_killed_server_the_page_asks_for_the_files_again(gate: Gate) -> None:
    first = begun(gate)
    key = str(first.session_state["cohort"])
    run = cohort._runs().pop(cohort.hash_of(key))  # what a new process knows of it: nothing
    run.cancel()
    gate.opened.set()
    until(lambda: run.finished)

    page = start(key=key)
    assert "unterbrochen" in shown(page)
    assert "1 von 12" in shown(page)
    upload(page, {"klasse.zip": batch()})
    assert len(set(names(page))) == len(names(page)) == 12
    assert "unterbrochen" not in shown(start(key=key))


def test_what_was_interrupted_can_be_left_as_it_is(gate: Gate) -> None:
    page = begun(gate)
    page.button(key="cohort_cancel").click().run()
    gate.opened.set()
    finished(page)
    page.run()
    page.button(key="cohort_leave_out").click().run()
    assert "Abgebrochen" not in shown(page)
    assert "Abgebrochen" not in shown(start(key=str(page.session_state["cohort"])))
    assert len(names(page)) == 1


def test_the_rules_a_coach_changed_are_those_of_the_workers() -> None:
    page = start(changes={"segment-without-channel": {"enabled": False}})
    upload(page, {"klasse.zip": batch()})
    assert not page.exception
    title = "Segment ohne Kanal?"
    assert title not in page.selectbox(key="cohort_rule").options
    assert len([row for row in table(page)["rows"] if not row["unread"]]) == 10
    assert title in screened().selectbox(key="cohort_rule").options


def test_as_many_processes_as_are_set_else_all_processors_but_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {"3": 3, "0": 1, "-5": 1, "1000": 61, "many": 7, "": 7}
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    found = {}
    for value in given:
        monkeypatch.setenv(cohort.JOBS, value)
        found[value] = cohort.jobs()
    assert found == given


def secret_rows() -> tuple[NewRow, NewRow]:
    text = write_canvas(canvas_of({"channels": [SECRET]}), "json")
    read = Screened(path="a.yaml", sha256="", status="read", canvas=text, filled=1, candidates=2)
    beside = [Enclosure("candidate", text.encode(), SECRET)]
    unread = Screened(path="b.png", sha256="", status="unread", reason="picture_only", team=SECRET)
    picture = [Enclosure("picture", PNG + SECRET.encode())]
    return NewRow(read.model_dump_json(), beside), NewRow(unread.model_dump_json(), picture)


def kept_bytes() -> bytes:
    file = Path(database_address().removeprefix("sqlite:///"))
    parts = sorted(file.parent.glob(f"{file.name}*"))
    assert parts
    return b"".join(part.read_bytes() for part in parts)


def test_after_deleting_nothing_of_the_texts_is_on_disk_or_in_memory() -> None:
    page = opened(start(key=with_rows(*secret_rows())), 1)
    page.text_area[-1].set_value(f"Mehr zum {SECRET}!").run()
    opened(page, 2)
    page.text_area(key="entry~2~channels").set_value(SECRET).run()
    assert SECRET.encode() in kept_bytes()
    assert cohort_submission._report.cache_info().currsize

    page.session_state["cohort_menu"] = True
    page.run()
    page.checkbox(key="cohort_sure").check().run()
    page.button(key="cohort_delete").click().run()

    assert not page.exception
    assert SECRET.encode() not in kept_bytes()
    caches = (cohort._entries, cohort_submission._report, session.canvas_of, session._checked)
    assert not [one for one in caches if one.cache_info().currsize]
    assert SECRET not in str(page.session_state._state.filtered_state)


def follow(page: AppTest, number: int) -> None:
    """The link to the canvas page."""
    links = [link.proto for link in page.get("page_link")]
    assert f"copy={number}" in str([link.query_string for link in links])
    page.query_params["copy"] = str(number)
    page.switch_page("advisor/pages/canvas_page.py").run()


def test_a_submission_opens_on_the_canvas_page_as_a_copy() -> None:
    key = with_rows(*secret_rows())
    page = opened(start(key=key), 1)
    follow(page, 1)

    assert not page.exception
    assert "Eine Kopie der Abgabe" in shown(page)
    assert SECRET in page.session_state["canvas"]
    assert page.session_state["draft"]["key"] == "", "nothing is kept before something is changed"
    links = [link.proto.page for link in page.get("page_link")]
    assert "cohort" in links

    back = page.switch_page("advisor/pages/cohort_page.py").run()
    assert len(names(opened_overview(back))) == 2


def opened_overview(page: AppTest) -> AppTest:
    page.session_state["cohort_view"] = "overview"
    return page.run()


def test_a_copy_has_no_name_where_names_are_hidden_and_goes_with_the_cohort() -> None:
    page = start(key=with_rows(*secret_rows()))
    page.toggle(key="cohort_blind").set_value(True).run()
    opened(page, 1)
    follow(page, 1)
    assert not page.exception
    canvas = session.canvas_of(page.session_state["canvas"])
    assert canvas.name == "Team 1"

    page.switch_page("advisor/pages/cohort_page.py").run()
    page.session_state["cohort_menu"] = True
    page.run()
    page.checkbox(key="cohort_sure").check().run()
    page.button(key="cohort_delete").click().run()
    assert page.session_state["canvas"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", ["30", "0"])
def test_the_page_on_privacy_says_how_long_a_cohort_is_kept(
    monkeypatch: pytest.MonkeyPatch, language: str, days: str
) -> None:
    monkeypatch.setenv("STIMMIG_RETENTION_DAYS", days)
    page = start(language).switch_page("advisor/pages/privacy_page.py").run()
    spoken = words(language)
    wanted = (
        spoken("page.privacy.cohorts.answer", days=30)
        if days == "30"
        else spoken("page.privacy.cohorts.for_ever")
    )
    assert wanted in [one.value for one in page.markdown]
