"""A new batch set against the one before: what became of each team's findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from advisor.canvas_file import read_canvas
from advisor.comparing import compare
from advisor.engine import check
from advisor.findings import Finding
from advisor.reading.reader import read
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.submission import Screened


@dataclass(frozen=True, slots=True)
class TeamRound:
    """One team's two submissions, and what became of the findings of the first.

    Not `comparable` where either could not be read: then nothing is said of findings.
    """

    before: Screened
    now: Screened
    comparable: bool = True
    resolved: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    still: tuple[Finding, ...] = ()
    answered: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """What the team is called in the new batch."""
        return team_name(self.now)


@dataclass(frozen=True, slots=True)
class RuleRound:
    """How many findings of one rule went which way, over all teams."""

    resolved: int = 0
    new: int = 0
    still: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """Two batches set against each other: teams in both, those missing now, and new ones.

    `rules` has an entry for every rule of which there was or is a finding, by id.
    """

    teams: tuple[TeamRound, ...]
    missing: tuple[Screened, ...] = ()
    fresh: tuple[Screened, ...] = ()
    rules: Mapping[str, RuleRound] = field(default_factory=dict)


def team_name(screened: Screened) -> str:
    """Give what to call whoever handed in: the team, else the e-mail, else the file's name."""
    return screened.team or screened.email or PurePosixPath(screened.path).stem


def set_against(before: Sequence[Screened], now: Sequence[Screened], rulebook: Rulebook) -> Round:
    """Give what became of every team; both batches are checked with the same rules, today's."""
    pairs = match_teams(before, now)
    teams = tuple(_team(one, other, rulebook) for one, other in pairs)
    met = {id(one) for pair in pairs for one in pair}
    return Round(
        teams=teams,
        missing=tuple(one for one in _counting(before) if id(one) not in met),
        fresh=tuple(one for one in _counting(now) if id(one) not in met),
        rules=_by_rule(teams),
    )


def match_teams(
    before: Sequence[Screened], now: Sequence[Screened]
) -> list[tuple[Screened, Screened]]:
    """Give what each team handed in then and now, in the order of now.

    Teams are known by name, else e-mail, else path, else the file's name; only where it is the
    name of one submission on either side. Older submissions of a team do not count.
    """
    then, today = _counting(before), _counting(now)
    pairs: dict[int, tuple[Screened, Screened]] = {}
    taken: set[int] = set()
    for key in (_team_key, _email_key, _path_key, _stem_key):
        known = _unique(then, key)
        for name, new in _unique(today, key).items():
            old = known.get(name)
            if old is None or id(old) in taken or id(new) in pairs:
                continue
            if _may_be_one(old, new, key):
                pairs[id(new)] = (old, new)
                taken.add(id(old))
    return [pairs[id(one)] for one in today if id(one) in pairs]


Key = Callable[[Screened], str]


def _counting(batch: Iterable[Screened]) -> list[Screened]:
    return [one for one in batch if one.status != "older"]


def _team_key(screened: Screened) -> str:
    return " ".join(screened.team.casefold().split())


def _email_key(screened: Screened) -> str:
    return screened.email.casefold().strip()


def _path_key(screened: Screened) -> str:
    return screened.path.casefold()


def _stem_key(screened: Screened) -> str:
    return PurePosixPath(screened.path).stem.casefold()


def _unique(batch: Iterable[Screened], key: Key) -> dict[str, Screened]:
    """Give those whose key is theirs alone."""
    found: dict[str, list[Screened]] = {}
    for one in batch:
        found.setdefault(key(one), []).append(one)
    return {name: ones[0] for name, ones in found.items() if name and len(ones) == 1}


def _may_be_one(old: Screened, new: Screened, key: Key) -> bool:
    """A file's name tells nothing about two who are known to be others."""
    if key in (_team_key, _email_key):
        return True
    return not any(
        mine(old) and mine(new) and mine(old) != mine(new) for mine in (_team_key, _email_key)
    )


def _team(before: Screened, now: Screened, rulebook: Rulebook) -> TeamRound:
    if not (before.canvas and now.canvas):
        return TeamRound(before, now, comparable=False)
    old, new = read_canvas(before.canvas).canvas, read_canvas(now.canvas).canvas
    came = compare(old, new, *(check(one, rulebook, read(one)) for one in (old, new)))
    lasting = _same_flaw(came.resolved, came.new)
    gone = {id(finding) for finding, _ in lasting}
    back = {id(finding) for _, finding in lasting}
    return TeamRound(
        before,
        now,
        resolved=tuple(one for one in came.resolved if id(one) not in gone),
        new=tuple(one for one in came.new if id(one) not in back),
        still=(*came.still, *(finding for _, finding in lasting)),
        answered=came.answered,
    )


def _same_flaw(
    resolved: Iterable[Finding], new: Iterable[Finding]
) -> list[tuple[Finding, Finding]]:
    """Pair findings of one rule in the same blocks.

    The notes of an office file have no ids that last: a note reworded is another one there.
    """
    waiting: dict[tuple[str, frozenset[str]], list[Finding]] = {}
    for finding in resolved:
        waiting.setdefault(_flaw(finding), []).append(finding)
    return [
        (waiting[_flaw(finding)].pop(0), finding) for finding in new if waiting.get(_flaw(finding))
    ]


def _flaw(finding: Finding) -> tuple[str, frozenset[str]]:
    return finding.rule, frozenset(finding.blocks)


def _by_rule(teams: Iterable[TeamRound]) -> dict[str, RuleRound]:
    counts: dict[str, Counter[str]] = {}
    for team in teams:
        ways = (
            ("resolved", team.resolved),
            ("new", team.new),
            ("still", team.still),
            ("answered", team.answered),
        )
        for way, findings in ways:
            for finding in findings:
                counts.setdefault(finding.rule, Counter())[way] += 1
    return {rule: RuleRound(**counts[rule]) for rule in sorted(counts)}
