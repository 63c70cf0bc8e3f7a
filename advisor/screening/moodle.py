"""What Moodle hands out of an assignment: whose each file is, by its name (docs/moodle.md)."""

from __future__ import annotations

import calendar
import collections
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from advisor import limits
from advisor.screening.csv_table import TableError
from advisor.screening.submission import Submission

PLUGIN = "_assignsubmission_"
_ANONYMOUS = re.compile(r"(participant|teilnehmer([/_* ]?in)?)\Z", re.IGNORECASE)
_OF_GROUP = re.compile(r"((?:gruppe|group|team)[ _]?[^-]+)-(\S.*)\Z", re.IGNORECASE)
_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that Moodle writes
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError)
_ENCRYPTED = 0x1
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Handed:
    """One file by its name in the zip.

    `prefix` is that name up to and with the plugin, just as it came: what Moodle knows the
    participant by. `number` is the participant's, or the group's where a group hands in; empty for
    those without a group. `kind` is `file` or `onlinetext`.
    """

    path: str
    prefix: str
    name: str
    number: str
    kind: str
    file_name: str
    group: str = ""

    @property
    def anonymous(self) -> bool:
        """Whether Moodle hides who it is."""
        return _ANONYMOUS.match(self.name) is not None


@dataclass(frozen=True)
class Assignment:
    """An assignment's zip: what was handed in, and the paths that are not named as Moodle does."""

    name: str
    handed: tuple[Handed, ...]
    teams: tuple[str, ...]
    others: tuple[str, ...]
    archive: zipfile.ZipFile = field(repr=False)
    members: tuple[zipfile.ZipInfo, ...] = field(repr=False)

    def submission(self, index: int, email: str = "") -> Submission:
        """Give the file at that place of `handed`, with its team.

        Raises:
            TableError: this one file is too large, encrypted or broken.
        """
        one, member = self.handed[index], self.members[index]
        return Submission(
            path=f"{self.name}/{one.path}" if self.name else one.path,
            data=self._content(one.path, member),
            team=self.teams[index],
            email=email,
            handed_in=_moment(member),
        )

    def _content(self, path: str, member: zipfile.ZipInfo) -> bytes:
        if member.flag_bits & _ENCRYPTED:
            raise TableError("encrypted", path=path)
        if member.file_size > limits.ASSIGNMENT_FILE_BYTES:
            raise TableError(
                "entry_too_large",
                path=path,
                size=member.file_size,
                limit=limits.ASSIGNMENT_FILE_BYTES,
            )
        try:
            if member.compress_type not in _COMPRESSIONS:
                raise NotImplementedError
            with self.archive.open(member) as file:  # read() alone unpacks all of a lying entry
                return file.read(member.file_size + 1)
        except _BROKEN as error:
            raise TableError("broken_entry", path=path) from error


def parse_name(path: str) -> Handed | None:
    """Give who handed a file in, by its path in Moodle's zip; None where it is not of Moodle.

    The path may be one in the zip or lead to it; what stands before the name does not matter.
    """
    parts = path.replace("\\", "/").split("/")
    for index, part in enumerate(parts):
        head, plugin, tail = part.partition(PLUGIN)
        kind, bar, rest = tail.partition("_")
        file_name = "/".join(one for one in (rest, *parts[index + 1 :]) if one)
        if not (head and kind and file_name) or ".." in parts[index:]:
            continue
        name, _, number = head.rpartition("_")
        if not (name and number.isascii() and number.isdigit()):
            name, number = head, ""
        flat = index == len(parts) - 1
        group = _OF_GROUP.match(name)
        return Handed(
            path=path,
            prefix=f"{head}{plugin}{kind}{bar}" + ("" if flat else "/"),
            name=composed(name),
            number=number,
            kind=kind,
            file_name=file_name,
            group=composed(group[1]) if group else "",
        )
    return None


def looks_like_assignment(paths: Iterable[str]) -> bool:
    """Say whether the files of a zip are named as Moodle does, most of them."""
    named = [parse_name(path) is not None for path in paths if not _of_system(path)]
    return sum(named) * 2 > len(named)


def read_assignment(data: bytes, name: str = "") -> Assignment:
    """Open Moodle's zip of all submissions; nothing is unpacked yet.

    Raises:
        TableError: it is no zip, or larger than a batch may be.
    """
    if len(data) > limits.ASSIGNMENT_BYTES:
        raise TableError("batch_too_large", size=len(data), limit=limits.ASSIGNMENT_BYTES)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise TableError("no_zip") from error
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > limits.ASSIGNMENT_ENTRIES:
        raise TableError("too_many_entries", size=len(members), limit=limits.ASSIGNMENT_ENTRIES)
    size = sum(one.file_size for one in members)
    if size > limits.ASSIGNMENT_BYTES:
        raise TableError("batch_too_large", size=size, limit=limits.ASSIGNMENT_BYTES)
    paths = [(_path(one), one) for one in members if not _of_system(one.filename)]
    found = [(path, parse_name(path), one) for path, one in paths]
    handed = tuple(one for _, one, _ in found if one)
    return Assignment(
        name=name,
        handed=handed,
        teams=name_teams(handed),
        others=tuple(path for path, one, _ in found if one is None),
        archive=archive,
        members=tuple(member for _, one, member in found if one),
    )


def name_teams(handed: Sequence[Handed]) -> tuple[str, ...]:
    """Give a team's name for each file; people who share a name keep apart by their numbers."""
    numbers = collections.defaultdict(set)
    for one in handed:
        numbers[one.group or one.name].add(one.number)
    return tuple(
        one.group
        or (
            f"{one.name} {one.number}".strip()
            if one.anonymous or len(numbers[one.name]) > 1
            else one.name
        )
        for one in handed
    )


def composed(text: str) -> str:
    """Give a name with its umlauts in one piece, however the machine it came from writes them."""
    return unicodedata.normalize("NFC", text)


def _of_system(path: str) -> bool:
    return path.startswith(_SYSTEM[0]) or path.rpartition("/")[2] in _SYSTEM


def _path(member: zipfile.ZipInfo) -> str:
    """Give a member's name; one in UTF-8 that does not say so was read as another set."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _moment(member: zipfile.ZipInfo) -> float:
    try:
        moment = calendar.timegm((*member.date_time, 0, 0, 0))
    except (ValueError, OverflowError):
        return 0.0
    return float(moment) if member.date_time > _NO_MOMENT else 0.0
