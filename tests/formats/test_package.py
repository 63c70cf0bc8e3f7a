"""Packages from anybody: hostile, broken and odd ones are refused by name or survived."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from advisor import limits
from advisor.formats.extract import Extract
from advisor.formats.open_document import read_open_sheets, read_open_slides, read_open_text
from advisor.formats.package import open_package
from advisor.formats.sheets import read_sheets
from advisor.formats.slides import read_slides
from advisor.formats.word import read_word
from advisor.source import SourceError
from advisor.texts import words
from tests.formats.office_files import docx, odt, package, paragraph, pptx, shape, table, xlsx

Reader = Callable[[bytes], Extract]
READERS = [
    read_word,
    read_slides,
    read_sheets,
    read_open_text,
    read_open_sheets,
    read_open_slides,
]
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)


def refused(reader: Reader, data: bytes) -> str:
    """The code of a refusal, which must have words in both languages."""
    with pytest.raises(SourceError) as caught:
        reader(data)
    (problem,) = caught.value.problems
    assert words("de").problem(problem)
    assert words("en").problem(problem)
    return problem.code


def all_text(extract: Extract) -> str:
    texts = [line.text for area in extract.areas for line in area.lines]
    return "\n".join([*texts, *(box.text for area in extract.areas for box in area.boxes)])


def declared_size(data: bytes) -> bytes:
    """The unpacked size of the document as it is written into the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return struct.pack("<L", archive.getinfo("word/document.xml").file_size)


def document(xml: str) -> bytes:
    return package({"word/document.xml": xml})


@each_reader
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "package_broken"),
        (b"just a text", "package_broken"),
        (b"%PDF-1.7 renamed", "package_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old doc", "package_old"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "package_encrypted",
        ),
        (package({"readme.txt": "no office file"}), "package_part"),
    ],
    ids=["empty", "text", "pdf", "old", "encrypted", "other zip"],
)
def test_what_is_no_package_is_refused_with_the_reason(
    reader: Reader, data: bytes, code: str
) -> None:
    assert refused(reader, data) == code


@each_reader
def test_a_file_of_another_program_is_refused_and_not_misread(reader: Reader) -> None:
    others = {
        read_word: docx(paragraph("a")),
        read_slides: pptx(shape("a", 0, 0, 1, 1)),
        read_sheets: xlsx({"a": [["a"]]}),
        read_open_text: odt(""),
    }
    for other, data in others.items():
        if other is not reader:
            assert refused(reader, data) == "package_part"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = docx(table([["a", "b", "c"]]))

    assert refused(read_word, data[: int(len(data) * share)]) == "package_broken"


def test_every_single_flipped_byte_is_refused_or_read() -> None:
    data = docx(table([["a", "b", "c"]]))
    for place in range(0, len(data), 7):
        flipped = bytearray(data)
        flipped[place] ^= 0xFF
        try:
            read_word(bytes(flipped))
        except SourceError as error:
            assert error.problems[0].code.startswith(("package_", "too_"))  # noqa: PT017


def test_a_part_that_is_packed_too_tightly_is_refused() -> None:
    bomb = docx(extra={"word/document.xml": "<a>" + " " * 3_000_000 + "</a>"})

    assert refused(read_word, bomb) == "package_ratio"


def test_a_small_repetitive_part_is_read() -> None:
    assert len(all_text(read_word(docx(paragraph("ja " * 60_000))))) > 150_000


def test_a_part_larger_than_it_declares_is_not_read_beyond_its_limit() -> None:
    data = docx(paragraph("x" * 50_000))
    declared = declared_size(data)
    lied = data.replace(declared, struct.pack("<L", 100))

    assert lied != data
    assert refused(read_word, lied) == "package_broken"


def test_a_huge_declared_size_is_refused_before_anything_is_read() -> None:
    data = docx(paragraph("x" * 50_000))
    declared = declared_size(data)

    lied = data.replace(declared, struct.pack("<L", 2**31))

    assert refused(read_word, lied) == "package_unpacks"


def test_too_large_a_part_and_too_many_large_parts_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = docx(*(paragraph(f"{number * 7919:x}") for number in range(500)))
    monkeypatch.setattr(limits, "XML_PART_BYTES", 10_000)
    assert refused(read_word, data) == "package_unpacks"

    monkeypatch.setattr(limits, "XML_PART_BYTES", 8_000_000)
    monkeypatch.setattr(limits, "XML_BYTES", 10_000)
    assert refused(read_word, data) == "package_unpacks"


