"""A place where something was handed in: named first, read only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from advisor import limits


@dataclass(frozen=True, slots=True)
class Found:
    """A submission that may be read; `read` raises `UnreadableError` where that is refused.

    `inner` is its place below the folder or zip that was given: what tells the team. One of
    several in a file (`part`) has no team but its own; `unplaced` are headings of its table that
    nobody could place.
    """

    path: str
    inner: str
    handed_in: float
    read: Callable[[], bytes]
    team: str = ""
    email: str = ""
    part: bool = False
    unplaced: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A file is not read; `reason` is a code of `screening.reasons` or `problems`."""

    def __init__(self, code: str, /, **details: str | int) -> None:
        self.reason = code
        self.details = details
        super().__init__(code)


def refused(path: str, inner: str, error: UnreadableError, handed_in: float = 0.0) -> Found:
    """Give a place that is named and never read."""

    def read() -> bytes:
        raise error

    return Found(path, inner, handed_in, read)


def read_bounded(stream: IO[bytes], size: int = 0) -> bytes:
    """Give what is left of a stream; `size` is what it says it holds.

    Raises:
        UnreadableError: it is larger than a submission may be.
    """
    limit = limits.SUBMISSION_BYTES
    data = b"" if size > limit else stream.read(limit + 1)
    if max(size, len(data)) > limit:
        raise UnreadableError("too_large", limit=limit, size=max(size, len(data)))
    return data


def find_lines(stream: IO[bytes], path: str, inner: str, handed_in: float) -> Iterator[Found]:
    """Find one submission in every line that is not blank, the file's own line in its path."""
    number = 0
    while line := stream.readline(limits.FILE_BYTES + 2):
        number += 1
        named = (f"{path}:{number}", f"{inner}:{number}")
        if len(line.rstrip(b"\r\n")) > limits.FILE_BYTES:
            size = len(line) + _skip_line(stream, line)
            error = UnreadableError("too_large", limit=limits.FILE_BYTES, size=size)
            yield refused(*named, error, handed_in)
        elif line.strip():
            yield Found(*named, handed_in, line.strip().__bytes__, part=True)


def _skip_line(stream: IO[bytes], line: bytes) -> int:
    """Pass over the rest of a line without keeping it; give how many bytes that was."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(limits.FILE_BYTES)
        skipped += len(line)
    return skipped
