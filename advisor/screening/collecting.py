"""What was handed in, found one file after the other: folders, zips, JSON lines, single files."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from advisor.screening.batch_zip import LINES, find_in_zip
from advisor.screening.form_file import FORMS, read_form_file
from advisor.screening.found import Found, UnreadableError, find_lines, read_bounded, refused
from advisor.screening.submission import Screened, Submission

_LEFT_LYING = ("Thumbs.db", "desktop.ini", "__MACOSX")
TeamOf = Callable[[str], str]


def collect(
    paths: Iterable[str | Path],
    team_of: TeamOf | None = None,
    leave_out: Collection[Path] = (),
) -> Iterator[Submission | Screened]:
    """Give what lies at the paths, each read when it is asked for; what is refused is unread.

    Folders are searched in the order of names; hidden files and what systems leave lying about
    are passed over. `team_of` gets a file's place below what was given (default `folder_team`),
    unless it holds several submissions; `leave_out` are folders and files that are none.
    """
    name_team = team_of or folder_team
    for found in find(paths, leave_out):
        team = found.team or ("" if found.part else name_team(found.inner))
        try:
            data = found.read()
        except UnreadableError as error:
            yield Screened(
                path=found.path,
                sha256="",
                status="unread",
                team=team,
                email=found.email,
                handed_in=found.handed_in,
                reason=error.reason,
                details=error.details,
            )
        else:
            yield Submission(
                path=found.path,
                data=data,
                team=team,
                email=found.email,
                handed_in=found.handed_in,
            )


def count(paths: Iterable[str | Path], leave_out: Collection[Path] = ()) -> int:
    """Give how many results `collect` comes to, without reading the files."""
    return sum(1 for _ in find(paths, leave_out))


def folder_team(inner: str) -> str:
    """Give the first folder of a place as the team's name, "" where it lies in none."""
    first, *rest = PurePosixPath(inner).parts or ("",)
    return first.removesuffix(".zip") if rest else ""


def find(paths: Iterable[str | Path], leave_out: Collection[Path] = ()) -> Iterator[Found]:
    """Find every submission at the paths without reading it; what is given twice counts once."""
    left_out = {path.resolve() for path in leave_out}
    given = {path: path.resolve() for path in map(Path, paths)}
    for path, place in given.items():
        if place.exists() and any(other in place.parents for other in given.values()):
            continue
        if path.is_dir():
            yield from _find_below(path, left_out)
        else:
            yield from _find_at(path, path.name)


def _find_below(folder: Path, left_out: Collection[Path]) -> Iterator[Found]:
    for root, folders, files in os.walk(folder):
        if Path(root).resolve() in left_out:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _passed_over(name))
        for name in sorted(files):
            path = Path(root, name)
            if not (_passed_over(name) or (left_out and path.resolve() in left_out)):
                yield from _find_at(path, path.relative_to(folder).as_posix())


def _find_at(file: Path, inner: str) -> Iterator[Found]:
    path, inner = _written(file.as_posix()), _written(inner)
    try:
        if not file.is_file():  # a pipe or a device may never end
            raise UnreadableError("missing" if not file.exists() else "no_file")
        handed_in = file.stat().st_mtime
        in_zip = find_in_zip(file, path, inner, _passed_over)
        if in_zip is not None:
            yield from in_zip
        elif file.suffix.lower() == LINES:
            with file.open("rb") as stream:
                yield from find_lines(stream, path, inner, handed_in)
        elif file.suffix.lower() in FORMS and (rows := read_form_file(file, path, inner)):
            yield from rows
        else:
            yield Found(path, inner, handed_in, lambda: _read(file))
    except UnreadableError as error:
        yield refused(path, inner, error)
    except OSError as error:
        yield refused(path, inner, UnreadableError("unopened", reason=error.strerror or ""))


def _written(name: str) -> str:
    """Give a name with the escapes of what is no UTF-8: it must be possible to write it down."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return read_bounded(stream, file.stat().st_size)
    except OSError as error:
        raise UnreadableError("unopened", reason=error.strerror or "") from None


def _passed_over(place: str) -> bool:
    """Say whether a name, or a folder on the way to it, is hidden or nobody's work."""
    return any(
        part.startswith((".", "~$")) or part in _LEFT_LYING for part in PurePosixPath(place).parts
    )
