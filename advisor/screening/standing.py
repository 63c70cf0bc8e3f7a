"""Where each result stands among all: little enough to be kept for every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.screening.cohort import OLDER, Need, need, wants_talk
from advisor.screening.submission import Screened
from advisor.screening.teams import pick_newest, tells_team


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranking and a team's newest file need of a result; `need` ends with its path.

    `team` is empty where nobody knows it, and tells folders apart where it was only guessed from
    a file's name: two folders may well hold a `plan` each.
    """

    need: Need
    team: str
    handed_in: float
    reason: str
    talk: bool
    older: bool = False

    @property
    def path(self) -> str:
        """Where it was in what was given."""
        return self.need[-1]


def stand(screened: Screened, *, listed: bool = False) -> Standing:
    """Give where a result stands; `listed` where a list named its team."""
    team, folder = screened.team, screened.path.rpartition("/")[0]
    if team and not (listed or tells_team(screened.path)):
        team = f"{folder}/{team}"
    return Standing(need(screened), team, screened.handed_in, screened.reason, wants_talk(screened))


def rank_standings(standings: Sequence[Standing]) -> list[Standing]:
    """Give them by need for attention, what a newer file of the team replaces marked and last."""
    older = pick_newest(standings)
    marked = (
        replace(one, need=(OLDER, *one.need[1:]), older=True) if index in older else one
        for index, one in enumerate(standings)
    )
    return sorted(marked, key=lambda one: one.need)
