"""A zip of submissions: bounded before anything is unpacked, never unpacked to disk."""

from __future__ import annotations

import io
import itertools
import lzma
import os
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from advisor import limits
from advisor.screening.found import Found, UnreadableError, find_lines, read_bounded, refused

LINES = ".jsonl"
_OFFICE = ("[Content_Types].xml", "mimetype")  # a docx, xlsx, pptx; an odt, ods
_BROKEN = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError),
    *(zlib.error, lzma.LZMAError, OSError),
)


class _Careful(io.FileIO):
    """A file that hands out no piece so large that a list of millions of entries fits in."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > 2 * limits.SUBMISSION_BYTES:
            raise UnreadableError("batch_entries", limit=limits.BATCH_ENTRIES)
        return super().read(size)


def find_in_zip(
    file: Path, path: str, inner: str, passed_over: Callable[[str], bool]
) -> Iterator[Found] | None:
    """Find the submissions in a zip; None where the content is none, or an office file."""
    with file.open("rb") as start:
        if start.read(2) != b"PK":
            return None
    try:
        with _Careful(file) as stream, zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            if any(entry.filename in _OFFICE for entry in entries):
                return None
            _weigh(file, entries)
    except UnreadableError as error:
        return iter([refused(path, inner, error, file.stat().st_mtime)])
    except _BROKEN:
        if file.suffix.lower() != ".zip":
            return None  # whoever reads its kind can say better what is wrong with it
        return iter([refused(path, inner, UnreadableError("broken_zip"), file.stat().st_mtime)])
    return _entries(file, path, passed_over)


def _weigh(file: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.BATCH_ENTRIES:
        raise UnreadableError("batch_entries", limit=limits.BATCH_ENTRIES)
    # No entry ever gives more than it says it holds.
    size = max(file.stat().st_size, sum(entry.file_size for entry in entries))
    if size > limits.BATCH_BYTES:
        raise UnreadableError("batch_bytes", limit=limits.BATCH_BYTES, size=size)


def _entries(file: Path, path: str, passed_over: Callable[[str], bool]) -> Iterator[Found]:
    with _Careful(file) as stream, zipfile.ZipFile(stream) as archive:
        kept = [(entry, _label(entry)) for entry in archive.infolist() if not entry.is_dir()]
        kept = [(entry, label) for entry, label in kept if not passed_over(label)]
        kept.sort(key=lambda one: one[1])
        wrapper = _wrapper([label for _, label in kept])
        seen: set[str] = set()
        for entry, label in kept:
            names = (f"{label} ({number})" for number in itertools.count(2))
            # Two entries of one name are two submissions.
            own = next(name for name in itertools.chain([label], names) if name not in seen)
            seen.add(own)
            yield from _entry(archive, entry, f"{path}/{own}", own.removeprefix(wrapper))


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, inner: str
) -> Iterator[Found]:
    handed_in = _moment(entry)
    lines = entry.filename.lower().endswith(LINES)
    try:
        _admit(entry)
        if lines:
            with archive.open(entry) as stream:
                yield from find_lines(stream, path, inner, handed_in)
            return
    except UnreadableError as error:
        yield refused(path, inner, error, handed_in)
        return
    except _BROKEN:
        yield refused(path, inner, UnreadableError("broken_entry"), handed_in)
        return

    def read() -> bytes:
        try:
            with archive.open(entry) as stream:
                data = read_bounded(stream, entry.file_size)
        except _BROKEN:
            raise UnreadableError("broken_entry") from None
        if data[:2] == b"PK" and _is_plain_zip(data):
            raise UnreadableError("nested_zip")
        return data

    yield Found(path, inner, handed_in, read)


def _admit(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise UnreadableError("encrypted_entry")
    large = entry.file_size > limits.CHUNK_BYTES
    if large and entry.file_size > limits.BATCH_RATIO * max(1, entry.compress_size):
        raise UnreadableError("bomb", limit=limits.BATCH_RATIO)


def _is_plain_zip(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(name in _OFFICE for name in archive.namelist())
    except _BROKEN:
        return False


def _label(entry: zipfile.ZipInfo) -> str:
    """Give an entry's name as a place below the zip, whatever it tries to be."""
    name = entry.filename
    if not entry.flag_bits & 0x800:  # not marked as UTF-8, yet most who forget the mark write it
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = entry.filename
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "?"


def _wrapper(labels: list[str]) -> str:
    """Give the folder around everything, with its slash, where teams have folders inside it."""
    tops = {PurePosixPath(label).parts[0] for label in labels}
    deep = any(label.count("/") > 1 for label in labels)
    return f"{tops.pop()}/" if len(tops) == 1 and deep else ""


def _moment(entry: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*entry.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0
