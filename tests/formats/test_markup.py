"""Markdown and HTML come back as lines and grids."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from advisor import limits
from advisor.formats.extract import Extract
from advisor.formats.markup import plain, read_markdown
from advisor.formats.markup_html import read_html
from advisor.source import SourceError
from tests.growth import LINEAR, growth

Grid = list[tuple[str, float, float, float, float]]


def lines(extract: Extract) -> list[str]:
    """The lines outside of tables, headings with a sign."""
    return [
        ("# " if line.heading else "") + line.text
        for area in extract.areas
        for line in area.lines
        if not line.boxed
    ]


def grids(extract: Extract) -> list[Grid]:
    return [
        [(box.text, box.x0, box.y0, box.x1, box.y1) for box in area.boxes]
        for area in extract.areas
        if area.kind == "table"
    ]


def test_headings_and_items_lose_their_marks() -> None:
    text = "# Velo\n\n## 1. Customer Segments ##\n- Pendler\n* [x] Azubis\n1. Gäste\n"

    assert lines(read_markdown(text)) == [
        "# Velo",
        "# 1. Customer Segments",
        "Pendler",
        "Azubis",
        "Gäste",
    ]


def test_a_line_knows_where_it_stands_in_the_file() -> None:
    text = "---\na: b\n---\n<!-- x\ny -->\n## Kanäle\n\n- App\n"

    assert [line.origin.row for line in read_markdown(text).areas[0].lines] == [6, 8]


def test_underlined_and_bold_headings_are_headings_other_bold_lines_are_not() -> None:
    text = "Kanäle\n------\nApp\n\n**Kosten:**\nMiete\n\n**Wichtig**\n"

    assert lines(read_markdown(text)) == ["# Kanäle", "App", "# Kosten:", "Miete", "Wichtig"]


def test_only_lines_broken_by_their_width_go_on() -> None:
    text = "- Pendler, die\n  wenig Zeit haben\n\nBanken\nVereine\n"

    assert lines(read_markdown(text)) == ["Pendler, die wenig Zeit haben", "Banken", "Vereine"]


def test_the_placeholders_of_a_generator_are_left_out_its_names_kept() -> None:
    text = "## Kunden {customer-segments}\n[Who are they?]\nPendler\n"

    assert lines(read_markdown(text)) == ["# Kunden {customer-segments}", "Pendler"]
    assert "[Who are they?]" in lines(read_markdown(text.replace(" {customer-segments}", "")))


def test_a_table_of_pipes_is_a_grid() -> None:
    text = "| Baustein | Eintrag |\n|---|:-:|\n| Kosten | a\\|b<br>c |\n\nDanach\n"

    assert grids(read_markdown(text)) == [
        [
            ("Baustein", 0, 0, 1, 1),
            ("Eintrag", 1, 0, 2, 1),
            ("Kosten", 0, 1, 1, 2),
            ("a|b\nc", 1, 1, 2, 2),
        ]
    ]
    assert lines(read_markdown(text)) == ["Danach"]


def test_html_in_between_is_a_grid_with_spans_and_no_line() -> None:
    text = "# Titel\n<table><tr><td rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr></table>\n"

    assert grids(read_markdown(text)) == [[("A", 0, 0, 1, 2), ("B", 1, 0, 2, 1), ("C", 1, 1, 2, 2)]]
    assert lines(read_markdown(text)) == ["# Titel"]


def test_a_drawn_box_reaches_as_far_as_its_borders() -> None:
    text = "\n".join(
        [
            "+---------+-----+",
            "| Partner | VP  |",
            "| a - b   | x   |",
            "+---------+  y  |",
            "| Geld    |     |",
            "+---------+-----+",
        ]
    )
    drawn = text.translate(str.maketrans("-|", "─│"))

    for given in (text, drawn):
        assert grids(read_markdown(given)) == [
            [
                ("Partner\na - b", 0, 1, 10, 3),
                ("VP\nx\ny", 10, 1, 16, 5),
                ("Geld", 0, 4, 10, 5),
            ]
        ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**fett** und *schräg*", "fett und schräg"),
        ("[Auto](https://a.example) `x`", "Auto x"),
        ("5 * 3 * 2, snake_case_name", "5 * 3 * 2, snake_case_name"),
        (r"\*kein\* \[Link\]", "*kein* [Link]"),
        ("A &amp; B<br/>C", "A & B\nC"),
        ("<b>x</b> 3 < 5 > 2", "x 3 < 5 > 2"),
    ],
)
def test_a_line_reads_as_on_the_set_page(written: str, read: str) -> None:
    assert plain(written) == read


def test_html_gives_headings_paragraphs_and_items_but_no_script_or_style() -> None:
    page = """<html><head><title>Velo</title><style>p {}</style></head><body>
    <h2>Kan&auml;le</h2><ul><li>App <b>neu</b></li><li>Messe</li></ul>
    <script>alert("<p>nein</p>")</script><p>Ein<br>Zwei</p><!-- <p>nein</p> --></body></html>"""

    read = read_html(page)
    assert lines(read) == ["# Kanäle", "App neu", "Messe", "Ein", "Zwei"]
    assert read.areas[0].name == "Velo"
    assert [line.origin.row for line in read.areas[0].lines] == [2, 2, 2, 3, 3]


def test_a_table_within_a_table_is_one_of_its_own() -> None:
    page = "<table><tr><td>A<table><tr><td>B</td></tr></table></td><td>C</td></tr></table>"

    assert grids(read_html(page)) == [
        [("A", 0, 0, 1, 1), ("C", 1, 0, 2, 1)],
        [("B", 0, 0, 1, 1)],
    ]


def test_what_is_left_open_is_closed_at_the_end() -> None:
    assert grids(read_html("<table><tr><td>A<td>B<tr><td>C")) == [
        [("A", 0, 0, 1, 1), ("B", 1, 0, 2, 1), ("C", 0, 1, 1, 2)]
    ]
    assert lines(read_html("<p>A<p>B<script>C")) == ["A", "B"]


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "</", "<?", '<a b="', "<table ", "**a ", "<b ", "[a](", "&", "`", "\\", "|"],
)
@pytest.mark.parametrize("read", [read_html, read_markdown])
def test_pages_that_never_finish_anything_cost_what_their_length_costs(
    read: Callable[[str], Extract], piece: str
) -> None:
    def look_through(length: int) -> None:
        with contextlib.suppress(SourceError):  # too many cells
            read((piece * length)[:length])

    assert growth(look_through, limits.FILE_BYTES // 32) < LINEAR


def test_a_drawing_of_nothing_but_borders_stays_text() -> None:
    def look_through(length: int) -> None:
        assert grids(read_markdown("+---+\n" + "│" * length + "\n+---+\n")) == []

    assert growth(look_through, 12_500) < LINEAR


def test_a_table_that_reaches_further_than_any_canvas_is_refused() -> None:
    cell = f"<td colspan={limits.CELL_SPAN} rowspan={limits.CELL_SPAN}>a"
    with pytest.raises(SourceError) as caught:
        read_html("<table><tr>" + cell)

    assert caught.value.problems[0].code == "too_many_nodes"
    assert grids(read_html("<table><tr><td colspan=9999>a"))[0][0] == ("a", 0, 0, 1, 1)
