"""German submissions as PDF: boards, posters, pages with headers and footers."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterable

import typst

from advisor.canvas import BlockId
from tests.formats.extracts import PLACES, told
from tests.formats.submissions import (
    FILLING,
    NAMES,
    NOTES,
    assert_read,
    best,
)


def page(*placed: str, size: str = "width: 842pt, height: 595pt") -> bytes:
    text = f'#set page({size}, margin: 0pt)\n#set text(size: 10pt, lang: "de")\n'
    return typst.compile((text + "\n".join(placed)).encode())


def at(x: float, y: float, content: str) -> str:
    return f"#place(top + left, dx: {x}pt, dy: {y}pt, {content})"


def poster_page(sticky: bool) -> list[str]:
    placed = []
    for block, (x0, y0, _, _) in PLACES.items():
        x, y = 20 + x0 * 80, 40 + y0 * 85
        placed.append(at(x, y, f"text(weight: 700)[{NAMES[block]}]"))
        for n, text in enumerate(NOTES[block]):
            if sticky:
                note = f"rect(width: 62pt, height: 55pt, fill: yellow, inset: 4pt)[#set text(size: 8pt); #set align(center + horizon); {text}]"
                placed.append(at(x + 66 * n + 2, y + 20, note))
            else:
                placed.append(at(x, y + 18 + 16 * n, f"box(width: 150pt)[{text}]"))
    return placed


def test_a_footer_far_below_the_canvas_is_no_answer() -> None:
    footer = at(20, 575, "[Team Rot · Mia Schmitz · Seite 1 von 1]")
    candidate = assert_read(
        page(*poster_page(sticky=False), footer), ["Team Rot Mia Schmitz Seite"]
    )
    assert any("Seite 1 von 1" in text for text in candidate.outside)


def test_sticky_notes_on_a_board_belong_to_the_block_they_lie_in() -> None:
    assert_read(page(*poster_page(sticky=True)), ())


def test_a_canvas_over_two_pages_with_running_titles_is_one() -> None:
    def running(number: int) -> str:
        return at(20, 8, "[Gründungsmanagement 2026]") + at(700, 580, f"[Seite {number}]")

    def listed(blocks: Iterable[BlockId]) -> str:
        rows = []
        y = 60
        for block in blocks:
            rows.append(at(40, y, f"text(size: 13pt, weight: 700)[{NAMES[block]}]"))
            for n, text in enumerate(NOTES[block]):
                rows.append(at(40, y + 22 + 15 * n, f"[{text}]"))
            y += 90
        return "\n".join(rows)

    data = page(running(1), listed(FILLING[:5]), "#pagebreak()", running(2), listed(FILLING[5:]))
    assert_read(data, ["Gründungsmanagement", "Seite"])


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    placed = poster_page(sticky=False)
    x, y = 20 + PLACES["channels"][0] * 80, 40 + PLACES["channels"][1] * 85 + 50
    placed.append(at(x, y, "[A shop that is well-\\ known and well-known, Kunden-\\ bindung]"))
    candidate = best(page(*placed))
    said = told(candidate)["channels"]
    assert "well-known and well-known" in said
    assert "Kundenbindung" in said


def test_a_poster_printed_from_a_browser_keeps_its_title_apart() -> None:
    title = at(20, 12, "text(size: 16pt)[Projektarbeit Gründungsmanagement]")
    stamp = at(560, 14, "[Team Rot: Mia Schmitz, Jan Öztürk · Abgabe 12.05.2026]")
    assert_read(page(title, stamp, *poster_page(sticky=False)))


def test_two_columns_of_headings_with_bullets_in_a_pdf_are_read() -> None:
    columns = (FILLING[:5], FILLING[5:])
    text = [
        "\n\n".join(f"== {NAMES[b]}\n" + "\n".join(f"- {t}" for t in NOTES[b]) for b in blocks)
        for blocks in columns
    ]
    placed = at(40, 40, f"grid(columns: (240pt, 240pt), gutter: 20pt, [{text[0]}], [{text[1]}])")
    assert_read(page(placed, size="width: 595pt, height: 842pt"), ())


def test_lines_in_a_coloured_block_stay_lines_unless_they_fill_it() -> None:
    def inside(block: BlockId) -> str:
        return " \\ ".join([f"*{NAMES[block]}*", *NOTES[block]])

    blocks = (
        at(20 + x0 * 80, 30 + y0 * 85, f"rect(width: {(x1 - x0) * 80 - 6}pt, height: {(y1 - y0) * 85 - 6}pt, fill: aqua, inset: 6pt)[{inside(b)}]")
        for b, (x0, y0, x1, y1) in PLACES.items()
    )  # fmt: skip
    assert_read(page(*blocks), ())


def test_a_report_with_header_and_footer_on_every_page_is_read() -> None:
    body = "\n\n".join(f"== {NAMES[b]}\n" + "\n".join(f"- {t}" for t in NOTES[b]) for b in FILLING)
    source = '#set page(paper: "a5", header: [Gründungsmanagement #h(1fr) Team Rot], footer: [#h(1fr) Seite 1])\n#set text(size: 14pt, lang: "de")\n'  # fmt: skip
    assert_read(typst.compile((source + body).encode()), ["Gründungsmanagement Team Rot Seite 1"])
