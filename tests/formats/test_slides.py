"""PowerPoint files: every text lies where people see it."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.formats.extract import Area, Extract, Origin
from advisor.formats.slides import read_slides
from tests.formats.office_files import (
    EMU,
    Merged,
    placeholder,
    pptx,
    relations,
    shape,
    slide_part,
    table_shape,
    xfrm,
)

LAYOUT = {
    "ppt/slides/_rels/slide1.xml.rels": relations(
        [
            ("slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("diagramData", "../diagrams/data1.xml"),
        ]
    ),
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
        [("slideMaster", "../slideMasters/slideMaster1.xml")]
    ),
    "ppt/slideLayouts/slideLayout1.xml": slide_part(
        "sldLayout",
        placeholder("Titel eingeben", "title")
        + placeholder("Text eingeben", "body", "13", xfrm(3, 4, 5, 6))
        + placeholder("Text eingeben", "body", "14", xfrm(13, 4, 5, 6)),
    ),
    "ppt/slideMasters/slideMaster1.xml": slide_part(
        "sldMaster", placeholder("Titel", "title", "", xfrm(1, 1, 20, 2))
    ),
}


def only(extract: Extract) -> Area:
    (area,) = extract.areas
    return area


def places(area: Area) -> dict[str, tuple[float, ...]]:
    """Text and place in centimetres."""
    return {
        box.text: tuple(round(n / EMU, 2) for n in (box.x0, box.y0, box.x1, box.y1))
        for box in area.boxes
    }


def test_each_slide_is_an_area_and_a_text_box_lies_where_it_is_drawn() -> None:
    extract = read_slides(
        pptx(shape("Partner\nLieferant", 1, 2, 4, 8), shape("Kanäle", 5, 2, 4, 8))
    )

    assert [(area.kind, area.number) for area in extract.areas] == [("slide", 1), ("slide", 2)]
    assert places(extract.areas[0]) == {"Partner\nLieferant": (1, 2, 5, 10)}
    assert extract.areas[1].boxes[0].origin == Origin("slide", 2)


def test_slides_come_in_the_order_of_the_show() -> None:
    order = pptx(shape("eins", 0, 0, 1, 1), shape("zwei", 0, 0, 1, 1))
    swapped = relations([("slide", "slides/slide2.xml"), ("slide", "slides/slide1.xml")])

    extract = read_slides(
        pptx(
            shape("eins", 0, 0, 1, 1),
            shape("zwei", 0, 0, 1, 1),
            extra={"ppt/_rels/presentation.xml.rels": swapped},
        )
    )

    assert [area.boxes[0].text for area in read_slides(order).areas] == ["eins", "zwei"]
    assert [area.boxes[0].text for area in extract.areas] == ["zwei", "eins"]


def test_groups_in_groups_are_placed_by_their_scales() -> None:
    def group(inside: str, x: float, y: float, width: float, height: float) -> str:
        own = (
            f'<a:off x="{x * EMU}" y="{y * EMU}"/><a:ext cx="{width * EMU}" cy="{height * EMU}"/>'
            f'<a:chOff x="0" y="0"/><a:chExt cx="{10 * EMU}" cy="{10 * EMU}"/>'
        )
        return f"<p:grpSp><p:grpSpPr><a:xfrm>{own}</a:xfrm></p:grpSpPr>{inside}</p:grpSp>"

    inner = group(shape("Kosten", 5, 5, 5, 5), 0, 0, 10, 10)

    assert places(only(read_slides(pptx(group(inner, 2, 1, 20, 5))))) == {
        "Kosten": (12, 3.5, 22, 6)
    }


def test_a_placeholder_lies_where_layout_or_master_put_it() -> None:
    shapes = (
        placeholder("Canvas", "title")
        + placeholder("links", "body", "13")
        + placeholder("rechts", "", "14")
        + placeholder("eigen", "body", "13", xfrm(0, 0, 1, 1))
        + placeholder("17", "sldNum", "12")
    )
    area = only(read_slides(pptx(shapes, extra=LAYOUT)))

    assert area.name == "Canvas"
    assert places(area) == {
        "Canvas": (1, 1, 21, 3),
        "links": (3, 4, 8, 10),
        "rechts": (13, 4, 18, 10),
        "eigen": (0, 0, 1, 1),
    }


def test_a_placeholder_nobody_places_is_still_read() -> None:
    assert places(only(read_slides(pptx(placeholder("frei", "body", "99"))))) == {
        "frei": (0, 0, 0, 0)
    }


def test_headings_drawn_on_the_layout_belong_to_the_slides_that_are_filled_in() -> None:
    part = "ppt/slideLayouts/slideLayout1.xml"
    form = placeholder("Text eingeben", "body", "13", xfrm(3, 4, 5, 6)) + shape(
        "Kanäle", 3, 3, 5, 1
    )
    extra = {**LAYOUT, part: slide_part("sldLayout", form)}

    filled = only(read_slides(pptx(placeholder("App", "body", "13"), extra=extra)))

    assert places(filled) == {"App": (3, 4, 8, 10), "Kanäle": (3, 3, 8, 4)}
    assert only(read_slides(pptx("", extra=extra))).boxes == ()


def test_cells_of_a_table_are_boxes_and_merged_ones_are_one() -> None:
    grid = [
        [Merged("Partner", 1, 2), "Aktivitäten"],
        [None, "Ressourcen"],
        [Merged("Kosten", 2), None],
    ]
    area = only(read_slides(pptx(table_shape(grid, 20, 12))))

    assert places(area) == {
        "Partner": (1, 2, 11, 10),
        "Aktivitäten": (11, 2, 21, 6),
        "Ressourcen": (11, 6, 21, 10),
        "Kosten": (1, 10, 21, 14),
    }


@pytest.mark.parametrize("sizes", ["", '<a:gridCol w="0"/><a:gridCol w="0"/>'])
def test_a_table_without_sizes_has_columns_of_one_size(sizes: str) -> None:
    drawn = table_shape([["a", "b"]], 20, 6)
    start, end = drawn.index("<a:tblGrid>") + 11, drawn.index("</a:tblGrid>")

    area = only(read_slides(pptx(drawn[:start] + sizes + drawn[end:])))

    assert places(area) == {"a": (1, 2, 11, 8), "b": (11, 2, 21, 8)}


def test_a_table_without_rows_is_survived() -> None:
    drawn = table_shape([["a"]])
    empty = drawn[: drawn.index("<a:tblGrid>")] + drawn[drawn.index("</a:tbl>") :]

    assert only(read_slides(pptx(empty))).boxes == ()


def test_of_two_forms_of_a_shape_the_newer_is_read() -> None:
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {spaces}><mc:Choice>{shape('neu', 0, 0, 1, 1)}</mc:Choice>"
        f"<mc:Fallback>{shape('alt', 0, 0, 1, 1)}</mc:Fallback></mc:AlternateContent>"
    )
    assert list(places(only(read_slides(pptx(both))))) == ["neu"]


def test_empty_shapes_are_no_boxes_empty_cells_are() -> None:
    shapes = shape("", 0, 0, 1, 1) + table_shape([["a", ""]])

    assert [box.text for box in only(read_slides(pptx(shapes))).boxes] == ["a", ""]


def test_text_of_a_smart_art_is_read_in_its_frame() -> None:
    frame = (
        f"<p:graphicFrame>{xfrm(2, 3, 10, 5, 'p:xfrm')}<a:graphic><a:graphicData>"
        '<dgm:relIds xmlns:dgm="d" r:dm="r2"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    points = "".join(
        f"<pt><t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></t></pt>" for text in ("App", "", "Laden")
    )
    data = f'<dataModel xmlns:a="a"><ptLst>{points}</ptLst></dataModel>'

    area = only(read_slides(pptx(frame, extra={**LAYOUT, "ppt/diagrams/data1.xml": data})))

    assert places(area) == {"App\nLaden": (2, 3, 12, 8)}


@pytest.mark.parametrize("broken", ["_x000B_", "\u2028"])
def test_a_break_within_a_paragraph_is_a_line_end(broken: str) -> None:
    assert list(places(only(read_slides(pptx(shape(f"App{broken}Laden", 0, 0, 1, 1)))))) == [
        "App\nLaden"
    ]


def test_only_so_many_slides_are_read_and_a_notice_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "SLIDES", 2)
    three = pptx(*(shape(str(n), 0, 0, 1, 1) for n in range(3)))

    extract = read_slides(three)

    assert (len(extract.areas), extract.notices) == (2, ("more_slides",))
    assert read_slides(pptx(shape("a", 0, 0, 1, 1))).notices == ()


def test_a_slide_that_is_not_there_is_left_out() -> None:
    lost = relations([("slide", "slides/lost.xml")])

    extract = read_slides(pptx("", extra={"ppt/_rels/presentation.xml.rels": lost}))

    assert [area.boxes for area in extract.areas] == [()]
