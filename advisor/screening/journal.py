"""Results on disk, a line of JSON each: what is done is not done again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from advisor.screening.submission import Screened

RESULTS = "results.jsonl"


class Journal:
    """The results of one file, appended as they come; the last line of a path counts.

    What was checked with other rules, or another content, is not known and done anew. Only where
    a result stands is kept in memory. A last line that was torn off is dropped.
    """

    def __init__(self, file: Path, rulebook: str, rule_set: str) -> None:
        self.rulebook = rulebook
        self.rule_set = rule_set
        self._known: dict[str, tuple[str, int]] = {}  # path: hash of the content, offset
        file.touch()
        self._stream: BinaryIO = file.open("r+b")
        self._learn()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Screened]:
        for path in tuple(self._known):
            yield self.get(path)

    def knows(self, path: str, sha256: str) -> bool:
        """Say whether this content at this path was screened with these rules."""
        return path in self._known and self._known[path][0] == sha256

    def get(self, path: str) -> Screened:
        """Give the result that counts for a path."""
        self._stream.seek(self._known[path][1])
        return Screened.model_validate_json(self._stream.readline())

    def add(self, screened: Screened) -> Screened:
        """Write a result, at once readable by others, and give it as written.

        What was not read says with which rules that was tried.
        """
        if not screened.rulebook:
            rules = {"rulebook": self.rulebook, "rule_set": self.rule_set}
            screened = screened.model_copy(update=rules)
        offset = self._stream.seek(0, 2)
        self._stream.write(screened.model_dump_json().encode() + b"\n")
        self._stream.flush()
        self._known[screened.path] = screened.sha256, offset
        return screened

    def _learn(self) -> None:
        """Note where each result stands; cut off what a sudden end left unfinished."""
        end = 0
        while line := self._stream.readline():
            if not line.endswith(b"\n"):
                break
            self._note(line, end)
            end += len(line)
        self._stream.truncate(end)

    def _note(self, line: bytes, offset: int) -> None:
        try:
            one = Screened.model_validate_json(line)
        except ValueError:
            return  # of another version, or not ours: kept, and never counted
        if (one.rulebook, one.rule_set) == (self.rulebook, self.rule_set):
            self._known[one.path] = one.sha256, offset


def read_results(file: Path) -> Iterator[Screened]:
    """Give the results of an earlier run, whatever its rules; the last line of a path counts.

    Lines that are none of ours, or torn off, are passed over.

    Raises:
        OSError: it cannot be opened.
    """
    places: dict[str, int] = {}
    with file.open("rb") as stream:
        offset = 0
        for line in stream:
            with contextlib.suppress(ValueError):
                places[Screened.model_validate_json(line).path] = offset
            offset += len(line)
        for place in places.values():
            stream.seek(place)
            yield Screened.model_validate_json(stream.readline())
