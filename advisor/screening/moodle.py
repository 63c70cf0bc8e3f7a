"""What Moodle hands out of an assignment: whose each file is, by its name (docs/moodle.md)."""

from __future__ import annotations

import collections
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

PLUGIN = "_assignsubmission_"
# What Moodle takes out of a file name (PARAM_FILE), but for the slash.
UNSAFE = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\]")
_ANONYMOUS = re.compile(r"(participant|teilnehmer([/_* ]?in)?)\Z", re.IGNORECASE)
_OF_GROUP = re.compile(r"((?:gruppe|group|team)[ _]?[^-]+)-(\S.*)\Z", re.IGNORECASE)


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
            name=_composed(name),
            number=number,
            kind=kind,
            file_name=file_name,
            group=_composed(group[1]) if group else "",
        )
    return None


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


def name_key(name: str) -> str:
    """Give what a name in a worksheet and the same name in a path have in common."""
    return " ".join(re.sub("[_/]", " ", UNSAFE.sub("", _composed(name))).casefold().split())


def _composed(text: str) -> str:
    """Give a name with its umlauts in one piece, however the machine it came from writes them."""
    return unicodedata.normalize("NFC", text)
