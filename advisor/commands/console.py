"""Where a command reads and writes: files and standard input, output and error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from advisor import limits
from advisor.canvas_file import CanvasFile, without_places
from advisor.formats.imported import Imported
from advisor.formats.importing import import_file
from advisor.source import Problem, SourceError
from advisor.texts import Words
from advisor.views.terminal import visible

STDIN = "-"


class InputError(Exception):
    """A file cannot be opened; its text is the sentence that says so."""


class Console:
    """Output in one language; `failed` once any input could not be read."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.failed = False

    def write(self, text: str) -> None:
        """Write to standard output; quietly stop when nobody reads it any more."""
        with _unread():
            sys.stdout.write(text)
            sys.stdout.flush()

    def write_bytes(self, data: bytes) -> None:
        """Write a file of another kind to standard output."""
        with _unread():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def say(self, text: str) -> None:
        """Write a line for people."""
        self.write(visible(text) + "\n")

    def complain(self, text: str) -> None:
        """Write a line to standard error, about something that could not be read."""
        self.failed = True
        self.note(text)

    def note(self, text: str) -> None:
        """Write a line to standard error that is worth knowing and no failure."""
        sys.stderr.write(visible(text).replace("\n", " ") + "\n")

    def read(self, file: str, limit: int = limits.FILE_BYTES) -> bytes:
        """Give a file's bytes, one more than `limit` at most; "-" is standard input.

        Raises:
            InputError: there is no such file, or it is a folder.
            SourceError: it is too large.
        """
        most = limit + 1
        if file == STDIN:
            return sys.stdin.buffer.read(most)
        path = Path(file)
        try:
            if path.is_dir():
                raise InputError(self.words("cli.input.folder", file=file.rstrip("/")))
            size = path.stat().st_size
            if size > limit:
                details = {"limit": limit, "size": size}
                raise SourceError([Problem("too_large", details=details)], file)
            with path.open("rb") as stream:  # bounded too: a pipe has no size
                return stream.read(most)
        except FileNotFoundError:
            raise InputError(self.words("cli.input.missing", file=file)) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(self.words("cli.input.unreadable", file=file, reason=reason)) from None

    def remark(self, text: str) -> None:
        """Write a line to standard error that is good to know; nothing went wrong."""
        sys.stderr.write(visible(text).replace("\n", " ") + "\n")

    def read_canvas(self, file: str, number: int = 1) -> CanvasFile | None:
        """Give a canvas of a file, the likeliest or the one of that number (from 1).

        Complain and give None where there is none to be read.
        """
        try:
            data = self.read(file, limits.IMPORT_BYTES)
            return self._chosen(import_file(data, file), file, number)
        except InputError as error:
            self.complain(str(error))
        except SourceError as error:
            self.refuse(error, file)
        return None

    def _chosen(self, imported: Imported, file: str, number: int) -> CanvasFile | None:
        found = imported.candidates
        if not found:
            self.complain(f"{file}: {self.words(f'imports.reasons.{imported.reason}')}")
            return None
        if not 1 <= number <= len(found):
            self.complain(f"{file}: {self.words('imports.no_such', count=len(found))}")
            return None
        chosen = found[number - 1]
        if imported.file:
            return imported.file
        for notice in imported.notices:
            self.remark(f"{file}: {self.words(f'imports.notices.{notice}')}")
        if len(found) > 1:
            title = self.words.quote(chosen.title or self.words("report.unnamed"))
            several = self.words("imports.several", count=len(found), title=title, number=number)
            self.remark(f"{file}: {several}")
        return without_places(chosen.canvas, file)

    def refuse(self, error: SourceError, file: str = "") -> None:
        """Say every reason why a file was refused, with its line and column."""
        name = file or error.source
        for problem in error.problems[: limits.PROBLEMS_SHOWN]:
            place = f":{problem.place.line}:{problem.place.column}" if problem.place else ""
            self.complain(f"{name}{place}: {self.words.problem(problem)}")
        more = len(error.problems) - limits.PROBLEMS_SHOWN
        if more > 0:
            self.complain(self.words("cli.input.more", file=name, count=more))


@contextmanager
def _unread() -> Iterator[None]:
    """Let it be when nobody reads on (`| head`): the exit status must still be the right one."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
