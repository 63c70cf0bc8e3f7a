"""CSV comes with any separator and in any shape."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.formats.sheet_text import csv_rows, is_csv, read_csv
from advisor.source import SourceError


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_cuts_rows_alike(separator: str) -> None:
    rows = [["Baustein", "Notiz"], ["Kanäle", "App"], ["Kosten", "Miete"]]
    text = "\n".join(separator.join(row) for row in rows)

    assert csv_rows("\ufeff" + text) == rows


def test_separators_and_line_ends_within_quotes_are_text() -> None:
    text = 'Kanäle;"App; Messe"\nKosten;"2,5 Stellen\nMiete"\n'

    assert csv_rows(text) == [["Kanäle", "App; Messe"], ["Kosten", "2,5 Stellen\nMiete"]]


def test_a_first_line_may_name_the_separator() -> None:
    assert csv_rows("sep=|\na|b,c\n") == [["a", "b,c"]]


def test_the_sign_that_defuses_formulas_goes_other_apostrophes_stay() -> None:
    assert csv_rows("'=1+1;'s Brot\n") == [["=1+1", "'s Brot"]]


def test_cells_are_boxes_and_know_their_row() -> None:
    area = read_csv("Kanäle;Kosten\n;Miete\n").areas[0]

    assert [(box.text, box.x0, box.y0, box.origin.row) for box in area.boxes] == [
        ("Kanäle", 0, 0, 1),
        ("Kosten", 1, 0, 1),
        ("Miete", 1, 1, 2),
    ]


def test_a_table_is_one_that_names_blocks_in_cells() -> None:
    table = "Kanäle;App\nKosten;Miete\nEinnahmen;Abo\n"

    assert is_csv(table)
    assert not is_csv("Kanäle\nApp, Messe, Presse\nKosten\nMiete, Strom, Gas\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a;b\n" * limits.SEPARATORS, "too_many_nodes"),
        ('a;"' + "x" * 200_000 + '"\n', "broken_csv"),
    ],
    ids=["cells", "cell"],
)
def test_what_is_no_canvas_is_refused(text: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_csv(text)

    assert caught.value.problems[0].code == code
    assert not is_csv(text)
