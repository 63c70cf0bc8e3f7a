"""A file is what it holds, not what it is called."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.formats.sniffing import kind_of
from tests.formats.office_files import (
    docx,
    ods,
    odt,
    open_document,
    package,
    paragraph,
    pptx,
    shape,
    xlsx,
)
from tests.growth import LINEAR, growth

WORD = docx(paragraph("a"))
MANY = {f"{number}.xml": "" for number in range(limits.PACKAGE_ENTRIES + 1)}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "docx"),
        (WORD[: len(WORD) // 2], "docx"),
        (docx(extra=MANY), "docx"),
        (docx(extra={"word/embeddings/a.xlsx": xlsx({"a": [["a"]]})}), "docx"),
        (package({"word/document2.xml": "<a/>"}), "docx"),
        (pptx(shape("a", 0, 0, 1, 1)), "pptx"),
        (xlsx({"a": [["a"]]}), "xlsx"),
        (odt(), "odt"),
        (ods({"a": [["a"]]}), "ods"),
        (open_document("presentation", ""), "odp"),
        (package({"team-1.docx": WORD, "team-2.docx": WORD}, packed=False), "zip"),
        (package({"team/word/document.xml": "<a/>"}), "zip"),
        (package({"Index/Document.iwa": b"\x00"}), "zip"),
        (package(MANY), "zip"),
        (package({}), "zip"),
        (b"PK\x03\x04 and no more", "zip"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "ole"),
        (b"{\\rtf1 Text}", "rtf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "png"),
        (b"\xff\xd8\xff\xe0\x00", "jpeg"),
        (b"GIF89a\x00\x00\x00\x00", "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x00\x00\x00\x18ftypheic\x00", "image"),
        (b"BMC der Gruppe 4", "text"),
        (b'{"canvas": 1}', "json"),
        (b'\xef\xbb\xbf [{"key": "a"}]', "json"),
        ('{"canvas": 1}'.encode("utf-16"), "json"),
        (b"[Canvas](https://example.org)", "text"),
        (b"canvas: 1\nblocks: {}\n", "text"),
        (b"# Key Partners\n* a\n", "text"),
        ("Schlüsselpartner;App\r\n".encode("cp1252"), "text"),
        ("Kanäle".encode("utf-16"), "text"),
        (b"", "text"),
        (b"<!-- x --> <!DOCTYPE html><html>", "html"),
        (b"<table><tr><td>a</td></tr></table>\n", "html"),
        (b"<h1>Canvas</h1>\n\n## Key Partners\n- a", "text"),
        (b"\x00\x01\x02\x03" * 10, "unknown"),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_large_zip_is_a_batch_and_is_not_opened_to_find_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "IMPORT_BYTES", 100)

    assert kind_of(WORD) == "zip"


def test_a_type_that_cannot_be_read_says_nothing() -> None:
    encrypted = bytearray(odt())
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1

    assert kind_of(bytes(encrypted)) == "zip"


def test_a_beginning_made_to_keep_a_pattern_busy_does_not() -> None:
    def look_at(count: int) -> None:
        assert kind_of(b"<!---->" * count) == "text"

    assert growth(look_at, 1_000) < LINEAR
