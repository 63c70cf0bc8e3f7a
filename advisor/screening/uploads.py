"""Files given to the page, laid out in a folder of their own so that they are found like others."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from advisor import limits
from advisor.screening.collecting import TeamOf, collect
from advisor.screening.submission import Screened, Submission
from advisor.screening.teams import guess_team

Uploads = Sequence[tuple[str, bytes]]  # name and content of each file given
FOLDER = "stimmig-batch-"
LEFT_SECONDS = 86_400.0  # no batch takes that long: what is older was left by a killed server


@contextmanager
def laid_out(uploads: Uploads) -> Iterator[list[Path]]:
    """Give a path for each file, in the order given; the files are gone afterwards.

    Each lies in a folder of its own: two may have the same name.
    """
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder:
        paths = []
        for place, (name, data) in enumerate(uploads):
            path = Path(folder, str(place), _safe(name))
            path.parent.mkdir()
            path.write_bytes(data)
            paths.append(path)
        yield paths


def unpack(paths: Sequence[Path], team_of: TeamOf = guess_team) -> Iterator[Submission | Screened]:
    """Give each submission of files laid out, called as they were when they were given."""
    for path in paths:
        for one in collect([path], team_of):
            label = PurePosixPath(one.path).relative_to(path.parent.as_posix())
            yield one.model_copy(update={"path": label.as_posix()})


def sweep() -> None:
    """Delete what a server that was killed in the middle of a batch could not delete itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        try:
            old = time.time() - folder.stat().st_mtime > LEFT_SECONDS
        except OSError:  # it was just deleted
            continue
        if old:
            shutil.rmtree(folder, ignore_errors=True)


def _safe(name: str) -> str:
    """Give the last part of a name a browser sent, fit for a file system."""
    last = PurePosixPath(name.replace("\\", "/")).name.replace("\0", "")
    if len(last.encode(errors="replace")) > limits.FILE_NAME_CHARACTERS:
        stem, dot, ending = last.rpartition(".")
        most = limits.FILE_NAME_CHARACTERS // 4 - 10  # a letter has up to four bytes
        last = f"{stem[:most]}…{dot}{ending[:8]}"
    return last.encode(errors="replace").decode().strip(". ") or "-"
