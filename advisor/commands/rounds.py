"""A course set against an earlier run of it: a table per team, and what came of it in short."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.commands.console import Console
from advisor.commands.course import ROUNDS
from advisor.findings import Finding
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.journal import RESULTS, read_results
from advisor.screening.rounds import Round, TeamRound, set_against, team_name
from advisor.screening.submission import Screened
from advisor.texts import Words
from advisor.views.escaping import spreadsheet, undirected
from advisor.views.rounds import round_counts, round_notices
from advisor.views.terminal import visible
from advisor.views.wording import tell

WAYS = ("resolved", "still", "new", "answered")
COLUMNS = ("team", "before", "now", *WAYS, "what_resolved", "what_still", "what_new")


def write_rounds(
    out: Path, earlier: Path, now: Iterable[Screened], rulebook: Rulebook, console: Console
) -> None:
    """Write what became of each team's findings since the run whose results lie in `earlier`.

    Raises:
        OSError: there are none.
    """
    before = list(islice(read_results(earlier / RESULTS), limits.ROUND_SUBMISSIONS + 1))
    today = list(islice(now, limits.ROUND_SUBMISSIONS + 1))
    if max(len(before), len(today)) > limits.ROUND_SUBMISSIONS:
        most = console.words.number(limits.ROUND_SUBMISSIONS)
        console.complain(console.words("screening.rounds.too_many", most=most))
        return
    came = set_against(before, today, rulebook)
    german = console.words.language == "de"
    with (out / ROUNDS).open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=";" if german else ",")
        for row in _rows(came, rulebook, console.words):
            writer.writerow(spreadsheet(visible(undirected(cell))) for cell in row)
    _sum_up(came, console)


def _rows(came: Round, rulebook: Rulebook, words: Words) -> Iterator[Sequence[str]]:
    yield [words(f"screening.rounds.columns.{column}") for column in COLUMNS]
    for team in came.teams:
        yield [team.name, team.before.path, team.now.path, *_told(team, rulebook, words)]
    for one in came.missing:
        yield [team_name(one), one.path, *[""] * (len(COLUMNS) - 2)]
    for one in came.fresh:
        yield [team_name(one), "", one.path, *[""] * (len(COLUMNS) - 3)]


def _told(team: TeamRound, rulebook: Rulebook, words: Words) -> Iterator[str]:
    """Give the counts and the titles of a team; nothing where it cannot be compared."""
    if not team.comparable:
        yield from [""] * (len(COLUMNS) - 3)
        return
    for way in WAYS:
        yield str(len(getattr(team, way)))
    for way in WAYS[:3]:
        source = team.before if way == "resolved" else team.now
        canvas = read_canvas(source.canvas).canvas
        findings: tuple[Finding, ...] = getattr(team, way)
        titles = dict.fromkeys(tell(one, canvas, rulebook, words).title for one in findings)
        yield "; ".join(titles)


def _sum_up(came: Round, console: Console) -> None:
    words = console.words
    sums = {way: sum(len(getattr(team, way)) for team in came.teams) for way in WAYS}
    console.say(f"{words('rounds.title')}: {round_counts(**sums, words=words)}")
    told = (
        map(team_name, came.missing),
        map(team_name, came.fresh),
        (team.name for team in came.teams if not team.comparable),
    )
    for line in round_notices(*told, words):
        console.say(line)
