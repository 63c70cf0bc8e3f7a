"""The cohort compared, in-process: alike texts side by side, and a second round."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.pages import earlier as beside
from advisor.rulebook.loader import load_rulebook
from advisor.screening.checking import screen_one
from advisor.screening.submission import Submission
from tests.pages.cohorts import SAMPLES
from tests.pages.test_cohort_page import shown, start, upload

SAMPLE = SAMPLES[0]


def batch(*names: str) -> dict[str, bytes]:
    return {
        f"{name}.yaml": sample.read_bytes() for name, sample in zip(names, SAMPLES, strict=False)
    }


def compared(page: AppTest) -> AppTest:
    page.session_state["cohort_view"] = "compare"
    return page.run()


def key_of(page: AppTest) -> str:
    return str(page.session_state["cohort"])


def pairs(page: AppTest) -> list[str]:
    return [box.label for box in page.expander if "%" in box.label]


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def earlier(names: tuple[str, ...] = ("rot", "blau", "fort")) -> str:
    """The key of a cohort that lies a round back."""
    return key_of(upload(start(), batch(*names)))


def named(page: AppTest, link: str) -> AppTest:
    page.text_input(key="earlier_link").set_value(link)
    return page.button(key="earlier_add").click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_handed_in_twice_and_a_sample_are_shown_as_alike(language: str) -> None:
    twice = {"rot.yaml": SAMPLE.read_bytes(), "blau.yaml": SAMPLE.read_bytes()}
    page = compared(upload(start(language), twice))

    assert not page.exception
    told = pairs(page)
    assert any("rot" in pair and "blau" in pair and "100" in pair for pair in told)
    assert any(("Beispiel" if language == "de" else "example") in pair for pair in told)


def test_an_opened_pair_marks_the_common_words_side_by_side() -> None:
    page = upload(start(), {"rot.yaml": SAMPLE.read_bytes(), "blau.yaml": SAMPLE.read_bytes()})
    page = compared(page)
    assert "<mark>" not in html(page), "texts are drawn up when asked for"
    key = next(k for k in ("pair_own--1_own--2", "pair_own--2_own--1") if k in page.session_state)
    page.session_state[key] = True
    page.run()

    assert not page.exception
    assert html(page).count("<mark>") > 10
    assert "bitte ansehen" in html(page)


def test_names_are_hidden_for_reading_blind() -> None:
    page = upload(start(), {"rot.yaml": SAMPLE.read_bytes(), "blau.yaml": SAMPLE.read_bytes()})
    page.toggle(key="cohort_blind").set_value(True)
    page = compared(page)

    assert any("Team 1" in pair and "Team 2" in pair for pair in pairs(page))
    assert not any("rot" in pair for pair in pairs(page))


def test_an_earlier_cohort_is_named_by_its_link_and_put_away_again() -> None:
    old = earlier()
    page = compared(upload(start(), batch("rot", "blau", "gelb")))
    page = named(page, f"https://stimmig.example/cohort?cohort={old}&lang=de")

    assert not page.exception
    assert page.text_input(key="earlier_link").value == ""
    assert page.selectbox(key="round_before").options, "a round to be set against"
    drop = next(button for button in page.button if str(button.key).startswith("drop_"))
    drop.click().run()
    assert not [button for button in page.button if str(button.key).startswith("drop_")]


@pytest.mark.parametrize("link", ["nothing", "http://[", "https://x.example/?cohort=nothing"])
def test_a_link_that_opens_nothing_is_told(link: str) -> None:
    page = named(compared(upload(start(), batch("rot"))), link)

    assert not page.exception
    assert "keine andere Sichtung" in shown(page)
    assert page.text_input(key="earlier_link").value == link


def test_a_second_round_says_what_became_of_each_team() -> None:
    old = earlier()
    second = {**batch("rot", "blau"), "gelb.yaml": SAMPLES[3].read_bytes()}
    second["rot.yaml"] = SAMPLES[4].read_bytes()
    page = named(compared(upload(start(), second)), old)

    assert not page.exception
    counts = next(str(one.value) for one in page.markdown if "erledigt" in str(one.value))
    assert all(re.search(rf"[1-9]\d* {way}", counts) for way in ("erledigt", "weiter", "neu"))
    text = "\n".join(str(one.value) for one in page.text)
    assert "Diesmal nicht abgegeben: fort" in text
    assert "Zum ersten Mal dabei: gelb" in text
    tables = html(page)
    assert ">rot<" in tables
    assert ">blau<" in tables
    assert page.get("plotly_chart"), "and a picture"


def test_a_team_that_changed_nothing_has_only_findings_still_open() -> None:
    page = named(compared(upload(start(), batch("rot"))), earlier(("rot",)))

    counts = next(str(one.value) for one in page.markdown if "erledigt" in str(one.value))
    assert "0 erledigt" in counts
    assert "0 neu" in counts
    assert "nicht aufgeführt" in shown(page), "and its own earlier text is no news"


def results(*names: str) -> bytes:
    rules = load_rulebook(rule_set="coach")
    rows = [
        screen_one(Submission(path=n, data=d, team=n[:-5]), rules) for n, d in batch(*names).items()
    ]
    return b"".join(row.model_dump_json().encode() + b"\n" for row in rows)


def given(page: AppTest, data: bytes) -> AppTest:
    field = next(f for f in page.file_uploader if str(f.key) == "earlier_run_file")
    field.upload("results.jsonl", data)
    return page.run()


def test_the_results_of_an_earlier_run_stand_in_for_a_cohort() -> None:
    page = given(compared(upload(start(), batch("rot", "blau"))), results("rot", "fort"))

    assert not page.exception
    assert page.selectbox(key="round_before").options == ["results.jsonl"]
    assert "Diesmal nicht abgegeben: fort" in "\n".join(str(one.value) for one in page.text)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "keine Ergebnisse"), (b'{"path": "x"}\n', "Zeile 1"), (results("a") + b"{", "Zeile 2")],
    ids=["empty", "foreign", "torn"],
)
def test_what_are_no_results_is_refused_with_its_place(data: bytes, said: str) -> None:
    page = given(compared(upload(start(), batch("rot"))), data)

    assert not page.exception
    assert said in "\n".join(str(one.value) for one in page.error)


def test_deleting_a_cohort_forgets_what_was_compared() -> None:
    page = compared(upload(start(), batch("rot", "blau")))
    assert beside._lookalikes.cache_info().currsize
    page.session_state["cohort_menu"] = True
    page.run()
    page.checkbox(key="cohort_sure").check().run()
    page.button(key="cohort_delete").click().run()

    assert not page.exception
    assert not beside._lookalikes.cache_info().currsize
