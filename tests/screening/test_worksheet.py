"""A grading worksheet comes back as Moodle wrote it, with grades and comments in their cells."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.screening.csv_table import TableError
from advisor.screening.worksheet import Mark, comment_html, fill_worksheet, read_worksheet
from advisor.texts import words

ENGLISH = (
    'Identifier,"Full name","Email address",Status,Group,Grade,"Maximum grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"\n'
    'Participant 12345,"Ann Lee",ann@example.org,"Submitted for grading",,,100.00,Yes,'
    '"Friday, 1 May 2026, 2:03 PM",-,\n'
    'Participant 678,"=HYPERLINK(""http://x"")",b@example.org,"No submission","Group A",7.00,100.00,No,'
    '-,"Friday, 1 May 2026, 2:03 PM","<p>Well done.</p>\n<p>Go on.</p>"\n'
)  # fmt: skip
GERMAN = (
    'ID,"Vollständiger Name",E-Mail-Adresse,Status,Gruppe,Bewertung,Bestwertung,'
    '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)",'
    '"Feedback als Kommentar"\r\n'
    'Teilnehmer/in12345,"Jörg Groß",j@example.org,"Zur Bewertung abgegeben","Gruppe 3",,"100,00",Ja,'
    '"Freitag, 1. Mai 2026, 14:03",-,\r\n'
    'Teilnehmer/in678,"Zoë Çelik",z@example.org,"Keine Abgabe","Gruppe 3","7,00","100,00",Nein,-,-,\r\n'
)  # fmt: skip
BOM = "\ufeff"
FORMS = {
    "english": ENGLISH.encode(),
    "german": GERMAN.encode(),
    "with its mark": (BOM + GERMAN).encode(),
    "from excel": GERMAN.replace('"100,00"', "100·00").replace(",", ";").replace("·", ",").encode("cp1252"),
    "no last line end": GERMAN.rstrip().encode(),
    "utf-16": GERMAN.encode("utf-16"),
    "sep": ("sep=,\r\n" + GERMAN).encode(),
}  # fmt: skip


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_everyone_is_read_whatever_the_language_and_the_spreadsheet(data: bytes) -> None:
    sheet = read_worksheet(data)
    assert [entry.number for entry in sheet.entries] == ["12345", "678"]
    assert [entry.best for entry in sheet.entries] == [100.0, 100.0]
    assert [entry.changeable for entry in sheet.entries] == [True, False]


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_where_nothing_is_graded_not_a_byte_changes(data: bytes) -> None:
    assert fill_worksheet(read_worksheet(data), {}) == data
    assert fill_worksheet(read_worksheet(data), {"678": Mark()}) == data


CELL = st.text(alphabet='aé ,;"\n\r\t=+-@<\\', max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=4),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_worksheet_goes_out_as_it_came(
    rows: list[list[str]], delimiter: str, end: str, bom: bool, quoting: int
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["Identifier", "Full name", "Grade", "Feedback comments"])
    for index, (_, name, grade, comment) in enumerate(rows):
        writer.writerow([f"Participant {index}", name, grade, comment])
    data = ((BOM if bom else "") + out.getvalue()).encode()
    sheet = read_worksheet(data)
    assert [entry.number for entry in sheet.entries] == [str(n) for n in range(len(rows))]
    assert fill_worksheet(sheet, {}) == data


def test_only_grade_and_comment_of_the_graded_row_change() -> None:
    filled = fill_worksheet(
        read_worksheet(ENGLISH.encode()), {"12345": Mark(85.5, "Good.\nGo on.")}
    ).decode()
    before, after = ENGLISH.split("\n", 2), filled.split("\n", 2)
    assert (before[0], before[2]) == (after[0], after[2])
    assert after[1] == before[1].replace(",,,100.00", ",,85.50,100.00").removesuffix(",") + (
        ',"<p>Good.<br />Go on.</p>"'
    )


def test_a_decimal_comma_stays_one_and_the_places_are_kept() -> None:
    filled = fill_worksheet(read_worksheet(GERMAN.encode()), {"12345": Mark(85.25)}).decode()
    assert '"Gruppe 3","85,25","100,00",Ja' in filled
    whole = fill_worksheet(read_worksheet(GERMAN.encode()), {"12345": Mark(85)}).decode()
    assert '"Gruppe 3","85,00","100,00",Ja' in whole


def test_without_a_number_to_go_by_the_language_says_how_numbers_are_written() -> None:
    assert b'"7,5"' in fill_worksheet(read_worksheet(b"ID,Bewertung\n1,\n"), {"1": Mark(7.5)})
    assert b",7.5\n" in fill_worksheet(read_worksheet(b"Identifier,Grade\n1,\n"), {"1": Mark(7.5)})


def test_grades_read_back_as_they_were_given() -> None:
    data = fill_worksheet(read_worksheet(FORMS["from excel"]), {"12345": Mark(99.5, "Gut – 5 €")})
    entry = read_worksheet(data).entries[0]
    assert (entry.grade, entry.comment) == ("99,50", "<p>Gut – 5 €</p>")


def test_an_earlier_comment_stays_and_ours_is_not_added_twice() -> None:
    once = fill_worksheet(read_worksheet(ENGLISH.encode()), {"678": Mark(comment="New")})
    entry = read_worksheet(once).entries[1]
    assert entry.comment == "<p>Well done.</p>\n<p>Go on.</p><p>New</p>"
    assert fill_worksheet(read_worksheet(once), {"678": Mark(comment="New")}) == once
    replaced = fill_worksheet(
        read_worksheet(once), {"678": Mark(comment="Other")}, replace_comments=True
    )
    assert read_worksheet(replaced).entries[1].comment == "<p>Other</p>"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "'="])
def test_our_text_is_never_a_formula_nor_markup(start: str) -> None:
    data = fill_worksheet(
        read_worksheet(ENGLISH.encode()), {"12345": Mark(comment=f"{start}1 <script>&\u202e")}
    )
    comment = read_worksheet(data).entries[0].comment
    assert comment.startswith("<p>")
    assert "<script" not in comment
    assert "&amp;" in comment
    assert "\u202e" not in comment


def test_a_formula_that_came_from_moodle_goes_back_unchanged() -> None:
    filled = fill_worksheet(read_worksheet(ENGLISH.encode()), {"678": Mark(9)}).decode()
    assert '"=HYPERLINK(""http://x"")",b@example.org' in filled


def test_a_comment_is_paragraphs_and_lines() -> None:
    assert comment_html(" a\r\nb\n\n \nc<d ") == "<p>a<br />b</p><p>c&lt;d</p>"
    assert comment_html(" \n ") == ""


SCALE = (
    'ID,Bewertung,Skala,"Feedback als Kommentar"\nTeilnehmer/in5,,"nicht bestanden\nbestanden",\n'
)


def test_a_word_of_the_scale_is_a_grade() -> None:
    sheet = read_worksheet(SCALE.encode())
    assert sheet.entries[0].scale == ("nicht bestanden", "bestanden")
    assert b"Teilnehmer/in5,bestanden," in fill_worksheet(sheet, {"5": Mark("bestanden")})


@pytest.mark.parametrize(
    ("data", "marks", "code"),
    [
        (SCALE, {"5": Mark("=1+1")}, "off_the_scale"),
        (ENGLISH, {"1": Mark(1)}, "unknown_participant"),
        (ENGLISH, {"12345": Mark(100.01)}, "grade_beyond"),
        (ENGLISH, {"12345": Mark(-1)}, "grade_beyond"),
        (ENGLISH, {"12345": Mark(math.nan)}, "grade_beyond"),
        (SCALE, {"5": Mark(math.inf)}, "grade_beyond"),
        ("ID,Bewertung\n1,\n", {"1": Mark(comment="x")}, "no_comments"),
    ],
)
def test_what_moodle_would_drop_is_refused_with_a_sentence(
    data: str, marks: dict[str, Mark], code: str
) -> None:
    with pytest.raises(TableError) as caught:
        fill_worksheet(read_worksheet(data.encode()), marks)
    assert caught.value.code == code
    for language in ("de", "en"):
        assert words(language)(f"moodle.{code}", **caught.value.details)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"ID,Name\n1,2\n", b"{}"])
def test_another_table_is_no_worksheet(data: bytes) -> None:
    with pytest.raises(TableError, match="no_worksheet"):
        read_worksheet(data)


def test_rows_nobody_can_be_known_by_stay() -> None:
    data = b"Identifier,Grade\n\nSumme,\nParticipant 5\n,,,\n"
    sheet = read_worksheet(data)
    assert [entry.number for entry in sheet.entries] == ["5"]
    assert fill_worksheet(sheet, {"5": Mark(3)}) == data.replace(
        b"Participant 5", b"Participant 5,3"
    )


def test_twenty_thousand_rows_come_back() -> None:
    head, row, _ = ENGLISH.split("\n", 2)
    lines = [row.replace("12345", str(number)) for number in range(20_000)]
    data = "\n".join([head, *lines, ""]).encode()
    filled = fill_worksheet(read_worksheet(data), {"19999": Mark(1.5)})
    assert filled == data[::-1].replace(b",,,100.00"[::-1], b",,1.50,100.00"[::-1], 1)[::-1]
