"""Tables with one team per row, lists of teams, and what of a file counts, in-process."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.canvas_file import write_canvas
from advisor.screening.correction import Alternative
from advisor.screening.submission import Screened, Source
from advisor.store.cohort import Enclosure, NewRow
from tests.conftest import canvas_of
from tests.formats.office_files import xlsx
from tests.pages.cohorts import SAMPLES
from tests.pages.test_cohort_page import opened, shown, start, table, upload, wait
from tests.pages.test_cohort_page import with_rows as cohort_with

HEADINGS = (
    *("Zeitstempel", "Teamname", "E-Mail", "Kundensegmente", "Wertversprechen", "Kanäle"),
    *("Kundenbeziehungen", "Einnahmen", "Bemerkung"),
)
ROWS = (
    ("24.11.2026 10:00", "Rot", "rot@x.de", "Pendler", "Zeit sparen", "App", "Chat", "Abo", "-"),
    ("25.11.2026 10:00", "Blau", "", '"Firmen; Vereine"', "Ruhe", "Messe", "", "", "gern"),
    ("26.11.2026 10:00", "Rot", "rot@x.de", "Pendler", "Zeit", "App", "Chat", "Abo", ""),
)


def csv(*rows: tuple[str, ...]) -> bytes:
    return "".join(";".join(row) + "\r\n" for row in (HEADINGS, *rows)).encode("cp1252")


def given(page: AppTest, name: str, data: bytes) -> AppTest:
    page.file_uploader[0].upload(name, data)
    return page.run()


def placing(name: str, data: bytes, language: str = "de") -> AppTest:
    page = given(start(language), name, data)
    return page.button(key="table_open").click().run()


def columns(page: AppTest) -> list[str]:
    return [str(box.value) for box in page.selectbox if str(box.key).startswith("column~")]


def rows(page: AppTest) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in table(page)["rows"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forms_export_is_placed_before_it_is_screened(language: str) -> None:
    page = placing("antworten.csv", csv(*ROWS), language)

    assert not page.exception
    assert not page.session_state["cohort"], "nothing is screened yet"
    assert columns(page) == [
        *("handed_in", "team", "email", "customer_segments", "value_propositions", "channels"),
        *("customer_relationships", "revenue_streams", ""),
    ]
    assert "3" in shown(page)
    examples = "\n".join(str(one.value) for one in page.text)
    assert "24.11.2026 10:00 · 25.11.2026 10:00 · 26.11.2026 10:00" in examples
    assert "Pendler · Firmen; Vereine" in examples


def test_its_rows_become_a_cohort_and_the_newest_of_a_team_counts() -> None:
    page = wait(placing("antworten.csv", csv(*ROWS)).button(key="table_take").click().run())

    assert not page.exception
    found = table(page)["rows"]
    assert len(found) == 3
    assert [row["name"] for row in found][-1] == "Rot", "the older one comes last"
    assert sorted(row["read"] for row in found if row["name"] == "Blau") == ["3/9"]
    assert "ältere" in found[-1]["note"]


def test_a_column_is_placed_by_hand() -> None:
    page = placing("antworten.csv", csv(*ROWS[:2]))
    boxes = [box for box in page.selectbox if str(box.key).startswith("column~")]
    boxes[-1].set_value("key_partners").run()
    page = wait(page.button(key="table_take").click().run())

    assert rows(page)["Blau"]["read"] == "4/9"


def test_what_cannot_be_right_is_said() -> None:
    page = placing("antworten.csv", csv(*ROWS))
    boxes = [box for box in page.selectbox if str(box.key).startswith("column~")]
    boxes[1].set_value("email").run()
    assert "zweimal" in shown(page)
    assert "nach ihrer Zeile" in shown(page)
    for at in range(len(boxes)):
        box = [box for box in page.selectbox if str(box.key).startswith("column~")][at]
        box.set_value("")
    page.run()
    assert page.button(key="table_take").disabled


def test_an_excel_export_is_read_like_a_csv() -> None:
    page = placing("antworten.xlsx", xlsx({"Antworten": [HEADINGS, *ROWS]}))
    assert columns(page)[:3] == ["handed_in", "team", "email"]
    page = wait(page.button(key="table_take").click().run())
    assert {"Rot", "Blau"} == set(rows(page))


def test_a_canvas_is_not_taken_for_a_table_and_back_leads_back() -> None:
    page = given(start(), "canvas.yaml", SAMPLES[0].read_bytes())
    assert "Tabelle mit einem Team" not in shown(page)
    page = placing("antworten.csv", csv(*ROWS))
    page.button(key="table_back").click().run()
    assert page.button(key="cohort_begin").disabled


def test_hostile_cells_stay_text() -> None:
    bad = ("", "[x](javascript:alert(1))", "", "<script>alert(1)</script>", "a", "b", "c", "d", "")
    page = placing("a.csv", csv(bad))
    assert "<script>" not in shown(page)
    page = wait(page.button(key="table_take").click().run())
    assert not page.exception
    assert len(table(page)["rows"]) == 1


# --- lists of teams ---


def listed(page: AppTest, data: bytes) -> AppTest:
    page.file_uploader[1].upload("teams.csv", data)
    return page.run()


LIST = b"Datei;Team;E-Mail\r\na.yaml;Die Roten;rot@x.de\r\nb.yaml;Die Roten;rot@x.de\r\n"


def test_a_list_says_whose_each_file_is_before_it_is_screened() -> None:
    page = listed(start(), LIST)
    page = upload(page, {f"{n}.yaml": SAMPLES[0].read_bytes() for n in ("a", "b", "c")})

    assert not page.exception
    found = [row["name"] for row in table(page)["rows"]]
    assert found.count("Die Roten") == 2
    assert found[-1] == "Die Roten", "the first is older"


def test_a_list_can_come_later() -> None:
    page = upload(start(), {"a.yaml": SAMPLES[0].read_bytes(), "c.yaml": SAMPLES[1].read_bytes()})
    page.session_state["cohort_add"] = True
    page = listed(page.run(), LIST)
    page.button(key="teams_assign").click().run()

    assert not page.exception
    assert "Die Roten" in rows(page)
    assert "1 von 2" in shown(page)


def test_a_list_that_names_nobody_is_refused() -> None:
    page = listed(start(), b"Datei;Team\r\n")

    assert "nennt keine Datei" in "\n".join(str(one.value) for one in page.error)
    given(page, "a.yaml", SAMPLES[0].read_bytes())
    assert page.button(key="cohort_begin").disabled


# --- what of a file counts ---


def test_a_text_set_aside_is_taken_after_all() -> None:
    one = Screened(
        path="a.docx",
        sha256="",
        status="read",
        canvas=write_canvas(canvas_of({"channels": ["App"]}), "json"),
        filled=1,
        sources=(
            Source(
                block="key_partners",
                origin=("cell", 1, 2),
                confidence="exact",
                set_aside=("Hof Meyer", "Wer sind Ihre Partner?"),
            ),
        ),
    )
    page = opened(start(key=cohort_with(NewRow(one.model_dump_json()))), 1)
    page.button(key="restore_1_key_partners_0").click().run()

    assert not page.exception
    assert "Hof Meyer" not in shown(page), "no longer among what was set aside"
    assert "Wer sind Ihre Partner" in shown(page)
    page.session_state["cohort_view"] = "overview"
    assert table(page.run())["rows"][0]["read"] == "2/9"


def test_of_several_canvases_each_keeps_where_its_blocks_stood() -> None:
    def alternative(row: int) -> Enclosure:
        source = Source(block="channels", origin=("sheet", row, row), confidence="exact")
        text = write_canvas(canvas_of({"channels": [f"App {row}"]}), "json")
        kept = Alternative(canvas=text, sources=(source,))
        return Enclosure("candidate", kept.model_dump_json().encode(), f"Blatt {row}")

    one = Screened(
        path="a.xlsx",
        sha256="",
        status="read",
        canvas=write_canvas(canvas_of({"channels": ["App 1"]}), "json"),
        candidates=14,
    )
    row = NewRow(one.model_dump_json(), [alternative(1), alternative(2)])
    page = opened(start(key=cohort_with(row)), 1)
    assert "ersten 2" in shown(page), "those that were not kept are told"
    page.radio[0].set_value(1).run()

    assert not page.exception
    assert "Blatt 2, Zeile 2" in shown(page)
