"""A zip package of an office program, opened within limits and never unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from advisor import limits
from advisor.formats.extract import Area, Extract
from advisor.formats.xml_part import parse_xml, refuse

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote until 2003, and encrypts in today
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that office programs use
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Relation:
    """A part another part points to; `kind` is the last word of its type (`slideLayout`)."""

    kind: str
    target: str


class Package:
    """The parts of an office file by name, read one at a time and counted all together."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {info.filename.lstrip("/"): info for info in archive.infolist()}
        self._read = 0
        self._elements = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts: labels that are never taken for paths."""
        return tuple(self._entries)

    @property
    def has_macros(self) -> bool:
        """Whether the file brings program code, which nobody here looks at."""
        return any(
            name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))
            for name in self._entries
        )

    def xml(self, name: str) -> Element | None:
        """Give the root of a part, None where there is no such part.

        Raises:
            SourceError: the part is broken, or breaks a limit.
        """
        if name not in self._entries:
            return None
        data = self._bytes(name, limits.XML_PART_BYTES)
        self._read += len(data)
        if self._read > limits.XML_BYTES:
            refuse("package_unpacks", limit=limits.XML_BYTES)
        root, self._elements = parse_xml(data, name, self._elements)
        return root

    def main(self, default: str, tag: str) -> tuple[str, Element]:
        """Give name and root of the part where the document begins.

        Raises:
            SourceError: it is missing (also under the name `default`), or of another program.
        """
        known = self.relations("").values()
        named = [one.target for one in known if one.kind == "officeDocument"]
        part = named[0] if named and named[0] in self._entries else default
        root = self.xml(part)
        if root is None or root.tag != tag:
            refuse("package_part", part=part[: limits.QUOTED_CHARACTERS])
        return part, root

    def relations(self, part: str) -> dict[str, Relation]:
        """Give what `part` points to inside the package, by id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def largest_picture(self) -> bytes:
        """Give the largest PNG or JPEG inside, empty where there is none within the limit."""
        for name in sorted(self._entries, key=lambda name: -self._entries[name].file_size):
            fits = self._entries[name].file_size <= limits.PICTURE_BYTES
            if fits and name.lower().endswith((".png", ".jpg", ".jpeg")):
                data = self._bytes(name, limits.PICTURE_BYTES)
                if data.startswith(_PICTURES):
                    return data
        return b""

    def _bytes(self, name: str, limit: int) -> bytes:
        info = self._entries[name]
        if info.file_size > limit:
            refuse("package_unpacks", limit=limit)
        try:
            with self._archive.open(info) as part:
                data = part.read(limit + 1)  # never more than declared, whatever was declared
        except (*_BROKEN, zlib.error, EOFError, RuntimeError):
            refuse("package_broken")
        if len(data) > limit:
            refuse("package_unpacks", limit=limit)
        return data


def open_package(data: bytes) -> Package:
    """Give the parts of an office file.

    Raises:
        SourceError: it is none, is encrypted, of an old format, or breaks a limit.
    """
    if len(data) > limits.IMPORT_BYTES:
        refuse("too_large", limit=limits.IMPORT_BYTES, size=len(data))
    if data.startswith(_OLD):
        refuse("package_encrypted" if _ENCRYPTED in data else "package_old")
    entries = data.count(_ENTRY)  # a cheap look before a million of them become objects
    if entries > limits.PACKAGE_ENTRIES:
        refuse("package_parts", limit=limits.PACKAGE_ENTRIES)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        refuse("package_broken")
    _hold_to_limits(archive.infolist())
    return Package(archive)


def _hold_to_limits(entries: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 0x1 for info in entries):
        refuse("package_encrypted")
    if any(info.compress_type not in _METHODS for info in entries):
        refuse("package_broken")
    if sum(info.file_size for info in entries) > limits.PACKAGE_BYTES:
        refuse("package_unpacks", limit=limits.PACKAGE_BYTES)
    for info in entries:
        packed = max(info.compress_size, 1)
        if info.file_size > limits.RATIO_FROM_BYTES and info.file_size > limits.RATIO * packed:
            refuse("package_ratio", limit=limits.RATIO)


def extract_from(
    package: Package,
    areas: Iterable[Area],
    notices: Iterable[str] = (),
    margins: Iterable[str] = (),
) -> Extract:
    """Give what was read, with the largest picture where there is hardly a word.

    Raises:
        SourceError: there are more texts than a canvas and a long report could have.
    """
    found = tuple(areas)
    texts = [text for area in found for text in area.texts]
    if len(texts) > limits.IMPORT_TEXTS:
        refuse("package_texts", limit=limits.IMPORT_TEXTS)
    beside = tuple(margins)
    if sum(map(len, (*texts, *beside))) > limits.IMPORT_CHARACTERS:
        refuse("package_characters", limit=limits.IMPORT_CHARACTERS)
    words = sum(len(text.split()) for text in texts)
    told = (*(("macros_ignored",) if package.has_macros else ()), *notices)
    picture = package.largest_picture() if words <= limits.PICTURE_WORDS else b""
    return Extract(found, told, picture, beside)
