"""Feedback made ready in-process: letters, own texts, points, downloads, the way into Moodle."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.pages.parts import cohort_downloads, cohort_moodle
from advisor.texts import words
from tests.pages.cohorts import batch, moodle_batch, worksheet
from tests.pages.test_cohort_page import shown, start, upload

DE = words("de")


def opened(given: bytes, part: str = "letters", language: str = "de") -> AppTest:
    page = upload(start(language), {"klasse.zip": given})
    page.session_state["cohort_view"] = "feedback"
    page.session_state["handing_part"] = part
    page = page.run()
    assert not page.exception
    return page


def letter(page: AppTest) -> str:
    [found] = [one.proto.body for one in page.get("html") if "class='letter'" in one.proto.body]
    return str(found)


def pieces(page: AppTest, kind: str) -> list[Any]:
    """The ticks of the letter's pieces of a kind."""
    said = DE(f"cohort.handing.kind.{kind}")
    return [box for box in page.checkbox if box.label.split(" · ")[0] == said]


def second_window(page: AppTest) -> AppTest:
    other = start("de", page.session_state["cohort"])
    other.session_state["cohort_view"] = "feedback"
    other.session_state["submission"] = page.session_state["submission"]
    return other.run()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What each download button makes, by its key: only a browser presses them."""
    found: dict[str, Callable[[], bytes]] = {}
    real = cohort_downloads.download

    def keep(key: str, label: str, file: str, mime: str, make: Any, *, ready: bool = True) -> None:
        found.pop(key, None)
        if ready:
            found[key] = make
        real(key, label, file, mime, make, ready=ready)

    monkeypatch.setattr(cohort_downloads, "download", keep)
    monkeypatch.setattr(cohort_moodle, "download", keep)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["letters", "points", "files", "moodle"])
def test_every_part_opens_in_both_languages(language: str, part: str) -> None:
    page = opened(batch(), part, language)
    assert "release_all" not in [one.key for one in page.button], "nothing is reviewed yet"


def test_a_dropped_piece_leaves_the_letter_and_comes_back() -> None:
    page = opened(moodle_batch())
    [opening] = pieces(page, "opening")
    assert "vielen Dank" in letter(page)
    opening.uncheck().run()
    assert "vielen Dank" not in letter(page)
    [opening] = pieces(page, "opening")
    opening.check().run()
    assert "vielen Dank" in letter(page)


def test_a_piece_is_reworded_in_place_and_set_back() -> None:
    page = opened(moodle_batch())
    place = [box.label.split(" · ")[0] for box in page.checkbox].index("Einstieg")
    button = [one for one in page.button if one.key and one.key.startswith("reword_")][place]
    button.click().run()
    [field] = [one for one in page.text_area if one.key and one.key.startswith("text~")]
    field.set_value("Hallo <b>Team</b>").run()

    assert "<p>Hallo &lt;b&gt;Team&lt;/b&gt;</p>" in letter(page)
    assert "vielen Dank" not in letter(page)
    page.button(key="piece_composed").click().run()
    assert "vielen Dank" in letter(page)


def test_the_letter_speaks_the_chosen_language() -> None:
    page = opened(moodle_batch())
    assert "lang='de'" in letter(page)
    [choice] = [
        one for one in page.button_group if one.key and one.key.startswith("handing_language")
    ]
    choice.set_value("en").run()
    assert "lang='en'" in letter(page)
    assert "thank you" in letter(page).casefold()


def test_an_own_text_is_written_once_and_ticked_for_the_next_team() -> None:
    page = opened(moodle_batch())
    page.text_input(key="own_title").input("Sprechstunde")
    page.text_area(key="own_text").input("Kommen Sie gern am Montag.").run()
    page.button(key="own_keep").click().run()
    assert "Kommen Sie gern am Montag." in letter(page)

    page.button(key="handing_next").click().run()
    assert "Kommen Sie gern am Montag." not in letter(page)
    [tick] = [one for one in page.checkbox if one.label == "Sprechstunde"]
    tick.check().run()
    assert "Kommen Sie gern am Montag." in letter(page)
    assert not page.exception


def test_changing_an_own_text_touches_no_review_that_does_not_use_it() -> None:
    page = opened(moodle_batch())
    page.text_area(key="own_text").input("Alt").run()
    page.button(key="own_keep").click().run()
    page.button(key="handing_next").click().run()
    [field] = [one for one in page.text_area if one.key and one.key.startswith("own_text~")]
    field.set_value("Neu").run()
    page.button(key="own_save").click().run()
    assert "offen" in page.selectbox(key="handing_team").options[1]
    page.button(key="handing_previous").click().run()
    assert "<p>Alt</p>" in letter(page)
    page.button(key="own_delete").click().run()
    assert "<p>Alt</p>" in letter(page), "a letter keeps its copy"
    assert not page.exception


def test_only_what_was_reviewed_is_released_at_once() -> None:
    page = opened(moodle_batch())
    page.text_area(key=f"comment~{page.session_state['submission']}~0").input("Gut.").run()
    page.button(key="handing_next").click().run()
    pieces(page, "closing")[0].uncheck().run()
    button = page.button(key="release_all")
    assert button.label == "Alle 2 angesehenen freigeben"
    button.click().run()

    assert "offen: 3 · in Arbeit: 0 · freigegeben: 2" in shown(page)
    page.button(key="handing_release").click().run()
    assert "offen: 3 · in Arbeit: 1 · freigegeben: 1" in shown(page)


def test_a_review_changed_in_another_window_is_not_overwritten_and_nothing_typed_is_lost() -> None:
    page = opened(moodle_batch())
    other = second_window(page)
    field = f"comment~{page.session_state['submission']}~0"
    page.text_area(key=field).input("aus dem ersten").run()
    other.text_area(key=field).input("aus dem zweiten").run()

    assert "aus dem ersten" in letter(other)
    assert "aus dem zweiten" in [one.value for one in other.code]
    assert any("anderen Fenster" in one.value for one in other.warning)


def test_hidden_names_stay_hidden_in_the_letter() -> None:
    page = upload(start(), {"klasse.zip": moodle_batch()})
    page.session_state["cohort_view"] = "feedback"
    page.session_state["cohort_blind"] = True
    page.run()
    for _ in range(5):
        assert "Guten Tag Team " in letter(page)
        for name in ("Jörg Groß", "Zoë Çelik", "Ann Lee", "Gruppe 3", "nachgereicht"):
            assert name not in letter(page)
        if not page.button(key="handing_next").disabled:
            page.button(key="handing_next").click().run()
    assert not page.exception


def test_an_unread_file_gets_a_letter_that_asks_for_text() -> None:
    page = opened(batch())
    assert "Bitte reichen Sie den Canvas als Text nach" in letter(page)
    page.session_state["handing_part"] = "points"
    page.run()
    assert not page.exception


def released(page: AppTest, part: str) -> AppTest:
    """With every team released."""
    for _ in range(5):
        page.button(key="handing_release").click().run()
        if not page.button(key="handing_next").disabled:
            page.button(key="handing_next").click().run()
    page.session_state["handing_part"] = part
    page.run()
    assert not page.exception
    return page


def test_only_released_letters_are_in_the_zip(made: dict[str, Callable[[], bytes]]) -> None:
    page = opened(moodle_batch(), "files")
    assert "letters" not in made, "nothing to download yet"
    page.session_state["handing_part"] = "letters"
    page.run()
    page.button(key="handing_release").click().run()
    page.session_state["handing_part"] = "files"
    page.session_state["handing_form"] = "html"
    page.run()

    assert "1 von 5 Rückmeldungen sind freigegeben" in shown(page)
    with zipfile.ZipFile(io.BytesIO(made["letters"]())) as archive:
        [name] = archive.namelist()
        assert name.endswith(".html")
        assert "Regelwerk" in archive.read(name).decode()


def test_sheets_and_tables_are_made_of_all(made: dict[str, Callable[[], bytes]]) -> None:
    opened(moodle_batch(), "files")
    assert made["sheets_all"]().startswith(b"%PDF")
    assert made["sheet_one"]().startswith(b"%PDF")
    rows = list(csv.reader(io.StringIO(made["csv"]().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 6
    assert zipfile.is_zipfile(io.BytesIO(made["xlsx"]()))


def test_without_a_worksheet_a_group_is_not_delivered_and_the_page_says_so(
    made: dict[str, Callable[[], bytes]],
) -> None:
    page = released(opened(moodle_batch()), "moodle")
    page.session_state["moodle_form"] = "md"
    page.run()
    assert "Ohne Bewertungstabelle nicht zustellbar" in shown(page)
    assert "Gruppe 3" in shown(page)
    with zipfile.ZipFile(io.BytesIO(made["moodle_zip"]())) as archive:
        assert sorted(archive.namelist()) == [
            "Ann Lee_901_assignsubmission_file_/Rückmeldung.md",
            "Jörg Groß_12345_assignsubmission_file_/Rückmeldung.md",
            "Zoë Çelik_678_assignsubmission_file_/Rückmeldung.md",
        ]


def test_the_worksheet_brings_the_group_its_feedback_and_comes_back_filled(
    made: dict[str, Callable[[], bytes]],
) -> None:
    page = released(opened(moodle_batch()), "moodle")
    page.file_uploader[0].upload("Bewertungen.csv", worksheet()).run()
    assert not page.exception
    assert "Bewertungen\\.csv: 4 von 5 Zeilen gehören" in shown(page)
    page.session_state["moodle_form"] = "md"
    page.run()
    with zipfile.ZipFile(io.BytesIO(made["moodle_zip"]())) as archive:
        assert sorted(archive.namelist()) == [
            "Jörg Groß_12345_assignsubmission_file_/Rückmeldung.md",
            "Max Muster_31_assignsubmission_file_/Rückmeldung.md",
            "Mia Muster_32_assignsubmission_file_/Rückmeldung.md",
            "Zoë Çelik_678_assignsubmission_file_/Rückmeldung.md",
        ]
    given = list(csv.reader(io.StringIO(worksheet().decode())))
    filled = list(csv.reader(io.StringIO(made["worksheet"]().decode())))
    assert [row[:5] for row in filled] == [row[:5] for row in given]
    assert [bool(row[10]) for row in filled[1:]] == [True, True, True, True, False]
    assert "Regelwerk" in filled[1][10]


def test_a_worksheet_is_forgotten_with_the_cohort_it_came_with() -> None:
    page = opened(moodle_batch(), "moodle")
    page.file_uploader[0].upload("Bewertungen.csv", worksheet()).run()
    page.button(key="moodle_away").click().run()
    assert "Zeilen gehören" not in shown(page)
    page.file_uploader[0].upload("Bewertungen.csv", worksheet()).run()
    assert "Zeilen gehören" in shown(page)
    page.session_state["cohort"] = opened(moodle_batch()).session_state["cohort"]
    assert "Zeilen gehören" not in shown(page.run())


def test_a_file_that_is_no_worksheet_is_refused_with_a_sentence() -> None:
    page = opened(moodle_batch(), "moodle")
    page.file_uploader[0].upload("x.csv", b"a,b\n1,2\n").run()
    assert not page.exception
    assert "keine Bewertungstabelle" in page.error[0].value


RUBRIC = """\
rubric: 1
title: Übung <2>
criteria:
  - {id: notizen, label: Notizen, points: 8, blocks: {channels: 40}}
  - {id: stimmig, label: Stimmig, points: 12, rules: {lost: {contradiction: 4, risk: 1}}}
