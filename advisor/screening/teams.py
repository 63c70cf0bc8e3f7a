"""Whose a file is, and which of a team's files counts."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from advisor.canvas import LANGUAGES
from advisor.screening.csv_table import TableError, read_table
from advisor.screening.moodle import name_teams, parse_name
from advisor.screening.submission import Screened
from advisor.texts import words

_TEAM = re.compile(r"(?:gruppe|group|team|grp)(?=[-_ .\d])[-_ .]*(\S.*)", re.IGNORECASE)
_VERSION = re.compile(
    r"(?<![^\W_])(?:version|vers|ver|v)[-_ .]?(\d{1,4}(?:[._]\d{1,4}){0,3})(?!\w)", re.IGNORECASE
)
_COPY = re.compile(r"\((\d{1,3})\)")
_FINAL = re.compile(r"(?<![^\W_])(?:final|finale|endfassung|endversion)(?![^\W\d_])", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{2,4}|20\d{6})(?!\d)")
_COMMON = re.compile(
    r"(?<![^\W_])(?:business|model|gesch\w{1,2}ftsmodell|canvas|canvases|bmc|abgaben?|submissions?"
    r"|uploads?|downloads?|onlinetext|kopie|copy|von|of|neu|new)(?![^\W_])",
    re.IGNORECASE,
)
_GAPS = re.compile(r"[-_\s.]+")
_NAME = 300  # characters of a file's name that are looked at
# What a file without a canvas came to: beside one with a canvas it is no newer version of it.
_BESIDE = ("no_canvas", "template_only", "empty")


@dataclass(frozen=True, slots=True)
class Team:
    """A team, and how to reach it."""

    name: str
    email: str = ""


class Filed(Protocol):
    """What `pick_newest` needs to know: a submission, before or after it was read."""

    @property
    def path(self) -> str:
        """Where it was in what was given."""
        ...

    @property
    def team(self) -> str:
        """Whose it is, empty where nobody knows."""
        ...

    @property
    def handed_in(self) -> float:
        """When, in seconds since 1970; 0 where nobody knows."""
        ...


def read_teams(data: bytes) -> Mapping[str, Team]:
    """Give the team of each path or file name from a CSV list; keys as `find_team` looks them up.

    Columns are known by their headings, without a header by their order: file, team, e-mail.

    Raises:
        TableError: it cannot be read, or names no file with a team.
    """
    rows = [[cell.strip() for cell in row.cells] for row in read_table(data).rows]
    rows = [row for row in rows if any(row)]
    header = [_headings().get(cell.casefold()) for cell in rows[0]] if rows else []
    named = "file" in header and ("team" in header or "email" in header)
    order = header if named else ["file", "team", "email"]
    found: dict[str, Team] = {}
    for row in rows[1:] if named else rows:
        said = {role: cell for role, cell in zip(order, row, strict=False) if role}
        if said.get("file"):
            found[_key(said["file"])] = Team(said.get("team", ""), said.get("email", ""))
    if not any(team.name or team.email for team in found.values()):
        raise TableError("no_teams")
    return found


def find_team(path: str, teams: Mapping[str, Team]) -> Team | None:
    """Give the team listed for a file: by its whole path first, by its name alone last."""
    parts = _key(path).split("/")
    ends = ("/".join(parts[index:]) for index in range(len(parts)))
    return next((teams[end] for end in ends if end in teams), None)


def guess_team(path: str, shared: Collection[str] = ()) -> str:
    """Give the team a path tells of, empty where it tells of none.

    In this order: Moodle's names, a folder called `gruppe-3` or `Team Alpha`, the file's name
    without what many files share (`canvas`, a version, a date), else the folder it lies in.
    `shared` are names (`file_name`) known to be those of many files here.
    """
    handed = parse_name(path)
    if handed:
        return name_teams([handed])[0]
    folders = _folders(path)
    for folder in reversed(folders):
        if _TEAM.match(folder):
            return _spaced(folder)
    name = file_name(path)
    if (not name or name.casefold() in shared) and folders:
        name = _distinct(folders[-1])
    return name if re.search(r"[^\W\d_]", name) else ""  # "canvas 1" is nobody's name


def file_name(path: str) -> str:
    """Give what tells a file's name from those of other files; may be empty."""
    return _distinct(PurePosixPath(path.replace("\\", "/").rpartition("/")[2][:_NAME]).stem)


