"""A file of another kind on the first screen: what was found is looked through before it counts."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import LANGUAGES
from advisor.canvas_file import read_canvas
from tests.formats.office_files import docx, heading, paragraph, table, xlsx
from tests.pages.test_pages import shown, start

QUESTIONS = "Für wen schaffen wir Wert?\nWer sind unsere wichtigsten Kunden?"
GERMAN = {
    "Schlüsselpartner": "Imkerei Hofer",
    "Schlüsselaktivitäten": "Honig abfüllen",
    "Schlüsselressourcen": "Abfüllanlage",
    "Wertversprechen": "Honig aus der Nachbarschaft",
    "Kundenbeziehungen": "Persönlich am Stand",
    "Marktkanäle": "Wochenmarkt",
    "Kundensegmente": f"{QUESTIONS}\nFamilien im Viertel",
    "Kosten": "Gläser",
    "Einnahmen": "Verkauf am Stand",
}


def uploaded(data: bytes, name: str, language: str = "de") -> AppTest:
    page = start(language)
    page.file_uploader(key="upload").set_value((name, data, "application/octet-stream")).run()
    assert not page.exception
    return page


def canvas_docx() -> bytes:
    rows = [[name, text] for name, text in GERMAN.items()]
    return docx(table(rows))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_file_is_reviewed_with_sources_before_it_counts(language: str) -> None:
    page = uploaded(canvas_docx(), "imkerei.docx", language)

    assert page.session_state["canvas"] == ""
    said = shown(page).replace("\\", "")
    assert "Imkerei Hofer" in said
    assert {"de": "Tabelle 1, Zeile 4", "en": "Table 1, row 4"}[language] in said

    page.button(key="incoming_take").click().run()

    canvas = read_canvas(page.session_state["canvas"]).canvas
    assert canvas.name == "imkerei"
    assert [note.text for note in canvas.block("channels").notes] == ["Wochenmarkt"]
    assert [note.text for note in canvas.block("customer_segments").notes] == [
        "Familien im Viertel"
    ]


def test_what_was_set_aside_can_be_taken_after_all() -> None:
    page = uploaded(canvas_docx(), "imkerei.docx")

    page.button(key="restore_customer_segments_0").click().run()
    page.button(key="incoming_take").click().run()

    notes = read_canvas(page.session_state["canvas"]).canvas.block("customer_segments").notes
    assert len(notes) == 2
    assert notes[1].text.startswith("Für wen schaffen wir Wert?")


def test_of_several_canvases_in_one_file_one_is_chosen() -> None:
    first = [[name, text] for name, text in GERMAN.items()]
    second = [[name, f"{text} Nr. 2"] for name, text in GERMAN.items() if name != "Kosten"]
    page = uploaded(xlsx({"Team A": first, "Team B": second}), "kurs.xlsx")

    assert len(page.radio(key="incoming_choice").options) == 2
    page.radio(key="incoming_choice").set_value(1).run()
    page.button(key="incoming_take").click().run()

    canvas = read_canvas(page.session_state["canvas"]).canvas
    assert canvas.block("channels").notes[0].text == "Wochenmarkt Nr. 2"


def test_a_file_without_a_canvas_says_so_and_the_first_screen_stays() -> None:
    page = uploaded(docx(heading("Bericht"), paragraph("Ein Text über Honig.")), "bericht.docx")

    assert "kein Canvas" in page.error[0].value
    assert page.session_state["canvas"] == ""


def test_another_file_can_be_chosen() -> None:
    page = uploaded(canvas_docx(), "imkerei.docx")

    page.button(key="incoming_back").click().run()

    assert page.button(key="begin")
    assert not page.exception


def test_what_stands_outside_of_the_blocks_is_shown_as_written() -> None:
    rows = table([[name, text] for name, text in GERMAN.items()])
    page = uploaded(docx(paragraph("Team Rot"), paragraph("<b>Abgabe</b>"), rows), "imkerei.docx")

    (outside,) = [one for one in page.expander if "2 Texte außerhalb" in one.label]
    assert outside.markdown[0].value == "- Team Rot\n- \\<b\\>Abgabe\\<\\/b\\>"


def test_the_name_of_a_sheet_is_no_markup() -> None:
    rows = [[name, text] for name, text in GERMAN.items()]
    page = uploaded(xlsx({"*A*": rows, "B": rows}), "kurs.xlsx")

    assert any(r"\*A\*" in option for option in page.radio(key="incoming_choice").options)
