"""Feedback files on their way back into Moodle: under the names it knows people by."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from advisor.screening.moodle import PLUGIN, UNSAFE, Handed, name_key, parse_name
from advisor.screening.worksheet import Entry, Mark, Worksheet

_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file: the same feedback gives the same zip
_READABLE = 0o644 << 16


def find_rows(handed: Handed, sheet: Worksheet) -> tuple[Entry, ...]:
    """Give the participants a file belongs to: one person, or everyone of the group.

    A group's number may by chance be a participant's too. So the number decides only where nobody
    hands in as a group, or where the name agrees.
    """
    person = sheet.by_number.get(handed.number)
    people = (person,) if person else ()
    # where people hand in on their own, Moodle may put their group's name before theirs
    names = {name_key(handed.name), name_key(handed.name.removeprefix(f"{handed.group}-"))}
    if person and (name_key(person.name) in names or handed.anonymous):
        return people
    return sheet.groups.get(name_key(handed.name), ()) if "group" in sheet.columns else people


def feedback_paths(
    handed: Handed, file_name: str, sheet: Worksheet | None = None
) -> tuple[str, ...]:
    """Give where a feedback file must stand in the zip for Moodle to know whom it is for.

    A person's stands where theirs came in; where a group handed in, each member's own place comes
    from the worksheet. None where the worksheet knows nobody it could be for.
    """
    safe = _file_name(file_name)
    as_it_came = UNSAFE.sub("", handed.prefix) + safe
    if sheet is None:
        return (as_it_came,)
    rows = find_rows(handed, sheet)
    if [entry.number for entry in rows] == [handed.number]:
        return (as_it_came,)
    return tuple(f"{_person(entry)}{PLUGIN}file_/{safe}" for entry in rows)


def write_feedback(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Give the zip for "upload multiple feedback files"; a path given twice is numbered."""
    out = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files:
            member = zipfile.ZipInfo(_free(path, taken), _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = _READABLE
            archive.writestr(member, data)
    return out.getvalue()


def pack_feedback(
    files: Iterable[tuple[str, str, bytes]], sheet: Worksheet | None = None
) -> tuple[bytes, tuple[str, ...]]:
    """Give the zip for feedback files, and the paths it has none for as nobody can be told.

    Each file is the path something was handed in under, the feedback's own name and its content.
    """
    placed: list[tuple[str, bytes]] = []
    left = []
    for path, name, data in files:
        handed = parse_name(path)
        targets = feedback_paths(handed, name, sheet) if handed else ()
        placed += [(target, data) for target in targets]
        if not targets:
            left.append(path)
    return write_feedback(placed), tuple(left)


def spread_marks(
    marks: Mapping[str, Mark], sheet: Worksheet
) -> tuple[dict[str, Mark], tuple[str, ...]]:
    """Give marks by participants' numbers from marks by paths, and the paths nobody stands for.

    Everyone of a group gets the group's. The result is what `fill_worksheet` takes.
    """
    spread: dict[str, Mark] = {}
    left = []
    for path, mark in marks.items():
        handed = parse_name(path)
        rows = find_rows(handed, sheet) if handed else ()
        spread |= {entry.number: mark for entry in rows}
        if not rows:
            left.append(path)
    return spread, tuple(left)


def _person(entry: Entry) -> str:
    """Give name and number as Moodle looks for them: an underscore ends the name."""
    name = re.sub("[_/]", " ", UNSAFE.sub("", entry.name)).strip(".~ ")
    return f"{name or 'Participant'}_{entry.number}"


def _file_name(name: str) -> str:
    """Give a name Moodle takes: it skips files that begin with a dot or a tilde."""
    return UNSAFE.sub("", name).replace("/", "").lstrip(".~ ") or "feedback"


def _free(path: str, taken: set[str]) -> str:
    free, number = path, 1
    while free.casefold() in taken:
        number += 1
        suffix = PurePosixPath(path).suffix
        free = f"{path.removesuffix(suffix)}-{number}{suffix}"
    taken.add(free.casefold())
    return free
