"""The rows of an uploaded table, whatever program wrote it."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.screening.csv_table import TableError
from advisor.screening.form_rows import read_rows
from tests.formats.office_files import xlsx

HEAD = ["Team", "Kundensegmente", "Wertversprechen", "Kanäle", "Einnahmen", "Schlüsselpartner"]
ROW = ["Rot", "Pendler", "Zeit", "App", "Abo", ""]


def test_a_csv_gives_its_rows_all_of_one_length() -> None:
    form = read_rows("\n".join([";".join(HEAD), ";".join(ROW[:4]), ";;"]).encode())

    assert form is not None
    assert form.is_likely
    assert {len(row) for row in form.rows} == {len(HEAD)}
    assert form.below == (("Rot", "Pendler", "Zeit", "App", "", ""),)
    assert form.columns[0] == "team"


def test_of_several_sheets_the_one_that_names_blocks_is_read() -> None:
    notes = [["Notizen", "zum Kurs"]] * 9
    form = read_rows(xlsx({"Anderes": notes, "Antworten": [["Export"], HEAD, ROW]}))

    assert form is not None
    assert (form.header, form.cut) == (1, False)
    assert [row[0] for row in form.below] == ["Rot"]


def test_a_sheet_with_more_rows_than_are_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEET_ROWS", 3)
    form = read_rows(xlsx({"A": [HEAD, ROW, ROW, ROW]}))

    assert form is not None
    assert form.cut
    assert len(form.below) == 2


@pytest.mark.parametrize(
    "data", [b"", b"canvas: 1\n", b"\x89PNG\r\n\x1a\n" + b"0" * 99, b"%PDF-1.7"]
)
def test_what_is_no_table_gives_none(data: bytes) -> None:
    assert read_rows(data) is None


def test_a_table_without_blocks_is_a_table_yet_not_likely() -> None:
    form = read_rows(b"a;b;c\n1;2;3\n")
    assert form is not None
    assert not form.is_likely


def test_what_is_broken_is_refused() -> None:
    with pytest.raises(TableError):
        read_rows(b'a;b\n"open;c\n')
