"""Read bytes of text in whatever encoding, and lines of plain text."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NoReturn

from advisor import limits
from advisor.formats.extract import Extract
from advisor.formats.headings import block_named
from advisor.formats.markup import read_markdown
from advisor.source import Problem, SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "mac_roman", "cp850")
_DIAERESIS = "0308"
_HEADING = 80  # letters: a longer line is no heading


def decode_text(data: bytes) -> str:
    """Give the text of bytes that name no encoding: UTF-8, else what makes most headings legible.

    Raises:
        SourceError: it is too large, or no text.
    """
    if len(data) > limits.FILE_BYTES:
        _refuse("too_large", limit=limits.FILE_BYTES, size=len(data))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                _refuse("not_utf8", byte=error.start)
    if b"\0" in data:
        _refuse("not_utf8", byte=data.index(b"\0"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        texts = [data.decode(encoding, "replace") for encoding in _OLD]
        return max(texts, key=_legible)


def read_text(data: bytes) -> Extract:
    """Give the lines of a text; Markdown, tables and boxes drawn in it are known as such.

    Raises:
        SourceError: it is too large, or no text.
    """
    return read_markdown(decode_text(data))


def _legible(text: str) -> tuple[int, int, int]:
    """Give how well a text reads: headings, letters with two dots, and no foreign signs."""
    lines = {line.strip() for line in text.splitlines()}
    headings = {block_named(line.strip("#*_ :")) for line in lines if 0 < len(line) <= _HEADING}
    beyond = [letter for letter in text if letter > "\x7f"]
    dotted = sum(unicodedata.decomposition(letter).endswith(_DIAERESIS) for letter in beyond)
    return len(headings - {None}), dotted, sum(map(str.isalpha, beyond))


def _refuse(code: str, **details: int) -> NoReturn:
    raise SourceError([Problem(code, details=details)])
