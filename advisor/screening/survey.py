"""A batch looked over before it is read: how much there is, and what its names tell together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from advisor.screening.found import Found
from advisor.screening.moodle import Handed, name_teams, parse_name
from advisor.screening.teams import file_name, guess_team, tells_team


@dataclass(frozen=True, slots=True)
class Survey:
    """`count` are the results to come; `unplaced` headings of a form by its file's path.

    `people` are teams by place, of files that are named as Moodle does; `shared` names of files
    that lie in many folders and are no team's.
    """

    count: int = 0
    people: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    unplaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def team_of(self, inner: str) -> str:
        """Give the team a place below what was given tells of, "" where it tells of none."""
        return self.people.get(inner) or guess_team(inner, self.shared)


def look_over(found: Iterable[Found]) -> Survey:
    """Give what can be said of a batch by its names alone."""
    count = 0
    handed: dict[str, Handed] = {}
    folders: dict[str, set[str]] = defaultdict(set)  # by the name of a file in them
    unplaced = {}
    for one in found:
        count += 1
        if one.part:
            if one.unplaced:
                unplaced[one.path.rpartition(":")[0]] = one.unplaced
            continue
        person = parse_name(one.inner)
        if person:
            handed[one.inner] = person
        elif not tells_team(one.inner):
            folder = one.inner.replace("\\", "/").rpartition("/")[0]
            folders[file_name(one.inner).casefold()].add(folder)
    people = dict(zip(handed, name_teams(list(handed.values())), strict=True))
    return Survey(count, people, _shared(folders), unplaced)


def _shared(folders: Mapping[str, set[str]]) -> frozenset[str]:
    """Give the names in several folders, unless there are more of them than of the folders.

    Twelve folders that hold a `plan` each are teams; two folders that hold twelve names are two
    weeks of twelve teams.
    """
    shared = {name: places for name, places in folders.items() if len(places) > 1}
    places = set().union(*shared.values())
    return frozenset(shared) if len(places) >= len(shared) else frozenset()
