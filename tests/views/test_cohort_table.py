from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from advisor.texts import words
from advisor.views.cohort_table import CohortRow, CohortTable, cohort_csv, cohort_xlsx
from advisor.views.workbook import workbook

DE, EN = words("de"), words("en")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COUNTS = {"contradiction": 1, "risk": 2, "hint": 0, "open": 3}
ROW = CohortRow(
    team="Müller; Söhne",
    email="a@b.example",
    file="team/plan.docx",
    read=True,
    talk=True,
    counts=COUNTS,
    findings=("Erstens?", "Zweitens?"),
    points={"fit": 7.5, "wording": None},
    total=None,
    rule_set="coach",
    rulebook="0.1.0 (abc)",
)
UNREAD = CohortRow(team="", email="", file="scan.pdf", read=False, talk=True)
TABLE = CohortTable("Kurs", (ROW, UNREAD), (("fit", "Stimmig", 10), ("wording", "Genau", 2.5)))


def rows_of(data: bytes, delimiter: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheet_of(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        return ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def cells_of(data: bytes) -> list[dict[str, str]]:
    return [
        {
            re.sub(r"\d", "", cell.get("r") or ""): "".join(cell.itertext())
            for cell in row.iter(f"{MAIN}c")
        }
        for row in sheet_of(data).iter(f"{MAIN}row")
    ]


def test_german_csv_has_semicolons_decimal_commas_and_a_mark() -> None:
    header, first, second = rows_of(cohort_csv(TABLE, DE), ";")

    assert header == [
        *("Team", "E-Mail", "Datei", "Widersprüche", "Risiken", "Hinweise", "Offen"),
        *("Gespräch?", "Gelesen", "1. Befund", "2. Befund", "3. Befund"),
        *("Stimmig (von 10)", "Genau (von 2,5)", "Punkte (von 12,5)"),
        *("Regelauswahl", "Regelwerk"),
    ]
    assert first == [
        *("Müller; Söhne", "a@b.example", "team/plan.docx", "1", "2", "0", "3"),
        *("ja", "ja", "Erstens?", "Zweitens?", "", "7,5", "", "", "coach", "0.1.0 (abc)"),
    ]
    # Unread is not the same as nothing found.
    assert second == ["", "", "scan.pdf", "", "", "", "", "ja", "nein", *[""] * 8]


def test_english_csv_has_commas_and_decimal_points() -> None:
    header, first, _ = rows_of(cohort_csv(TABLE, EN), ",")

    assert header[0] == "Team"
    assert first[12] == "7.5"


def test_without_a_rubric_there_are_no_columns_of_points() -> None:
    [header, *_] = rows_of(cohort_csv(CohortTable("Kurs", (ROW,)), DE), ";")
    assert header[-3:] == ["3. Befund", "Regelauswahl", "Regelwerk"]


@pytest.mark.parametrize("evil", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\u202e=1+1"])
def test_no_cell_is_taken_for_a_formula(evil: str) -> None:
    row = CohortRow(team=evil, email=evil, file=evil, read=True, talk=False, counts=COUNTS)
    table = CohortTable("Kurs", (row,))

    _, cells = rows_of(cohort_csv(table, DE), ";")
    assert all(cell.startswith("'") for cell in cells[:3])
    _, shown = cells_of(cohort_xlsx(table, DE))
    assert all(shown[column].startswith("'") for column in "ABC")
    assert not list(sheet_of(cohort_xlsx(table, DE)).iter(f"{MAIN}f"))


def test_the_workbook_keeps_numbers_as_numbers_and_texts_as_they_are() -> None:
    data = cohort_xlsx(TABLE, DE)
    header, first, second = cells_of(data)

    assert header["A"] == "Team"
    assert first["A"] == "Müller; Söhne"
    assert first["M"] == "7.5"
    assert "D" not in second  # an unread file has no counts
    numbers = [cell for cell in sheet_of(data).iter(f"{MAIN}c") if cell.get("t") is None]
    assert [cell.get("r") for cell in numbers] == ["D2", "E2", "F2", "G2", "M2"]


def test_the_workbook_has_a_frozen_bold_header_and_widths() -> None:
    sheet = sheet_of(cohort_xlsx(TABLE, DE))

    [pane] = sheet.iter(f"{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    bold = [cell.get("r") for cell in sheet.iter(f"{MAIN}c") if cell.get("s") == "1"]
    assert bold == [f"{column}1" for column in "ABCDEFGHIJKLMNOPQ"]
    widths = [float(column.get("width")) for column in sheet.iter(f"{MAIN}col")]
    assert len(widths) == 17
    assert all(8 <= width <= 60 for width in widths)


def test_a_workbook_survives_what_xml_cannot_hold_and_is_the_same_every_time() -> None:
    rows = [["<b>&amp;\x00\x1b\ud800\uffff</b>", 'a"b', None, 3]]
    data = workbook("A/B [x]: <long> name that goes on and on", ["1", "2", "3", "4"], rows)
    _, cells = cells_of(data)

    assert cells == {"A": "<b>&amp;����</b>", "B": 'a"b', "D": "3"}
    assert data == workbook("A/B [x]: <long> name that goes on and on", ["1", "2", "3", "4"], rows)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    [name] = re.findall(r'<sheet name="([^"]*)"', book)
    assert not set("[]:*?/\\") & set(name)


def test_columns_go_on_after_z() -> None:
    data = workbook("n", [str(n) for n in range(30)], [])
    [header] = cells_of(data)
    assert list(header)[25:28] == ["Z", "AA", "AB"]
