"""Office files of every kind, each by its own reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.formats.extract import Extract
from advisor.formats.open_document import read_open_sheets, read_open_slides, read_open_text
from advisor.formats.package import open_package
from advisor.formats.sheets import read_sheets
from advisor.formats.slides import read_slides
from advisor.formats.sniffing import Kind
from advisor.formats.word import read_word
from advisor.formats.xml_part import refuse

OFFICE_READERS: Mapping[str, Callable[[bytes], Extract]] = {
    "docx": read_word,
    "pptx": read_slides,
    "xlsx": read_sheets,
    "odt": read_open_text,
    "ods": read_open_sheets,
    "odp": read_open_slides,
}


def read_office(data: bytes, kind: Kind) -> Extract:
    """Give what stands in an office file of this kind (see `sniffing.kind_of`).

    Raises:
        SourceError: it is refused (broken, encrypted, too large …), or of a kind nobody reads.
    """
    if kind in ("ole", "zip"):
        open_package(data)  # says best what is wrong with an old, encrypted or broken one
    if kind not in OFFICE_READERS:
        refuse("kind_not_read")
    return OFFICE_READERS[kind](data)
