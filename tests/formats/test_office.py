"""One door for all office files; what it does not read it refuses with the reason."""

from __future__ import annotations

import pytest

from advisor.formats.office import OFFICE_READERS, read_office
from advisor.formats.sniffing import kind_of
from advisor.source import SourceError
from advisor.texts import words
from tests.formats.office_files import (
    docx,
    odf_paragraph,
    odf_table,
    ods,
    odt,
    open_document,
    package,
    paragraph,
    pptx,
    shape,
    xlsx,
)

SLIDE = f"<draw:page><draw:frame>{odf_table([['Kanäle']])}</draw:frame></draw:page>"
FILES = {
    "docx": docx(paragraph("Kanäle")),
    "pptx": pptx(shape("Kanäle", 0, 0, 1, 1)),
    "xlsx": xlsx({"a": [["Kanäle"]]}),
    "odt": odt(odf_paragraph("Kanäle")),
    "ods": ods({"a": [["Kanäle"]]}),
    "odp": open_document("presentation", SLIDE),
}


@pytest.mark.parametrize("kind", OFFICE_READERS)
def test_a_file_is_read_by_the_reader_of_its_kind(kind: str) -> None:
    assert kind_of(FILES[kind]) == kind

    (area,) = read_office(FILES[kind], kind_of(FILES[kind])).areas

    assert [one.text for one in (*area.boxes, *area.lines)] == ["Kanäle"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{\\rtf1 Text}", "kind_not_read"),
        (package({"Index/Document.iwa": b"\x00"}), "kind_not_read"),
        (b"PK\x03\x04 and no more", "package_broken"),
        (FILES["docx"][:400], "package_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "package_old"),
        (b"\x00\x01\x02\x03" * 10, "kind_not_read"),
    ],
    ids=["rtf", "iwork", "zip cut short", "docx cut short", "old", "binary"],
)
def test_what_nobody_reads_is_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_office(data, kind_of(data))

    (problem,) = caught.value.problems
    assert problem.code == code
    assert words("de").problem(problem)
