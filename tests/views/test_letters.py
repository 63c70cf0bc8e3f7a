"""Whatever a team or a coach wrote is shown as text, in every form a letter takes."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from advisor import limits
from advisor.source import SourceError
from advisor.views.letter import Item, Letter, Section, Sheet
from advisor.views.letter_html import letter_body, letter_html
from advisor.views.letter_markdown import letter_markdown, letter_text
from advisor.views.letter_pdf import letter_pdf, sheets_pdf
from tests.views.test_reports import HOSTILE

TYPST = [
    "#panic()",
    '#eval("1")',
    '#read("/etc/passwd")',
    "$x^2$",
    "*bold* _it_",
    "= Heading",
    "`raw` @ref <label>",
    "// comment",
    "\\u{41} \\",
    "- a\n+ b",
    '"quoted" #(1+1)',
]
RTL = "\u202egpj.exe\u2066"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300" height="200"/>'


def letter_of(text: str = "Text") -> Letter:
    item = Item(title=text, paragraphs=(text, "Second"), quotes=(text,))
    return Letter(
        language="en",
        title=text,
        opening=("Hello,", text),
        sections=(
            Section(
                f"Look {text}", (item, Item(paragraphs=("Plain",))), numbered=True, after=(text,)
            ),
            Section("More", (item,)),
        ),
        closing=(text,),
        foot=f"Foot {text}",
    )


def sheet_of(text: str = "Text", **more: object) -> Sheet:
    whole = {
        "language": "en",
        "title": f"Talk with {text}",
        "summary": "1 risk",
        "poster": SVG,
        "alt": text,
        "notice": "",
        "heading": "Questions",
        "questions": (Item(text, (text,), (text, text)),) * 3,
        "room": "Notes",
        "foot": f"Credit {text}",
    }
    return Sheet(**{**whole, **more})


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


class Markup(HTMLParser):
    """Every tag and attribute of a document, and its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", [*HOSTILE, *TYPST])
def test_markdown_shows_what_was_written_and_nothing_more(text: str) -> None:
    clean, hostile = letter_markdown(letter_of("Text")), letter_markdown(letter_of(text))

    bare = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", hostile)
    assert bare.count(" ".join(text.split())) >= clean.count("Text")
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", hostile)
    assert set(re.findall(r"[<>\[\]`|$]", unescaped)) <= {">"}  # the mark of our own quotes
    assert len(re.findall(r"^#", hostile, re.MULTILINE)) == 3
    assert unescaped.count("**") == clean.count("**")


@pytest.mark.parametrize("text", [*HOSTILE, *TYPST])
def test_html_has_no_tag_that_a_person_wrote(text: str) -> None:
    clean, hostile = Markup(letter_html(letter_of())), Markup(letter_html(letter_of(text)))

    assert hostile.tags == clean.tags
    assert hostile.attributes == clean.attributes
    assert squeezed(hostile.text).count(squeezed(text)) >= 8


def test_html_is_one_file_that_fetches_nothing() -> None:
    document = letter_html(letter_of())

    assert not re.search(r"https?:|src=|url\(|@import|<script", document)
    assert "default-src 'none'" in document
    assert "@media print" in document
    assert '<html lang="en">' in document
    body = letter_body(letter_of())
    assert "<h1" not in body
    assert "<style" not in body


@pytest.mark.parametrize("text", [*HOSTILE, *TYPST])
def test_the_pdf_shows_markup_as_text(text: str) -> None:
    shown = squeezed("".join(pages_of(letter_pdf(letter_of(text)))))
    # Typesetting may join letters or turn the dash, never swallow a sign that would be markup.
    for word in re.findall(r"[#$*<>=`@\\/\[\]]+\w*", text):
        assert squeezed(word) in shown


def test_no_mark_turns_the_direction_in_any_form() -> None:
    letter = letter_of(RTL)
    written = [letter_markdown(letter), letter_text(letter), letter_html(letter)]
    written += pages_of(letter_pdf(letter)) + pages_of(sheets_pdf([sheet_of(RTL)], RTL))

    for form in written:
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", form)
        assert "gpj" in form


def test_half_characters_and_control_signs_break_no_form() -> None:
    letter = letter_of("a\x00b\x1bc\ud800d\uffff")

    assert letter_html(letter).encode()
    assert letter_markdown(letter).encode()
    assert pages_of(letter_pdf(letter))
    assert pages_of(sheets_pdf([sheet_of("a\x00b\x1bc\ud800d\uffff")], "t"))


def test_the_pdf_is_the_same_every_time_and_says_what_it_is() -> None:
    pdf = letter_pdf(letter_of())

    assert pdf == letter_pdf(letter_of())
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Text"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    [page] = pages_of(pdf)
    assert "Foot Text" in page
    assert "1 / 1" in page


def test_a_numbered_section_counts_and_another_does_not() -> None:
    text = letter_text(letter_of())

    assert "1. Text" in text
    assert letter_markdown(letter_of()).count("**1\\. Text**") == 1
    assert letter_html(letter_of()).count("<ol>") == 1


def test_each_team_has_one_page() -> None:
    pdf = sheets_pdf([sheet_of("Team 1"), sheet_of("Team 2", poster="", notice="Nothing")], "All")
    first, second = pages_of(pdf)

    assert "Talk with Team 1" in first
    assert "Credit Team 1" in first
    assert "Talk with Team 2" in second
    assert "Nothing" in second
    assert pdf == sheets_pdf(
        [sheet_of("Team 1"), sheet_of("Team 2", poster="", notice="Nothing")], "All"
    )


def test_the_longest_questions_stay_on_the_page() -> None:
    quote = "„" + "Breite Worte " * 6 + "…“"
    long = Item(
        "Warum gerade so und nicht anders?", ("Wort " * 64,), (f"Kundensegmente: {quote}",) * 3
    )
    tall = SVG.replace('300 200" width="300" height="200"', '300 900" width="300" height="900"')
    sheet = sheet_of("T" * 80, questions=(long,) * 3, poster=tall, notice="Notice " * 20)

    assert len(pages_of(sheets_pdf([sheet], "All"))) == 1


@pytest.mark.parametrize("text", TYPST)
def test_a_sheet_shows_markup_as_text(text: str) -> None:
    [page] = pages_of(sheets_pdf([sheet_of(text)], "All"))
    for word in re.findall(r"[#$*<>=`@\\/]+\w*", text):
        assert squeezed(word) in squeezed(page)


def test_more_sheets_than_a_document_holds_are_refused() -> None:
    with pytest.raises(SourceError):
        sheets_pdf([sheet_of()] * (limits.TALK_SHEETS + 1), "All")