def tells_team(path: str) -> bool:
    """Say whether a path names its team outright, by Moodle's way or a folder `gruppe-3`."""
    return parse_name(path) is not None or any(map(_TEAM.match, _folders(path)))


def _folders(path: str) -> list[str]:
    folders = [part[:_NAME] for part in path.replace("\\", "/").split("/")[:-1]]
    return [one for one in folders if not one.lower().endswith(".zip")]


def pick_newest(files: Sequence[Filed]) -> frozenset[int]:
    """Give the places of the files that another one of the same team replaces.

    The newest is the one handed in last, else the one with the highest version in its name
    (`v2` before `v10` before `final`), else the last one; ask after reading, for only a file that
    holds a canvas replaces one. Text without a canvas beside one that has it is set aside too,
    but not a newer file that could not be read. Files without a team stand for themselves.
    """
    teams: dict[str, list[int]] = {}
    for index, file in enumerate(files):
        team = "".join(_composed(file.team).split())
        if team:
            teams.setdefault(team, []).append(index)
    older: set[int] = set()
    for indexes in teams.values():
        ages = {index: (*_age(files[index]), index) for index in indexes}
        newest = max(indexes, key=ages.__getitem__)
        for index in indexes:
            unreadable = _reason(files[index]) not in ("", *_BESIDE)
            blocked = unreadable and ages[index][1:] > ages[newest][1:]
            if index != newest and not blocked:
                older.add(index)
    return frozenset(older)


def mark_older(screened: Sequence[Screened]) -> tuple[Screened, ...]:
    """Give the results with the status `older` where a newer file of the team counts."""
    older = pick_newest(screened)
    return tuple(
        one.model_copy(update={"status": "older"}) if index in older else one
        for index, one in enumerate(screened)
    )


def read_version(path: str) -> tuple[int, ...]:
    """Give the version in a file's name, to be compared; empty where it has none."""
    stem = PurePosixPath(path.rpartition("/")[2][-_NAME:]).stem
    versions, copies = _VERSION.findall(stem), _COPY.findall(stem)
    numbers = [int(part) for part in re.split(r"[._]", versions[-1])] if versions else []
    if copies:  # as browsers number what is loaded again: later than the same without
        numbers = [*(numbers or [0]), int(copies[-1])]
    if _FINAL.search(stem):
        return (1, *numbers)
    return (0, *numbers) if numbers else ()


def _age(file: Filed) -> tuple[bool, float, tuple[int, ...]]:
    return not _reason(file), file.handed_in, read_version(file.path)


def _reason(file: Filed) -> str:
    """Give why a file holds no canvas; "" where it does, or was not read yet."""
    return str(getattr(file, "reason", ""))


def _distinct(name: str) -> str:
    """Give what tells a name from those of other files."""
    for pattern in (_DATE, _VERSION, _COPY, _FINAL, _COMMON):
        name = pattern.sub(" ", name)
    return _spaced(name)


def _spaced(name: str) -> str:
    return _GAPS.sub(" ", name).strip(" ,;()")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _key(path: str) -> str:
    return _composed(path.strip().replace("\\", "/").removeprefix("./"))


@functools.cache
def _headings() -> Mapping[str, str]:
    return {
        text.strip().casefold(): role
        for language in LANGUAGES
        for role in ("file", "team", "email")
        for text in words(language)(f"moodle.headings.{role}").split("|")
    }
