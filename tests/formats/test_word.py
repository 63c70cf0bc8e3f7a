"""Word documents: grids, lines and boxes as people see them."""

from __future__ import annotations

import pytest

from advisor.formats.extract import Area, Extract, Origin
from advisor.formats.word import read_word
from tests.formats.office_files import (
    EMU,
    Merged,
    docx,
    heading,
    paragraph,
    table,
    word_cell,
)

WPS = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def only(extract: Extract) -> Area:
    (area,) = extract.areas
    return area


def places(area: Area) -> dict[str, tuple[float, float, float, float]]:
    return {box.text: (box.x0, box.y0, box.x1, box.y1) for box in area.boxes if box.text}


def lines(extract: Extract) -> list[tuple[str, bool]]:
    return [(line.text, line.heading) for area in extract.areas for line in area.lines]


def test_merged_cells_are_one_box_over_their_columns_and_rows() -> None:
    area = only(
        read_word(
            docx(
                table(
                    [
                        [Merged("Partner", 1, 2), "Aktivitäten", Merged("Wert", 2, 2), None],
                        [None, "Ressourcen", None, None],
                        [Merged("Kosten", 2), None, Merged("Einnahmen", 2), None],
                    ]
                )
            )
        )
    )

    assert (area.kind, area.number) == ("table", 1)
    assert places(area) == {
        "Partner": (0, 0, 1, 2),
        "Aktivitäten": (1, 0, 2, 1),
        "Wert": (2, 0, 4, 2),
        "Ressourcen": (1, 1, 2, 2),
        "Kosten": (0, 2, 2, 3),
        "Einnahmen": (2, 2, 4, 3),
    }
    assert {box.origin for box in area.boxes if box.y0 == 2} == {Origin("cell", 1, 3)}


def test_an_empty_cell_stays_a_box_so_that_the_arrangement_can_be_seen() -> None:
    area = only(read_word(docx(table([["a", "b"], ["", "c"]]))))

    assert [(box.text, box.x0, box.y0) for box in area.boxes if not box.text] == [("", 0, 1)]


def test_columns_left_out_before_a_row_count() -> None:
    row = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{word_cell("spät")}</w:tr>'
    rows = table([["a", "b", "c"]]).replace("</w:tbl>", f"{row}</w:tbl>")

    assert places(only(read_word(docx(rows))))["spät"] == (2, 1, 3, 2)


def test_paragraphs_and_breaks_in_a_cell_are_lines_and_blank_ones_are_dropped() -> None:
    cells = "".join(word_cell(text) for text in ("App\n\nLaden", "b", "c"))
    broken = word_cell("", inside=paragraph("eins\nzwei"))

    area = only(read_word(docx(f"<w:tbl><w:tr>{cells}{broken}</w:tr></w:tbl>")))

    assert [box.text for box in area.boxes] == ["App\nLaden", "b", "c", "eins\nzwei"]


def test_a_cell_or_row_in_a_form_field_is_read_like_any_other() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{word_cell('Kanäle')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{word_cell('d')}</w:tr></w:sdtContent></w:sdt>"
    first = f"<w:tr>{word_cell('a')}{wrapped}{word_cell('c')}</w:tr>"

    area = only(read_word(docx(f"<w:tbl>{first}{row}</w:tbl>")))

    assert places(area) == {
        "a": (0, 0, 1, 1),
        "Kanäle": (1, 0, 2, 1),
        "c": (2, 0, 3, 1),
        "d": (0, 1, 1, 2),
    }


def test_a_form_field_that_still_shows_its_prompt_is_empty() -> None:
    def field(properties: str, text: str) -> str:
        content = f"<w:sdtContent>{paragraph(text)}</w:sdtContent>"
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>"

    body = field("<w:showingPlcHdr/>", "Klicken Sie hier, um Text einzugeben.") + field("", "App")

    assert lines(read_word(docx(body))) == [("App", False)]


def test_a_table_in_a_cell_is_a_table_and_text_of_the_cell() -> None:
    inner = table([["x", "y", "z"]])
    cells = word_cell("a") + word_cell("b") + word_cell("c", inside=inner)

    extract = read_word(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))

    assert [[box.text for box in area.boxes] for area in extract.areas] == [
        ["a", "b", "c\nx\ny\nz"],
        ["x", "y", "z"],
    ]
    assert [area.number for area in extract.areas] == [1, 2]


def test_a_frame_around_a_table_or_a_text_is_no_table() -> None:
    inner = table([["x", "y", "z"]])
    frame = f"<w:tbl><w:tr>{word_cell('Titel', inside=inner)}</w:tr></w:tbl>"

    extract = read_word(docx(frame))

    assert [(area.kind, area.number) for area in extract.areas] == [("table", 2), ("text", 1)]
    assert extract.areas[1].lines[0].origin == Origin("cell", 1, 1)


def test_headings_are_known_by_style_its_name_its_base_and_the_outline_level() -> None:
    styles = (
        '<w:styles xmlns:w="w"><w:style w:styleId="A"><w:name w:val="Überschrift 2"/></w:style>'
        '<w:style w:styleId="B"><w:name w:val="Eigene"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C"><w:name w:val="Text"/><w:basedOn w:val="C"/></w:style></w:styles>'
    )
    outlined = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>e</w:t></w:r></w:p>'
    body = [paragraph("a", "A"), paragraph("b", "B"), paragraph("c", "C"), paragraph("d"), outlined]

    extract = read_word(docx(*body, extra={"word/styles.xml": styles}))

    assert lines(extract) == [("a", True), ("b", True), ("c", False), ("d", False), ("e", True)]