"""


def with_rubric(page: AppTest, text: str = RUBRIC) -> AppTest:
    page.file_uploader[0].upload("punkte.yaml", text.encode()).run()
    assert not page.exception
    return page


def test_points_say_what_they_were_lost_to_and_are_changed_with_a_reason() -> None:
    page = with_rubric(opened(moodle_batch(), "points"))
    assert "bis zu 20 Punkte" in shown(page)
    assert "40 Notizen" in shown(page)
    [points] = [one for one in page.number_input if "notizen" in str(one.key)]
    points.set_value(7.5)
    page.button(key="regrade_notizen").click().run()
    assert "Begründung" in page.error[0].value
    [reason] = [one for one in page.text_input if "notizen" in str(one.key)]
    reason.input("Mündlich gut erklärt")
    page.button(key="regrade_notizen").click().run()
    assert not page.error
    assert "Notizen: 7,5 von 8 Punkten".replace(":", "\\:").replace(",", "\\,") in shown(page)
    assert "Berechnet waren" in shown(page)

    page.session_state["handing_part"] = "letters"
    page.run()
    assert "Mündlich gut erklärt" in letter(page)
    page.session_state["handing_part"] = "points"
    page.run()
    page.button(key="ungrade_notizen").click().run()
    assert "Berechnet waren" not in shown(page)


def test_an_error_in_a_rubric_is_shown_with_its_place_and_the_old_one_stays() -> None:
    page = with_rubric(opened(moodle_batch(), "points"))
    page.file_uploader[0].upload("x.yaml", RUBRIC.replace("channels", "chanels").encode()).run()
    assert "Zeile 4, Spalte" in page.error[0].value
    assert "channels" in page.error[0].value
    assert "bis zu 20 Punkte" in shown(page)


def test_the_shipped_rubric_is_one_click_and_one_click_away_again() -> None:
    page = opened(moodle_batch(), "points")
    page.button(key="rubric_introduction").click().run()
    assert not page.exception
    assert "Punkteschema:" in shown(page)
    page.button(key="rubric_without").click().run()
    assert "kein Punkteschema" in shown(page)


@pytest.mark.parametrize(("best", "graded"), [("100,00", True), ("10,00", False)])
def test_points_become_grades_where_the_assignment_gives_as_many(
    made: dict[str, Callable[[], bytes]], best: str, graded: bool
) -> None:
    page = with_rubric(opened(moodle_batch(), "points"))
    page = released(_part(page, "letters"), "moodle")
    page.file_uploader[0].upload("Bewertungen.csv", worksheet(best)).run()
    filled = list(csv.reader(io.StringIO(made["worksheet"]().decode())))
    assert bool(filled[1][5]) is graded
    assert filled[5][5] == "", "who handed nothing in gets no grade"
    assert any("höchstens 10" in one.value for one in page.warning) is not graded


def _part(page: AppTest, part: str) -> AppTest:
    page.session_state["handing_part"] = part
    return page.run()


def test_own_texts_and_rubric_are_there_for_whoever_opens_the_link() -> None:
    page = with_rubric(opened(moodle_batch(), "points"))
    page = _part(page, "letters")
    page.text_area(key="own_text").input("Für alle").run()
    page.button(key="own_keep").click().run()
    other = second_window(page)
    assert "Für alle" in [one.label for one in other.checkbox]
    assert "20 Punkte" in json.dumps([one.value for one in _part(other, "points").markdown])
