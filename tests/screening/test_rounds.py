"""A second round: teams are known again, and their findings followed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from advisor.screening.checking import screen_one
from advisor.screening.rounds import RuleRound, match_teams, set_against
from advisor.screening.submission import Screened, Submission
from tests.conftest import book_of, rule_of

LUXURY = rule_of({"has": {"value_propositions": "brand_status"}}, "luxury")
CHEAP = rule_of({"has": {"value_propositions": "price"}}, "cheap")
NEW = rule_of({"has": {"value_propositions": "newness"}}, "new-thing")
BOOK = book_of(LUXURY, CHEAP, NEW)


def screened(tags: dict[str, list[str]], path: str = "a.json", **rest: Any) -> Screened:
    """A submission: ids of notes in the value propositions with their tags."""
    answers = rest.pop("answers", [])
    notes = [{"id": name, "text": name, "tags": given} for name, given in tags.items()]
    tree = {"canvas": 1, "answers": answers, "blocks": {"value_propositions": notes}}
    data = json.dumps(tree).encode()
    return screen_one(Submission(path=path, data=data, **rest), BOOK)


def named(path: str, team: str = "", email: str = "", status: Any = "read") -> Screened:
    return Screened(path=path, sha256="", status=status, team=team, email=email)


def test_findings_of_a_team_are_resolved_new_still_open_or_answered() -> None:
    answer = {"rule": "cheap", "kind": "intended", "reason": "so gewollt"}
    before = screened({"v": ["brand_status"], "w": ["price"]}, team="Rot")
    now = screened({"v": ["newness"], "w": ["price"]}, team="Rot")
    replied = screened({"v": ["newness"], "w": ["price"]}, team="Rot", answers=[answer])

    (team,) = set_against([before], [now], BOOK).teams
    (later,) = set_against([now], [replied], BOOK).teams

    assert [one.rule for one in team.resolved] == ["luxury"]
    assert [one.rule for one in team.new] == ["new-thing"]
    assert [one.rule for one in team.still] == ["cheap"]
    assert [one.rule for one in later.answered] == ["cheap"]
    assert [one.rule for one in later.still] == ["new-thing"]
    assert not later.resolved
    assert not later.new


def test_a_flaw_stays_open_where_only_the_notes_have_other_ids() -> None:
    before = screened({"a": ["price"], "b": ["price"]})
    now = screened({"c": ["price"]})

    (team,) = set_against([before], [now], BOOK).teams

    assert [(one.rule, one.notes) for one in team.still] == [("cheap", ("c",))]
    assert not team.resolved
    assert not team.new


def test_the_cohort_is_counted_by_rule() -> None:
    before = [screened({"v": ["price"]}, team=name) for name in ("A", "B", "C")]
    now = [
        screened({"v": ["price"]}, team="A"),
        screened({"v": ["newness"]}, team="B"),
        screened({"v": ["newness", "price"]}, team="C"),
    ]

    rules = set_against(before, now, BOOK).rules

    assert rules == {"cheap": RuleRound(resolved=1, still=2), "new-thing": RuleRound(new=2)}


def test_missing_and_new_teams_are_named_and_unread_ones_not_compared() -> None:
    before = [screened({}, team="Gone"), screened({"v": ["price"]}, team="Picture")]
    now = [screened({}, team="Fresh"), named("p.png", team="picture ", status="unread")]

    found = set_against(before, now, BOOK)

    assert [one.team for one in found.missing] == ["Gone"]
    assert [one.team for one in found.fresh] == ["Fresh"]
    (team,) = found.teams
    assert (team.name, team.comparable, team.resolved) == ("picture ", False, ())
    assert not found.rules


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (named("1.docx", team="Team  Rot"), named("2.pdf", team="team rot"), True),
        (named("1.docx", email="A@x.org"), named("2.pdf", "Neuer Name", "a@x.org"), True),
        (named("w1/Rot.docx"), named("w2/rot.pdf"), True),
        (named("w1/Rot.docx"), named("w2/blau.docx"), False),
        (named("w1/canvas.docx", team="Rot"), named("w2/canvas.docx", team="Blau"), False),
        (named("w1/canvas.docx", "", "a@x.org"), named("w2/canvas.docx", "", "b@x.org"), False),
        (named("w1/Rot.docx", status="older"), named("w2/rot.pdf"), False),
    ],
)
def test_teams_are_known_by_name_then_email_then_file(
    old: Screened, new: Screened, same: bool
) -> None:
    assert match_teams([old], [new]) == ([(old, new)] if same else [])


def test_a_file_name_of_many_says_nothing_but_the_whole_path_does() -> None:
    before = [named("rot/canvas.docx"), named("blau/canvas.docx")]
    now = [named("blau/canvas.docx"), named("neu/canvas.docx")]

    assert match_teams(before, now) == [(before[1], now[0])]
