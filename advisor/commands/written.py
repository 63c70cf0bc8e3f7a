"""A folder of files we write, in which what a person changed stays as it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Self

LIST = ".written"


class WrittenFolder:
    """Remembers what it wrote, by hash, in a file of the folder itself.

    At the end, what an earlier run wrote and this one did not is taken away: feedback that no
    longer holds must not be sent. `changed` names the files that were left to a person.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.changed: list[str] = []
        self._earlier = self._listed()
        self._now: set[str] = set()
        self._list = (folder / LIST).open("a", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._list.close()
        if kind is None:
            for name in self._earlier.keys() - self._now:
                if self._is_ours(name):
                    (self.folder / name).unlink(missing_ok=True)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, unless a person changed it since."""
        self._now.add(name)
        path = self.folder / name
        if path.exists() and not self._is_ours(name):
            if path.read_bytes() != data:
                self.changed.append(name)
                return
        else:
            path.write_bytes(data)
        self._list.write(f"{hashlib.sha256(data).hexdigest()} {name}\n")
        self._list.flush()

    def _listed(self) -> dict[str, str]:
        """Give the hash of each file we wrote; a name that leads elsewhere is none of ours."""
        path = self.folder / LIST
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        pairs = (line.partition(" ") for line in text.splitlines())
        return {name: sha256 for sha256, _, name in pairs if name and Path(name).name == name}

    def _is_ours(self, name: str) -> bool:
        path = self.folder / name
        if name not in self._earlier or not path.is_file():
            return False
        return hashlib.sha256(path.read_bytes()).hexdigest() == self._earlier[name]
