"""A cohort in order, filtered and counted: by need for attention, never by quality."""

from __future__ import annotations

from typing import Any

from advisor.screening.entries import (
    Entry,
    Wanted,
    counts,
    find,
    frequent,
    heaviest,
    rank,
    set_older_apart,
)
from advisor.screening.submission import Lead, Screened


def lead(severity: str, rule: str = "probe", message: str = "m") -> Lead:
    return Lead.model_validate(
        {
            "id": f"{rule}-{severity}",
            "rule": rule,
            "severity": severity,
            "blocks": ["channels"],
            "title": rule,
            "message": message,
        }
    )


def entry(number: int, *leads: Lead, **more: Any) -> Entry:
    given = {"path": f"{number}.yaml", "sha256": "", "status": "read", "filled": 9, **more}
    return Entry(number, Screened.model_validate({**given, "leads": leads}))


def numbers(entries: Any) -> list[int]:
    return [one.number for one in entries]


PICTURE = entry(1, status="unread", reason="picture_only")
BROKEN = entry(2, status="unread", reason="too_large")
CALM = entry(3, coverage=0.9)
RISKY = entry(4, lead("risk"), lead("hint", "other"))
TORN = entry(5, lead("hint"), lead("contradiction"), team="Rot")
ALL = (CALM, RISKY, TORN, BROKEN, PICTURE)


def test_those_that_need_attention_most_come_first() -> None:
    assert numbers(rank(ALL)) == [1, 2, 5, 4, 3]
    assert numbers(rank(reversed(ALL))) == [1, 2, 5, 4, 3]


def test_filters_hold_together_and_search_what_is_shown() -> None:
    def by_number(one: Entry) -> str:
        return f"Team {one.number}"

    assert numbers(find(ALL, Wanted(), by_number)) == [3, 4, 5, 2, 1]
    assert numbers(find(ALL, Wanted(text="TEAM 4"), by_number)) == [4]
    assert numbers(find(ALL, Wanted(text="rot"), by_number)) == [], "a hidden name finds nothing"
    assert numbers(find(ALL, Wanted(text="rot"), lambda one: one.name)) == [5]
    assert numbers(find(ALL, Wanted(severities=("risk", "contradiction")), by_number)) == [4, 5]
    assert numbers(find(ALL, Wanted(rule="other"), by_number)) == [4]
    assert numbers(find(ALL, Wanted(unread=True), by_number)) == [2, 1]
    assert numbers(find(ALL, Wanted(talk=True, severities=("hint",)), by_number)) == [5]


def test_the_newest_file_of_a_team_counts() -> None:
    old = entry(1, team="Rot", handed_in=1.0)
    new = entry(2, team="rot ", handed_in=2.0)
    blank = entry(3, team="Rot", handed_in=3.0, status="unread", reason="no_canvas")
    alone, also_alone = entry(4), entry(5)

    apart = {
        one.number: one.screened.status
        for one in set_older_apart((new, blank, old, alone, also_alone))
    }
    assert apart == {1: "older", 2: "read", 3: "older", 4: "read", 5: "read"}, (
        "a file without a canvas replaces none"
    )


def test_the_heaviest_findings_come_first_and_what_is_open_is_none() -> None:
    one = entry(1, lead("open"), lead("hint"), lead("contradiction"), lead("risk")).screened
    assert [found.severity for found in heaviest(one)] == ["contradiction", "risk", "hint"]


def test_the_most_frequent_findings_name_the_entry_that_shows_them_best() -> None:
    entries = (
        entry(1, lead("hint", "a", "„eins“"), lead("open", "z")),
        entry(2, lead("hint", "a", "„eins zwei drei“"), lead("open", "z")),
        entry(3, lead("risk", "b"), lead("open", "z")),
    )
    found = frequent(entries, 5)
    assert [(one.rule, one.count, best.number) for one, best in found] == [
        ("a", 2, 2),
        ("b", 1, 3),
    ]


def test_what_stands_above_the_table_is_counted() -> None:
    found = counts(ALL)
    assert (found["read"], found["unread"]) == (3, 2)
    assert found["talk"] == 3, "one torn, two unread"
