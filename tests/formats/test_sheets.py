"""Excel files: visible cells as people see them."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.formats.extract import Area, Extract, Origin
from advisor.formats.grid import rows_of
from advisor.formats.sheets import read_sheets
from tests.formats.office_files import (
    RELATIONS,
    Merged,
    column,
    package,
    relations,
    text_body,
    xlsx,
)


def only(extract: Extract) -> Area:
    (area,) = extract.areas
    return area


def places(area: Area) -> dict[str, tuple[float, ...]]:
    return {box.text: (box.x0, box.y0, box.x1, box.y1) for box in area.boxes}


def book(cells: str, styles: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A workbook of one sheet, its rows and merges given as XML."""
    kinds = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
    return package(
        {
            "xl/workbook.xml": f'<workbook xmlns:r="{RELATIONS}"><sheets><sheet name="Canvas" '
            'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(kinds),
            "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns:r="{RELATIONS}">{cells}</worksheet>',
            **(extra or {}),
        }
    )


def rows(*cells: str) -> str:
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>"


def test_cells_are_boxes_of_columns_and_rows_and_merged_ones_are_one() -> None:
    area = only(
        read_sheets(
            xlsx(
                {
                    "Unser Canvas": [
                        [Merged("Partner", 1, 2), "Aktivitäten", Merged("", 2)],
                        [None, "Ressourcen"],
                    ]
                }
            )
        )
    )

    assert (area.kind, area.number, area.name) == ("sheet", 1, "Unser Canvas")
    assert places(area) == {
        "Partner": (0, 0, 1, 2),
        "Aktivitäten": (1, 0, 2, 1),
        "": (2, 0, 4, 1),
        "Ressourcen": (1, 1, 2, 2),
    }
    assert area.boxes[-1].origin == Origin("sheet", 1, 2)


def test_hidden_sheets_are_left_out_with_a_notice_and_numbers_stay() -> None:
    sheets = {"Anleitung": [["so"]], "Canvas": [["App"]]}

    extract = read_sheets(xlsx(sheets, hidden=["Anleitung"]))

    assert [(area.number, area.name) for area in extract.areas] == [(2, "Canvas")]
    assert extract.notices == ("hidden_sheets",)
    assert read_sheets(xlsx(sheets)).notices == ()


def test_only_so_many_sheets_are_read_and_a_notice_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "SHEETS", 2)

    extract = read_sheets(xlsx({name: [[name]] for name in "abc"}))

    assert ([area.name for area in extract.areas], extract.notices) == (
        ["a", "b"],
        ("more_sheets",),
    )


@pytest.mark.parametrize("reference", ["XFD1048576", "CW1", "A501"])
def test_a_cell_beyond_the_limits_is_cut_with_a_notice(reference: str) -> None:
    cells = rows('<c r="A1" t="str"><v>App</v></c>', f'<c r="{reference}" t="str"><v>fern</v></c>')

    extract = read_sheets(book(cells))

    assert list(places(only(extract))) == ["App"]
    assert extract.notices == ("sheet_cut",)


def test_the_last_cell_within_the_limits_is_read() -> None:
    last = f"{column(limits.SHEET_COLUMNS - 1)}{limits.SHEET_ROWS}"

    extract = read_sheets(book(rows(f'<c r="{last}" t="str"><v>App</v></c>')))

    assert places(only(extract)) == {"App": (99, 499, 100, 500)}
    assert extract.notices == ()


def test_a_merge_over_the_whole_sheet_is_cut_and_many_of_them_cost_nothing() -> None:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 2 + '<mergeCell ref="B1:A1"/>' * 10_000
    cells = rows('<c r="A1" t="str"><v>App</v></c>') + f"<mergeCells>{merges}</mergeCells>"

    assert places(only(read_sheets(book(cells)))) == {"App": (0, 0, 100, 500)}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="inlineStr"><is><t>Ap</t><r><t>p</t></r><rPh><t>!</t></rPh></is></c>', "App"),
        ('<c t="str"><f>A2</f><v>gerechnet</v></c>', "gerechnet"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ("<c><v>2.50</v></c>", "2.5"),
        ("<c><v>30000.0</v></c>", "30000"),
        ('<c s="1"><v>0.7</v></c>', "70 %"),
        ('<c s="2"><v>45443</v></c>', "2024-05-31"),
        ('<c s="3"><v>45443.75</v></c>', "2024-05-31 18:00:00"),
        ('<c s="4"><v>0.125</v></c>', "12.5 %"),
        ('<c s="2"><v>1e300</v></c>', "1e300"),
        ('<c s="2"><v>nan</v></c>', "nan"),
        ("<c><v>keine Zahl</v></c>", "keine Zahl"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="str"><v>a_x000D__x000A_b</v></c>', "a\nb"),
    ],
)
def test_a_cell_shows_what_people_see(cell: str, text: str) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\\ hh:mm"/>'
        '<numFmt numFmtId="171" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )
    assert list(places(only(read_sheets(book(rows(cell), styles))))) == [text]


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="e"><v>#REF!</v></c>',
        '<c t="s"><v>99</v></c>',
        '<c t="s"><v>-1</v></c>',
        '<c t="s"/>',
        "<c><f>A2</f></c>",
        '<c t="str"><v>  </v></c>',
    ],
)
def test_errors_and_empty_cells_are_no_text(cell: str) -> None:
    assert only(read_sheets(book(rows(cell)))).boxes == ()


def test_text_of_a_shape_lies_over_its_cells_and_hides_none() -> None:
    anchor = (
        "<wsDr xmlns:a='a' xmlns:p='p'><twoCellAnchor><from><col>1</col><row>2</row></from>"
        f"<to><col>3</col><row>6</row></to><sp>{text_body('Zettel', 'p:txBody')}</sp>"
        "</twoCellAnchor></wsDr>"
    )
    cells = '<sheetData><row r="3"><c r="B3" t="str"><v>App</v></c></row></sheetData>'
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations([("drawing", "../drawings/drawing1.xml")]),
        "xl/drawings/drawing1.xml": anchor,
    }
    area = only(read_sheets(book(cells + '<drawing r:id="r1"/>', extra=parts)))

    assert places(area) == {"App": (1, 2, 2, 3), "Zettel": (1, 2, 3, 6)}


def test_a_shape_or_merge_beyond_the_limits_is_not_there() -> None:
    anchor = (
        "<wsDr xmlns:a='a' xmlns:p='p'><twoCellAnchor><from><col>100</col><row>2</row></from>"
        f"<sp>{text_body('Zettel', 'p:txBody')}</sp></twoCellAnchor></wsDr>"
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations([("drawing", "../drawings/drawing1.xml")]),
        "xl/drawings/drawing1.xml": anchor,
    }
    cells = rows('<c t="str"><v>App</v></c>')
    merge = '<mergeCells><mergeCell ref="A501:B502"/></mergeCells>'
    extract = read_sheets(book(cells + merge + '<drawing r:id="r1"/>', extra=parts))

    assert list(places(only(extract))) == ["App"]
    assert extract.notices == ("sheet_cut",)


def test_a_sheet_gives_its_rows_for_a_table_of_teams() -> None:
    area = only(read_sheets(xlsx({"Antworten": [["Team", "Kanäle"], [], ["Blau", "", "Ja"]]})))

    assert rows_of(area.boxes) == [["Team", "Kanäle", ""], ["", "", ""], ["Blau", "", "Ja"]]
    assert rows_of(()) == []
