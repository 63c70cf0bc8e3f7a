"""What is taken along: poster as SVG and PNG, the report as PDF with its data inside."""

from __future__ import annotations

import io
import json
import struct
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from advisor import limits
from advisor.canvas import LANGUAGES, Canvas, Language
from advisor.canvas_file import read_canvas, write_canvas
from advisor.engine import check
from advisor.formats.report_file import read_report_file
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.texts import words
from advisor.verifying import verify
from advisor.views.checked import Checked
from advisor.views.poster import draw_up
from advisor.views.poster_svg import poster_svg
from advisor.views.report_pdf import poster_png, report_pdf
from advisor.views.wording import fingerprint, tell
from advisor.vocabulary import rules_folder
from tests.conftest import canvas_of
from tests.strategies import canvases

RULES = load_rulebook()
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = [
    "<script>alert(1)</script>",
    "</text></svg><svg onload='x'>",
    '#import "x": * #read("/etc/passwd")',
    "[link](https://example.invalid) ![img](https://example.invalid/x.png)",
    '=HYPERLINK("https://example.invalid")',
    "\u202egnp.exe \x07\x1b[31m \ufffe",
    "👩‍👩‍👧‍👦 漢字 العربية Ελληνικά",
    "x" * limits.NOTE_CHARACTERS,
]


def checked_of(canvas: Canvas) -> Checked:
    file = read_canvas(write_canvas(canvas, "json"))
    return Checked("canvas.json", file, check(file.canvas, RULES, read(file.canvas)))


def sample(name: str) -> Checked:
    path = rules_folder() / "samples" / name
    return checked_of(read_canvas(path.read_bytes(), path.name).canvas)


def svg_of(canvas: Canvas, language: Language = "de") -> str:
    checked = checked_of(canvas)
    spoken = words(language)
    return poster_svg(draw_up(checked.canvas, checked.report, RULES, spoken), canvas.name, spoken)


def text_of(svg: str) -> str:
    return "".join(
        "".join(part.itertext()) for part in ElementTree.fromstring(svg).iter(f"{SVG}text")
    )


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


@given(canvases())
@settings(max_examples=60)  # the first call loads the rulebook
def test_any_canvas_gives_a_well_formed_picture(canvas: Canvas) -> None:
    tree = ElementTree.fromstring(svg_of(canvas))

    assert tree.tag == f"{SVG}svg"
    assert {part.tag for part in tree.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "g", "text", "path")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_stands_in_the_picture_in_full_with_the_credit(language: Language) -> None:
    canvas = sample(f"bauernbox.{language}.yaml").canvas
    text = text_of(svg_of(canvas, language)).replace(" ", "").replace("-", "")

    for _, note in canvas.notes():
        assert note.text.replace(" ", "").replace("-", "") in text
    assert "Strategyzer" in text
    assert "CCBYSA3.0" in text


def test_many_and_long_notes_are_not_left_out() -> None:
    notes = [f"Notiz Nummer {number}" for number in range(60)]
    text = text_of(svg_of(canvas_of({"channels": [*notes, "y" * 1_500]})))

    assert all(note in text for note in notes)
    assert text.count("y") >= 1_500


def test_hostile_notes_are_text_in_picture_and_report() -> None:
    canvas = canvas_of({"customer_segments": HOSTILE}, name=HOSTILE[2])
    svg = svg_of(canvas)

    assert "<script" not in svg
    assert {key for part in ElementTree.fromstring(svg).iter() for key in part.attrib}.isdisjoint(
        {"href", "onload", "src", "style"}
    )
    report = report_pdf(checked_of(canvas), RULES, words("de"))
    assert "read(" in "".join(pages_of(report)), "it is printed, not run"
    assert poster_png(svg).startswith(b"\x89PNG")


def test_the_png_is_sharp_enough_to_print() -> None:
    data = poster_png(svg_of(sample("uhrenatelier.de.yaml").canvas))
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 2_000
    assert height >= 1_200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_every_finding_and_what_it_was_made_with(language: Language) -> None:
    checked, spoken = sample(f"kaffeemobil.{language}.yaml"), words(language)
    text = " ".join(" ".join(pages_of(report_pdf(checked, RULES, spoken))).split())

    for lead in checked.report.leads:
        assert tell(lead, checked.canvas, RULES, spoken).title in text
        assert lead.rule in text
    assert RULES.sha256[:12] in text
    assert "Strategyzer" in text
    reader = PdfReader(io.BytesIO(report_pdf(checked, RULES, spoken)))
    assert reader.metadata
    assert reader.metadata.title == checked.canvas.name
    assert reader.trailer["/Root"]["/Lang"] == language  # type: ignore[index]
    assert "/StructTreeRoot" in reader.trailer["/Root"], "tagged for screen readers"  # type: ignore[operator]


def test_the_same_canvas_gives_the_same_bytes_and_paper_its_size() -> None:
    checked = sample("uhrenatelier.de.yaml")
    first = report_pdf(checked, RULES, words("de"))

    assert first == report_pdf(checked, RULES, words("de"))
    assert len(first) < 300_000
    sizes = [
        [tuple(map(round, (page.mediabox.width, page.mediabox.height))) for page in reader.pages]
        for reader in (
            PdfReader(io.BytesIO(first)),
            PdfReader(io.BytesIO(report_pdf(checked, RULES, words("de"), "a3"))),
        )
    ]
    assert sizes[0][:2] == [(842, 595), (595, 842)]
    assert sizes[1][:2] == [(1191, 842), (842, 1191)]


@pytest.mark.parametrize("name", ["uhrenatelier.de.yaml", "bauernbox.en.yaml"])
def test_a_report_carries_what_it_takes_to_check_it_again(name: str) -> None:
    checked = sample(name)

    stored = read_report_file(report_pdf(checked, RULES, words("de")))

    assert stored
    assert stored.canvas
    canvas = read_canvas(stored.canvas).canvas
    assert canvas == checked.canvas
    fresh = check(canvas, RULES, read(canvas))
    assert verify(stored.reports[0], fingerprint(canvas), fresh, RULES).agrees


def test_a_broken_or_foreign_file_is_no_report() -> None:
    data = report_pdf(sample("uhrenatelier.de.yaml"), RULES, words("de"))

    assert read_report_file(b"") is None
    assert read_report_file(b"%PDF-1.7 nothing more") is None
    assert read_report_file(data[: len(data) // 2]) is None
    assert read_report_file(b'{"fingerprint": 1}') is None
    assert read_report_file(b"[" * 100_000) is None
    assert read_report_file(json.dumps([1]).encode()) is None
    assert read_report_file(b"%PDF-" + b" " * limits.REPORT_BYTES) is None
