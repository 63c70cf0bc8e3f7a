"""What a file is, by its content; names are given by anybody and say nothing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal, TypeAlias

from advisor import limits

# ole: an old or encrypted office file · image: a picture that is not shown · zip: any other one
Office: TypeAlias = Literal["docx", "pptx", "xlsx", "odt", "ods", "odp"]
Other: TypeAlias = Literal["pdf", "zip", "ole", "rtf", "png", "jpeg", "image", "unknown"]
Kind: TypeAlias = Office | Other | Literal["json", "html", "text"]

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
)
_MAIN: tuple[tuple[str, Kind], ...] = (
    ("word/document", "docx"),
    ("ppt/presentation", "pptx"),
    ("xl/workbook", "xlsx"),
)
_OPEN: tuple[tuple[bytes, Kind], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
)
_OFFICE_FIRST = ("[Content_Types].xml", "_rels/", "docProps/", "word/", "ppt/", "xl/", "mimetype")
_HEAD = 4_096
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*["{\[\]\d])')
_HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*<(!doctype html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"\s*<(table|div|section|main|article|h[1-6]|p|ul|ol|dl)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes) -> Kind:
    """Give what these bytes are; `unknown` where no reader could make anything of them."""
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_ZIPS):
        return _zip_kind(data)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning) and (kind != "image" or _is_binary(data)):
            return kind
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    return "unknown" if _is_binary(data) else _text_kind(data)


def _zip_kind(data: bytes) -> Kind:
    if len(data) > limits.IMPORT_BYTES:
        return "zip"
    if data.count(b"PK\x01\x02") > limits.PACKAGE_ENTRIES:
        return _first_entry_kind(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            declared = _declared(archive) if names and "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return _first_entry_kind(data)
    for kind_name, kind in _OPEN:
        if declared.startswith(kind_name):
            return kind
    for main, kind in _MAIN:
        if any(name.lstrip("/").startswith(main) and name.endswith(".xml") for name in names):
            return kind
    return "zip"


def _declared(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open("mimetype") as part:
            return part.read(100)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError):  # encrypted among it
        return b""


def _first_entry_kind(data: bytes) -> Kind:
    """Give the kind of a zip that is broken or has too many parts: enough to be refused as that."""
    length = int.from_bytes(data[26:28], "little")
    if not data[30 : 30 + length].decode("utf-8", "replace").startswith(_OFFICE_FIRST):
        return "zip"
    for name, kind in (*((main.encode(), kind) for main, kind in _MAIN), *_OPEN):
        if name in data:
            return kind
    return "docx" if data[30:].startswith(b"[Content_Types].xml") else "zip"


def _is_binary(data: bytes) -> bool:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return len(_CONTROL.findall(head.decode("latin-1"))) > len(head) // 100


def _text_kind(data: bytes) -> Kind:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:_HEAD].decode("utf-16" if wide else "utf-8-sig", "replace")
    if _JSON.match(head):
        return "json"
    # Markdown may begin with a tag too, but hardly ends with one
    fragment = _FRAGMENT.match(head) and data.rstrip().endswith(b">")
    return "html" if fragment or _HTML.match(head) else "text"