def test_lines_come_in_order_with_headings_marked_and_no_table_of_contents() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('Kanäle 3')}</w:sdtContent></w:sdt>"
    )
    styled = paragraph("Kanäle ... 3", "TOC1").replace("TOC1", "Verzeichnis1")

    extract = read_word(docx(contents, styled, heading("Kanäle"), paragraph("App"), paragraph("")))

    assert lines(extract) == [("Kanäle", True), ("App", False)]
    assert [line.origin.row for line in only(extract).lines] == [1, 2]


def test_deleted_text_and_field_codes_are_not_read_inserted_text_is() -> None:
    runs = (
        "<w:p><w:ins><w:r><w:t>neu</w:t></w:r></w:ins><w:del><w:r><w:delText>alt</w:delText></w:r>"
        "</w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert lines(read_word(docx(runs))) == [("neu", False)]


def test_escapes_bring_no_character_that_cannot_be_written_again() -> None:
    (line,) = only(read_word(docx(paragraph("a_x0000_b_xD800_c_x005F_")))).lines

    assert line.text == "ab_xD800_c_"


def test_soft_hyphens_and_fixed_spaces_are_written_plainly() -> None:
    assert lines(read_word(docx(paragraph("Ver\u00adtrieb\u00a0App")))) == [("Vertrieb App", False)]


def box(text: str, x: int, y: int, width: int = 5, height: int = 3, group: str = "") -> str:
    place = f'<a:off x="{x * EMU}" y="{y * EMU}"/><a:ext cx="{width * EMU}" cy="{height * EMU}"/>'
    return (
        f"<wps:wsp><wps:spPr><a:xfrm>{place}</a:xfrm></wps:spPr><wps:txbx><w:txbxContent>"
        f"{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp>{group}"
    )


def anchored(inside: str, x: int, y: int) -> str:
    return (
        f"<w:r><mc:AlternateContent {WPS}><mc:Choice><w:drawing><wp:anchor>"
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x * EMU}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y * EMU}</wp:posOffset></wp:positionV>'
        f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox><w:txbxContent>"
        f"{paragraph('doppelt')}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_text_boxes_lie_where_they_are_drawn_and_are_read_once() -> None:
    body = (
        f"<w:p>{anchored(box('Partner', 0, 0), 1, 2)}{anchored(box('Kanäle', 0, 0), 10, 2)}</w:p>"
    )

    area = only(read_word(docx(body)))

    assert area.kind == "pages"
    assert places(area) == {
        "Partner": (EMU, 2 * EMU, 6 * EMU, 5 * EMU),
        "Kanäle": (10 * EMU, 2 * EMU, 15 * EMU, 5 * EMU),
    }


def test_boxes_in_a_group_are_placed_by_its_scale() -> None:
    group = (
        f'<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{20 * EMU}" cy="{6 * EMU}"/>'
        f'<a:chOff x="{EMU}" y="0"/><a:chExt cx="{10 * EMU}" cy="{3 * EMU}"/></a:xfrm>'
        f"</wpg:grpSpPr>{box('Kosten', 1, 0)}</wpg:wgp>"
    )
    area = only(read_word(docx(f"<w:p>{anchored(group, 2, 1)}</w:p>")))

    assert places(area) == {"Kosten": (2 * EMU, EMU, 12 * EMU, 7 * EMU)}


def test_text_boxes_of_old_drawings_are_placed_by_their_style() -> None:
    shape = (
        f'<w:p><w:r><w:pict {WPS}><v:shape style="position:absolute;margin-left:10pt;'
        'margin-top:1in;width:100pt;height:50.5pt"><v:textbox><w:txbxContent>'
        f"{paragraph('Wert')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    (x0, _, x1, _) = places(only(read_word(docx(shape))))["Wert"]

    assert (x0, x1) == (127_000, 127_000 + 1_270_000)


def test_a_text_box_in_a_cell_is_text_of_the_cell() -> None:
    drawn = f"<w:p>{anchored(box('Zettel', 0, 0), 1, 1)}</w:p>"
    cells = word_cell("a") + word_cell("b") + word_cell("c", inside=drawn)

    area = only(read_word(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")))

    assert [box.text for box in area.boxes] == ["a", "b", "c\nZettel"]


def test_a_table_in_a_text_box_is_a_table_and_text_of_the_box() -> None:
    inside = box("Zettel", 0, 0).replace(
        "</w:txbxContent>", f"{table([['x', 'y', 'z']])}</w:txbxContent>"
    )
    extract = read_word(docx(f"<w:p>{anchored(inside, 1, 1)}</w:p>"))

    assert [[box.text for box in area.boxes] for area in extract.areas] == [
        ["x", "y", "z"],
        ["Zettel\nx\ny\nz"],
    ]


def test_boxes_of_another_page_are_another_area() -> None:
    first = f"<w:p>{anchored(box('eins', 0, 0), 1, 2)}</w:p>"
    second = f"<w:p>{anchored(box('zwei', 0, 0), 1, 2)}</w:p>"

    extract = read_word(docx(first, '<w:p><w:r><w:br w:type="page"/></w:r></w:p>', second))

    assert [(area.kind, area.number) for area in extract.areas] == [("pages", 1), ("pages", 2)]


@pytest.mark.parametrize("main", ["word/document2.xml", "word/document.xml"])
def test_the_document_is_found_under_the_name_the_package_gives_it(main: str) -> None:
    content = (
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>da</w:t></w:r></w:p></w:body></w:document>'
    )
    root = f'<Relationship Id="r1" Type="x/officeDocument" Target="/{main}"/>'
    relation = f"<Relationships>{root}</Relationships>"

    assert lines(read_word(docx(extra={main: content, "_rels/.rels": relation}))) == [("da", False)]
