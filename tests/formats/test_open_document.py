"""OpenDocument files are read like their Office siblings."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.formats.extract import Area, Extract
from advisor.formats.open_document import read_open_sheets, read_open_slides, read_open_text
from advisor.source import SourceError
from tests.formats.office_files import (
    Merged,
    odf_heading,
    odf_paragraph,
    odf_table,
    ods,
    odt,
    open_document,
)


def only(extract: Extract) -> Area:
    (area,) = extract.areas
    return area


def places(area: Area) -> dict[str, tuple[float, ...]]:
    return {box.text: (box.x0, box.y0, box.x1, box.y1) for box in area.boxes if box.text}


def lines(extract: Extract) -> list[tuple[str, bool]]:
    return [(line.text, line.heading) for area in extract.areas for line in area.lines]


def frame(text: str, x: str = "1cm") -> str:
    return (
        f'<draw:frame svg:x="{x}" svg:y="1in" svg:width="36pt" svg:height="10mm"><draw:text-box>'
        f"{odf_paragraph(text)}</draw:text-box></draw:frame>"
    )


def test_a_table_of_writer_is_a_grid_with_merged_cells() -> None:
    grid = [
        [Merged("Partner\nLieferant", 1, 2), "Aktivitäten", Merged("Wert", 2), None],
        [None, "Ressourcen", "", "Kanäle"],
    ]
    area = only(read_open_text(odt(odf_table(grid))))

    assert area.kind == "table"
    assert places(area) == {
        "Partner\nLieferant": (0, 0, 1, 2),
        "Aktivitäten": (1, 0, 2, 1),
        "Wert": (2, 0, 4, 1),
        "Ressourcen": (1, 1, 2, 2),
        "Kanäle": (3, 1, 4, 2),
    }
    assert [(box.x0, box.y0) for box in area.boxes if not box.text] == [(2, 1)]


def test_headings_lists_and_sections_come_line_by_line() -> None:
    points = "".join(
        f"<text:list-item>{odf_paragraph(t)}</text:list-item>" for t in ("App", "Laden")
    )
    body = f"<text:section>{odf_heading('Kanäle')}<text:list>{points}</text:list></text:section>"

    assert lines(read_open_text(odt(body))) == [("Kanäle", True), ("App", False), ("Laden", False)]


def test_a_paragraph_styled_as_a_title_is_a_heading() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Heading_20_2"/>'
    body = (
        '<text:p text:style-name="P1">Kanäle</text:p><text:p text:style-name="Title">BMC</text:p>'
        '<text:p text:style-name="P2">App</text:p>'
    )
    extract = read_open_text(open_document("text", body, styles))

    assert lines(extract) == [("Kanäle", True), ("BMC", True), ("App", False)]


def test_spaces_tabs_and_breaks_are_kept_comments_and_contents_are_not() -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Kanäle 3</text:p></text:index-body>"
        '</text:table-of-content><text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span>'
        "<text:placeholder>Hier klicken</text:placeholder>"
        "<text:line-break/>d<office:annotation><text:p>Kommentar</text:p></office:annotation>"
        "\n   e</text:p>"
    )
    assert lines(read_open_text(odt(body))) == [("a  b\tc", False), ("d e", False)]


def test_text_boxes_of_writer_lie_on_their_page() -> None:
    area = only(read_open_text(odt(f"<text:p>{frame('Partner')}{frame('Wert', '10cm')}</text:p>")))

    assert area.kind == "pages"
    x0, y0, x1, _ = places(area)["Partner"]
    assert (round(x0, 1), y0, round(x1 - x0)) == (28.3, 72, 36)
    assert places(area)["Wert"][0] == pytest.approx(10 * x0)


def test_a_text_box_fixed_to_a_page_lies_on_it_others_where_the_text_has_come_to() -> None:
    fixed = frame("fest").replace("<draw:frame", '<draw:frame text:anchor-page-number="7"')
    body = f"{fixed}<text:p>a<text:soft-page-break/></text:p><text:p>{frame('lose')}</text:p>"

    extract = read_open_text(odt(body))

    assert [(area.kind, area.number) for area in extract.areas] == [
        ("pages", 2),
        ("pages", 7),
        ("text", 1),
    ]


def test_heading_rows_of_a_table_are_rows() -> None:
    grid = odf_table([["Baustein", "Inhalt", "x"], ["Kanäle", "App", "y"]])
    grid = grid.replace("<table:table-row>", "<table:table-header-rows><table:table-row>", 1)
    grid = grid.replace("</table:table-row>", "</table:table-row></table:table-header-rows>", 1)

    assert places(only(read_open_text(odt(grid))))["App"] == (1, 1, 2, 2)


def test_sheets_have_names_and_repeated_cells_stand_as_often() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="3"><text:p>App</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row>"
    )
    body = f'<table:table table:name="Canvas">{row}</table:table>'
    extract = read_open_sheets(open_document("spreadsheet", body))

    assert (only(extract).kind, only(extract).name, extract.notices) == ("sheet", "Canvas", ())
    assert [(box.x0, box.y0) for box in only(extract).boxes] == [
        (x, y) for y in range(2) for x in range(3)
    ]


def test_sheets_are_merged_like_tables() -> None:
    grid = [[Merged("Kosten", 2, 2), None, "a"], [None, None, "b"]]

    assert places(only(read_open_sheets(ods({"x": grid})))) == {
        "Kosten": (0, 0, 2, 2),
        "a": (2, 0, 3, 1),
        "b": (2, 1, 3, 2),
    }


@pytest.mark.parametrize(
    "before",
    [
        '<table:table-row table:number-rows-repeated="700"/>',
        '<table:table-row><table:table-cell table:number-columns-repeated="200"/>',
    ],
)
def test_a_cell_beyond_the_limits_is_cut_with_a_notice(before: str) -> None:
    cell = "<table:table-cell><text:p>fern</text:p></table:table-cell></table:table-row>"
    row = cell if before.endswith('200"/>') else f"<table:table-row>{cell}"
    body = f"<table:table>{before}{row}</table:table>"

    extract = read_open_sheets(open_document("spreadsheet", body))

    assert (only(extract).boxes, extract.notices) == ((), ("sheet_cut",))


def test_a_file_that_repeats_itself_without_end_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell '
        'table:number-columns-repeated="1000000000"><text:p>ha</text:p></table:table-cell>'
        "</table:table-row>"
    )
    with pytest.raises(SourceError) as caught:
        read_open_text(odt(f"<table:table>{row * 5}</table:table>"))

    assert caught.value.problems[0].code == "package_texts"


def test_hidden_sheets_are_left_out_with_a_notice() -> None:
    display = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="ta1">{display}</style:style>'
    hidden = odf_table([["so"]], "Anleitung").replace(
        "<table:table ", '<table:table table:style-name="ta1" '
    )
    body = hidden + odf_table([["App"]], "Canvas")

    extract = read_open_sheets(open_document("spreadsheet", body, styles))

    assert [(area.number, area.name) for area in extract.areas] == [(2, "Canvas")]
    assert extract.notices == ("hidden_sheets",)


def test_slides_of_impress_have_their_boxes_and_tables() -> None:
    grid = (
        '<draw:frame svg:x="0pt" svg:y="0pt" svg:width="200pt" svg:height="100pt">'
        f"{odf_table([['a', 'b'], [Merged('Kosten', 2), None]])}</draw:frame>"
    )
    prompt = frame("Text eingeben").replace("<draw:frame", '<draw:frame draw:placeholder="true"')
    shape = f"<draw:g><draw:custom-shape>{odf_paragraph('Zettel')}</draw:custom-shape></draw:g>"
    notes = f"<draw:notes>{frame('Notizen')}</draw:notes>"
    body = f'<draw:page draw:name="Canvas">{grid}{prompt}{shape}{notes}</draw:page>'

    area = only(read_open_slides(open_document("presentation", body)))

    assert (area.kind, area.name) == ("slide", "Canvas")
    assert places(area) == {
        "a": (0, 0, 100, 50),
        "b": (100, 0, 200, 50),
        "Kosten": (0, 50, 200, 100),
        "Zettel": (0, 0, 0, 0),
    }


def test_only_so_many_slides_are_read_and_a_notice_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "SLIDES", 1)

    extract = read_open_slides(open_document("presentation", "<draw:page/><draw:page/>"))

    assert (len(extract.areas), extract.notices) == (1, ("more_slides",))
