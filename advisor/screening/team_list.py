"""A list of whose each file is, put onto what was handed in, before or after it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from advisor import limits
from advisor.screening.submission import Screened, Submission
from advisor.screening.teams import Team, find_team

Filed = TypeVar("Filed", bound=Submission | Screened)


def as_listed(one: Filed, teams: Mapping[str, Team]) -> Filed:
    """Give it with the team and e-mail the list has for its file; itself where it has none."""
    listed = find_team(one.path, teams)
    if listed is None:
        return one
    update = {"team": listed.name or one.team, "email": listed.email or one.email}
    kept = {key: text[: limits.NAME_CHARACTERS] for key, text in update.items()}
    return cast(Filed, one.model_copy(update=kept))