def test_a_file_of_too_many_bytes_parts_elements_texts_or_characters_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = docx(*(paragraph("viel Text") for _ in range(100)))
    for limit, value, code in [
        ("IMPORT_BYTES", 1_000, "too_large"),
        ("PACKAGE_ENTRIES", 3, "package_parts"),
        ("XML_ELEMENTS", 100, "too_many_nodes"),
        ("IMPORT_TEXTS", 99, "package_texts"),
        ("IMPORT_CHARACTERS", 899, "package_characters"),
    ]:
        with monkeypatch.context() as patch:
            patch.setattr(limits, limit, value)
            assert refused(read_word, data) == code
    assert len(read_word(data).areas[0].lines) == 100


def test_a_zip_of_many_entries_is_refused_by_a_glance() -> None:
    many = {f"{number}.xml": "" for number in range(limits.PACKAGE_ENTRIES + 1)}

    assert refused(read_word, docx(extra=many)) == "package_parts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_whatever_the_encoding(encoding: str) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a0 "ha">{entities}]>'
        "<document><body><p><r><t>&a9;</t></r></p></body></document>"
    )
    data = package({"word/document.xml": bomb.encode(encoding)})

    assert refused(read_word, data) == "package_entities"


def test_an_entity_of_a_file_on_disk_is_never_opened() -> None:
    outside = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>&x;</document>'

    assert refused(read_word, document(outside)) == "package_entities"


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<document>",
        "<document><body>&nbsp;</body></document>",
        '<?xml version="1.0" encoding="klingon"?><document/>',
        "<document/>",
        "no xml",
    ],
)
def test_a_broken_document_is_refused_with_the_name_of_its_part(xml: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_word(document(xml))

    (problem,) = caught.value.problems
    assert (problem.code, problem.details) == ("package_part", {"part": "word/document.xml"})


def test_nesting_beyond_the_limit_is_refused_and_up_to_it_survived() -> None:
    def nested(depth: int) -> bytes:
        opened, closed = "<tbl><tr><tc>" * depth, "</tc></tr></tbl>" * depth
        body = f"<body>{opened}<p><r><t>tief</t></r></p>{closed}</body>"
        return document(f"<document>{body}</document>")

    assert refused(read_word, nested(8_000)) == "too_deep"
    assert all_text(read_word(nested(limits.XML_DEPTH // 3 - 2))) == "tief"


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(docx(paragraph("a")))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1

    assert refused(read_word, bytes(data)) == "package_encrypted"


def test_an_encrypted_open_document_is_refused() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = package({"content.xml": b"\x8f\x01", "META-INF/manifest.xml": manifest})

    assert refused(read_open_text, data) == "package_encrypted"


def test_macros_are_not_read_and_a_notice_says_so() -> None:
    extract = read_word(docx(paragraph("App"), extra={"word/vbaProject.bin": b"evil"}))

    assert extract.notices == ("macros_ignored",)
    assert all_text(extract) == "App"
    assert f"imports.notices.{extract.notices[0]}" in words("de").entries


def test_names_that_climb_out_are_only_names() -> None:
    climbing = {"../../evil.xml": "<a/>", "/etc/passwd": "x", "C:\\evil.txt": "x"}

    assert all_text(read_word(docx(paragraph("App"), extra=climbing))) == "App"


def test_a_relation_that_climbs_out_leads_nowhere() -> None:
    root = '<Relationship Id="r1" Type="x/officeDocument" Target="../../../../etc/passwd"/>'
    extra = {"_rels/.rels": f"<Relationships>{root}</Relationships>"}

    assert all_text(read_word(docx(paragraph("App"), extra=extra))) == "App"


def test_a_zip_within_is_never_opened() -> None:
    inner = package({f"{number}": "x" for number in range(100)}, packed=False)

    extract = read_word(docx(paragraph("App"), extra={"word/embeddings/a.zip": inner}))

    assert all_text(extract) == "App"


def test_the_largest_picture_shows_a_file_without_text() -> None:
    pictures = {
        "word/media/small.png": PNG,
        "word/media/large.png": PNG * 10,
        "word/media/larger.emf": b"drawing" * 100,
        "word/media/false.jpg": b"no picture at all" * 50,
    }
    few = read_word(docx(paragraph("Team Blau"), extra=pictures))
    many = read_word(docx(paragraph("ein Wort " * 30), extra=pictures))

    assert few.picture == PNG * 10
    assert many.picture == b""


def test_a_picture_beyond_the_limit_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_BYTES", 100)
    pictures = {"word/media/a.png": PNG, "word/media/b.png": PNG * 10}

    assert read_word(docx(extra=pictures)).picture == PNG


def test_a_part_is_told_from_none() -> None:
    parts = open_package(package({"/a.xml": "<a/>"}))

    assert parts.names == ("a.xml",)
    assert parts.xml("b.xml") is None
