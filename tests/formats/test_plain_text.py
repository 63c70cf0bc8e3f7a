"""Text comes in any encoding and is legible."""

from __future__ import annotations

import pytest

from advisor import limits
from advisor.formats.plain_text import decode_text, read_text
from advisor.source import SourceError

CANVAS = "Schlüsselpartner\nBäckerei\n\nKanäle\n„Märkte“ für Öl – täglich\n"
OLD = CANVAS.replace("„", "").replace("“", "").replace("–", "-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_umlauts_quotes_and_dashes_arrive_from_any_encoding(encoding: str) -> None:
    assert decode_text(CANVAS.encode(encoding)) == CANVAS


def test_the_encoding_of_old_consoles_is_known_too() -> None:
    assert decode_text(OLD.encode("cp850")) == OLD


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_without_headings_letters_decide(encoding: str) -> None:
    assert decode_text("Grüße aus Köln".encode(encoding)) == "Grüße aus Köln"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a\0b\xff", "not_utf8"),
        (b"\xff\xfea", "not_utf8"),
        (b"x" * (limits.FILE_BYTES + 1), "too_large"),
    ],
    ids=["zero", "half", "large"],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode_text(data)

    assert caught.value.problems[0].code == code


def test_each_line_is_one_and_knows_its_number() -> None:
    lines = read_text(OLD.encode("cp1252")).areas[0].lines

    assert [(line.text, line.origin.row) for line in lines] == [
        ("Schlüsselpartner", 1),
        ("Bäckerei", 2),
        ("Kanäle", 4),
        ("Märkte für Öl - täglich", 5),
    ]
