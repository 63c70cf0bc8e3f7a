"""Files given to the page, zips unpacked: one submission after the other."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from advisor import limits
from advisor.screening.submission import Screened, Submission

_LEFT_LYING = {"__MACOSX", "Thumbs.db", "desktop.ini"}
_OFFICE = {"[Content_Types].xml", "mimetype"}  # a docx is a zip too, and no batch


def count(uploads: Sequence[tuple[str, bytes]]) -> int:
    """Give how many submissions there are, without reading them."""
    return sum(len(_entries(data)) or 1 for _, data in uploads)


def unpack(uploads: Sequence[tuple[str, bytes]]) -> Iterator[Submission | Screened]:
    """Give each submission; what cannot be read is unread, with its reason."""
    for name, data in uploads:
        entries = _entries(data)
        if not entries:
            yield Submission(path=name, data=data)
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as batch:
            tops = {PurePosixPath(entry.filename).parts[0] for entry in entries}
            depth = 1 if len(tops) == 1 else 0  # one folder around all is no team
            for entry in entries:
                folders = PurePosixPath(entry.filename).parts[depth:-1]
                yield _unpacked(batch, entry, name, folders[0] if folders else "")


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    """Give the files of a batch; none where the content is something else."""
    if not data.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as batch:
            entries = batch.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    if any(entry.filename in _OFFICE for entry in entries):
        return []
    return [entry for entry in entries if not entry.is_dir() and _wanted(entry.filename)][
        : limits.COHORT_SUBMISSIONS
    ]


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith((".", "~$")) or part in _LEFT_LYING for part in parts)


def _unpacked(
    batch: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, team: str
) -> Submission | Screened:
    path, limit = f"{name}/{entry.filename}", limits.FILE_BYTES
    unread = Screened(path=path, sha256="", status="unread", team=team, handed_in=_moment(entry))
    try:
        with batch.open(entry) as opened:
            data = opened.read(limit + 1)  # the size an entry names may be a lie
    except Exception:  # encrypted, broken or packed in a way Python does not know
        return unread.model_copy(update={"reason": "no_canvas"})
    if len(data) > limit:
        details = {"limit": limit, "size": max(entry.file_size, limit + 1)}
        return unread.model_copy(update={"reason": "too_large", "details": details})
    return Submission(path=path, data=data, team=team, handed_in=unread.handed_in)


def _moment(entry: zipfile.ZipInfo) -> float:
    try:
        return dt.datetime(*entry.date_time, tzinfo=dt.UTC).timestamp()
    except ValueError:
        return 0.0
