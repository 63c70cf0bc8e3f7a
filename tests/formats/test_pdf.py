"""A PDF comes back as boxes of text, or with the reason why it does not."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import font_source_sans_pro
import pytest
import typst

from advisor import limits
from advisor.formats.extract import Area, Rule
from advisor.formats.pdf import read_pdf
from advisor.source import SourceError
from tests.formats.pdf_files import Page, bomb, endless, locked, pdf

NAMES = ["Schlüsselpartner", "Schlüsselaktivitäten", "Kanäle", "Kundensegmente"]


def area(*pages: Page) -> Area:
    return read_pdf(pdf(*pages)).areas[0]


def texts(*pages: Page) -> list[str]:
    return [box.text for box in area(*pages).boxes]


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_pdf(data)
    return caught.value.problems[0].code


def headed(page: Page) -> Page:
    """A page on which enough headings stand for it to be read by them."""
    for number, name in enumerate(NAMES):
        page.write(name, (40 + 190 * number, 40), 14)
    return page


def test_a_box_lies_where_its_text_stands_in_points_from_the_upper_left_corner() -> None:
    box = area(Page().write("Messe", (100, 200), 10)).boxes[0]

    assert (box.text, box.x0) == ("Messe", pytest.approx(100, abs=1))
    assert box.y0 < 200 < box.y1 + 1
    assert box.y1 - box.y0 < 16
    assert (box.origin.kind, box.origin.area) == ("page", 1)


def test_a_second_page_stands_below_the_first() -> None:
    first, second = area(Page().write("eins", (100, 100)), Page().write("zwei", (100, 100))).boxes

    assert (second.text, second.origin.area) == ("zwei", 2)
    assert second.y0 - first.y0 == pytest.approx(595, abs=0.5)


def test_umlauts_brackets_and_the_euro_sign_arrive() -> None:
    assert texts(Page().write("Größe (5 €)", (50, 50))) == ["Größe (5 €)"]


def test_an_emoji_arrives_though_it_comes_in_two_halves() -> None:
    halves = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        "endcodespacerange 1 beginbfchar <7E> <D83DDE80> endbfchar endcmap end"
    )
    named = b"/BaseFont /Helvetica /Encoding"
    content = pdf(Page().write("Start ~ Ziel", (100, 100)))
    number = content.count(b" 0 obj") + 1
    mapped = content.replace(named, b"/ToUnicode %d 0 R " % number + named)
    at = mapped.index(b"xref\n")
    stream = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(halves),
        halves.encode(),
    )

    (box,) = read_pdf(mapped[:at] + stream + mapped[at:]).areas[0].boxes

    assert box.text == "Start 🚀 Ziel"


def test_columns_side_by_side_are_boxes_of_their_own() -> None:
    page = Page().lines(["Banken", "Vereine"], (40, 80)).lines(["Messe", "Presse"], (240, 80))

    assert texts(page) == ["Banken\nVereine", "Messe\nPresse"]


def test_a_wrapped_line_is_one_paragraph_again() -> None:
    page = Page().lines(["Beratung für alle, die", "wenig Zeit haben", "Messe"], (40, 80))

    assert texts(page) == ["Beratung für alle, die wenig Zeit haben\nMesse"]


def test_what_follows_a_bullet_below_its_text_belongs_to_it() -> None:
    page = Page().write("•", (40, 80)).write("Städtische", (60, 80))
    page.write("Bibliotheken", (60, 92)).write("•", (40, 104)).write("Schulen", (60, 104))

    assert texts(page) == ["• Städtische Bibliotheken\n• Schulen"]


def test_lines_that_fill_a_ruled_column_go_on_in_the_next() -> None:
    page = headed(Page())
    for x in (30, 150):
        page.line((x, 20), (x, 300))
    page.lines(["Lieferung nach Hause", "Donnerstags auch spät"], (35, 100))

    assert "Lieferung nach Hause Donnerstags auch spät" in texts(page)


def test_a_heading_is_a_box_of_its_own_though_the_answer_follows_closely() -> None:
    page = headed(Page()).write("Einnahmen", (40, 100)).write("Abo", (40, 112))

    assert {"Einnahmen", "Abo"} < set(texts(page))


def test_bold_and_plain_text_are_boxes_of_their_own() -> None:
    assert texts(Page().write("Frage", (40, 80), bold=True).write("Antwort", (40, 92))) == [
        "Frage",
        "Antwort",
    ]


def test_upright_lines_come_with_the_text_on_every_page() -> None:
    page = Page().write("x", (10, 10)).line((200, 50), (200, 400)).box(300, 100, 500, 200)

    rules = area(page, page).rules
    assert rules[:3] == (Rule(200, 50, 400), Rule(300, 100, 200), Rule(500, 100, 200))
    assert rules[3] == Rule(200, 645, 995)


def test_squared_paper_is_no_line() -> None:
    page = Page().write("x", (10, 10))
    for number in range(60):
        page.line((10 + 10 * number, 0), (10 + 10 * number, 590))

    assert area(page).rules == ()


def test_without_headings_text_is_told_by_its_ruled_cells() -> None:
    page = Page()
    for number in range(5):
        page.box(20 + 160 * number, 20, 180 + 160 * number, 300)
        page.write(f"oben {number}", (30 + 160 * number, 60))
        page.write(f"unten {number}", (30 + 160 * number, 260))

    boxes = area(page).boxes
    assert [box.text for box in boxes] == [f"oben {n}\nunten {n}" for n in range(5)]
    assert (boxes[0].x0, boxes[0].y0, boxes[0].x1, boxes[0].y1) == (20, 20, 180, 300)


def test_a_frame_around_a_page_is_no_cell() -> None:
    page = Page().box(10, 10, 800, 500).write("links", (30, 60)).write("rechts", (400, 60))

    assert texts(page) == ["links", "rechts"]


def test_answers_laid_over_a_page_are_read_hidden_ones_and_text_beside_it_not() -> None:
    page = Page().free_text("frei", (100, 100)).filled_in("Feld", (300, 100))
    page.filled_in("versteckt", (500, 100), hidden=True).write("daneben", (900, 50))

    assert texts(page) == ["frei", "Feld"]


def test_of_many_pages_the_first_are_read_and_a_notice_says_so() -> None:
    read = read_pdf(pdf(*[Page().write(f"Seite {n}", (50, 50)) for n in range(10_000)]))

    assert len(read.areas[0].boxes) == limits.PDF_PAGES
    assert read.notices == ("more_pages",)


def test_pages_without_text_come_as_a_picture_of_the_first() -> None:
    read = read_pdf(pdf(Page().box(100, 100, 300, 300)))

    assert read.areas == ()
    assert read.picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", read.picture[16:24]) == (limits.PICTURE_SIDE, 1131)


def test_pages_with_text_need_no_picture() -> None:
    assert read_pdf(pdf(Page().write("Zwanzig Zeichen und mehr", (9, 9)))).picture == b""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (locked(), "pdf_encrypted"),
        (b"", "pdf_broken"),
        (b"Nur Text, umbenannt", "pdf_broken"),
        (pdf(Page().write("x", (9, 9)))[:300], "pdf_broken"),
    ],
    ids=["locked", "empty", "renamed", "cut"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("data", [bomb(3_000), endless()], ids=["bomb", "endless"])
def test_what_unpacks_without_end_is_ended(data: bytes) -> None:
    start = time.monotonic()

    # Which of its limits it meets first depends on the machine.
    assert refusal(data) in ("pdf_heavy", "pdf_slow")
    assert time.monotonic() - start < 2 * limits.PDF_PATIENCE


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PATIENCE", 0.01)

    assert refusal(pdf(Page())) == "pdf_slow"


def test_the_process_that_reads_learns_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, dict[str, str]] = {}

    def run(*_: object, env: dict[str, str], **__: object) -> None:
        given["env"] = env
        raise InterruptedError

    monkeypatch.setenv("STIMMIG_DATABASE", "postgresql://user:word@host")
    monkeypatch.setattr("subprocess.run", run)
    with pytest.raises(InterruptedError):
        read_pdf(b"")

    assert "STIMMIG_DATABASE" not in given["env"]


@pytest.fixture(scope="module")
def typeset() -> Area:
    """A German canvas as a typesetter sets it: ligatures, hyphens, small capitals, merged cells."""
    cells = "".join(f"table.cell(rowspan: {rows})[{text}]," for rows, text in CELLS)
    source = f"""
    #set page(width: 842pt, height: 595pt, margin: 20pt)
    #set text(font: "Source Sans 3", fallback: true, size: 10pt, lang: "de", hyphenate: true)
    #table(columns: (1fr,) * 5, rows: (130pt, 130pt), {cells})
    """
    fonts = [str(path) for path in font_folders()]
    return read_pdf(typst.compile(source.encode(), font_paths=fonts)).areas[0]


CELLS = [
    (2, "*Schlüsselpartner* \\ Fertigungspartner \\ Softwareschaffende"),
    (1, "*Schlüsselaktivitäten* \\ Auflagen effizient prüfen"),
    (2, "*Wertversprechen* \\ Donaudampfschifffahrtsgesellschaftskapitänsmützen nach Maß"),
    (1, "*Kundenbeziehungen* \\ Persönlich"),
    (2, "*Kundensegmente* \\ Gäste"),
    (1, "*Schlüsselressourcen* \\ Häuser"),
    (1, "#smallcaps[*Kanäle*] \\ Messe"),
]


def font_folders() -> list[Path]:
    return [Path(font_source_sans_pro.__file__).parent / "files"]


def test_words_arrive_whole_from_a_typesetter(typeset: Area) -> None:
    text = "\n".join(box.text for box in typeset.boxes)

    for words in (
        "Fertigungspartner\nSoftwareschaffende",
        "Auflagen effizient prüfen",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützen nach Maß",
        "Kanäle",
    ):
        assert words in text


def test_borders_of_merged_cells_are_as_long_as_drawn(typeset: Area) -> None:
    partner, activity = (
        next(box for box in typeset.boxes if box.text == name)
        for name in ("Schlüsselpartner", "Schlüsselaktivitäten")
    )

    assert any(
        partner.x1 < rule.x < activity.x0 and rule.y0 < partner.y0 and rule.y1 > partner.y0 + 200
        for rule in typeset.rules
    )
