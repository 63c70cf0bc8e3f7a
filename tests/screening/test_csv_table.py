"""A table is read as it is written, and written as it was read."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import limits
from advisor.screening.csv_table import TableError, read_table
from advisor.texts import words

CELL = st.text(alphabet='aä€ ,;"\t\n\r=', max_size=8)


def cells(data: bytes) -> list[list[str]]:
    return [row.cells for row in read_table(data).rows]


@given(
    st.text(alphabet='a1,;"\n\r\t|ä', max_size=60),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_is_read_is_written_again_byte_for_byte(text: str, encoding: str) -> None:
    if text.count('"') % 2:
        text += '"'  # one that is never closed is refused, see below
    data = text.encode(encoding)
    with contextlib.suppress(TableError):
        table = read_table(data)
        assert table.write(table.rows) == data


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_cells_say_what_a_spreadsheet_wrote(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["x", "y", "z"], *rows])
    assert cells(out.getvalue().encode())[1:] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out_even_where_texts_hold_others(delimiter: str) -> None:
    lines = [["a", "b, c, d", "e"], ["1", "2", "3"], ["Miete; Strom", "x", "y"]]
    quoted = [[f'"{cell}"' if set(cell) & set(",;\t|") else cell for cell in row] for row in lines]
    assert cells("\n".join(delimiter.join(row) for row in quoted).encode()) == lines


def test_a_question_full_of_commas_does_not_pass_for_columns() -> None:
    data = b"Was, wo, wie, wann;Team\nA;B\nC;D\n"
    assert cells(data)[0] == ["Was, wo, wie, wann", "Team"]


def test_the_line_by_which_excel_is_told_the_delimiter_is_heeded() -> None:
    assert cells(b"sep=;\na,b;c\n")[1] == ["a,b", "c"]


def test_what_an_old_excel_saves_is_read_and_written_in_its_own_set() -> None:
    data = "Name;Größe\nMüller;5 €\n".encode("cp1252")
    table = read_table(data)
    assert table.rows[1].cells == ["Müller", "5 €"]
    assert table.write(table.rows) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x00\x01\x02", "no_text"),
        (b"\x81\x8d", "no_text"),
        (b"\xff\xfe\x00", "no_text"),
        (b'a,b\nc,"d\n', "unclosed_quote"),
        (b'a,b\nc,"d""e\n', "unclosed_quote"),
        (b"a," * limits.TABLE_CELLS, "too_many_rows"),
        (b"\n" * (limits.TABLE_ROWS + 1), "too_many_rows"),
        (b"a" * (limits.TABLE_BYTES + 1), "table_too_large"),
    ],
    ids=["binary", "no set", "half", "quote", "pair", "cells", "rows", "bytes"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(TableError) as caught:
        read_table(data)
    assert caught.value.code == code
    for language in ("de", "en"):
        assert words(language)(f"moodle.{code}", **caught.value.details)


def test_the_line_of_an_open_quotation_mark_is_named() -> None:
    with pytest.raises(TableError) as caught:
        read_table(b'a,b\n"x\ny",c\n1,"2\n3\n')
    assert caught.value.details == {"line": 4}


def test_quotation_marks_without_end_cost_no_more_than_their_length() -> None:
    with pytest.raises(TableError, match="unclosed_quote"):
        read_table(b'"a' + b'""' * 1_000_000)
