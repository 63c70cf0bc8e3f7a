"""A cohort as a coach looks at it: in order of need for attention, filtered, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from advisor.screening.submission import Lead, Screened

SEVERITIES = ("contradiction", "risk", "hint", "open")
RISKS_FOR_A_TALK = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission with its number in the cohort."""

    number: int
    screened: Screened

    @property
    def name(self) -> str:
        """The team, else the name of the canvas, else that of the file."""
        one = self.screened
        return one.team or one.name or PurePosixPath(one.path).stem or one.path


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is to show; empty parts hold nothing back."""

    text: str = ""
    severities: tuple[str, ...] = ()
    rule: str = ""
    talk: bool = False
    unread: bool = False


def set_older_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the entries with all but the newest file of each team marked as older.

    A file that could be read counts before one that could not. Files of no known team stay.
    """
    entries = tuple(entries)
    newest: dict[str, Entry] = {}
    for entry in entries:
        team = entry.screened.team
        if team and (team not in newest or _age(newest[team]) <= _age(entry)):
            newest[team] = entry
    return tuple(
        entry
        if newest.get(entry.screened.team, entry) is entry
        else Entry(entry.number, entry.screened.model_copy(update={"status": "older"}))
        for entry in entries
    )


def _age(entry: Entry) -> tuple[bool, float]:
    return entry.screened.status == "read", entry.screened.handed_in


def wants_talk(screened: Screened) -> bool:
    """Say whether a talk is due: a contradiction, or several risks at once."""
    return bool(screened.count("contradiction")) or screened.count("risk") >= RISKS_FOR_A_TALK


def need(entry: Entry) -> tuple[int, ...]:
    """Give the place in the order of need for attention; it says nothing of quality."""
    one = entry.screened
    unread = 0 if one.reason == "picture_only" else 1
    return (
        {"unread": unread, "read": 2, "older": 3}[one.status],
        -one.count("contradiction"),
        -one.count("risk"),
        round(100 * (one.coverage or 0)),
        entry.number,
    )


def rank(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the entries, those first that need attention most."""
    return tuple(sorted(entries, key=need))


def find(
    entries: Iterable[Entry], wanted: Wanted, name_of: Callable[[Entry], str]
) -> tuple[Entry, ...]:
    """Give the entries that fit every part of what is wanted, in the order given."""
    return tuple(entry for entry in entries if _fits(entry, wanted, name_of))


def _fits(entry: Entry, wanted: Wanted, name_of: Callable[[Entry], str]) -> bool:
    one = entry.screened
    return (
        wanted.text.casefold() in name_of(entry).casefold()
        and (not wanted.severities or any(one.count(level) for level in wanted.severities))
        and (not wanted.rule or any(lead.rule == wanted.rule for lead in one.leads))
        and (not wanted.talk or wants_talk(one))
        and (not wanted.unread or one.status == "unread")
    )


def heaviest(screened: Screened) -> tuple[Lead, ...]:
    """Give the leads, the heaviest first; what is still open is no finding to look at."""
    told = [lead for lead in screened.leads if lead.severity != "open"]
    return tuple(sorted(told, key=lambda lead: SEVERITIES.index(lead.severity)))


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rule that spoke in many submissions, with the entry whose finding shows it best."""

    rule: str
    severity: str
    count: int
    example: Lead
    entry: Entry


def most_frequent(entries: Sequence[Entry], most: int) -> tuple[Frequent, ...]:
    """Give the rules that spoke in most submissions; open ones are not counted.

    The best example is the heaviest; among equals the one whose message says most.
    """
    found: dict[str, list[tuple[Lead, Entry]]] = {}
    for entry in entries:
        seen = set()
        for lead in heaviest(entry.screened):
            if lead.rule not in seen:
                seen.add(lead.rule)
                found.setdefault(lead.rule, []).append((lead, entry))
    by_count = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_frequent(rule, leads) for rule, leads in by_count[:most])


def _frequent(rule: str, leads: list[tuple[Lead, Entry]]) -> Frequent:
    example, entry = min(
        leads, key=lambda one: (SEVERITIES.index(one[0].severity), -len(one[0].message))
    )
    return Frequent(rule, example.severity, len(leads), example, entry)


def scores_of(entries: Iterable[Entry]) -> Mapping[str, tuple[int, ...]]:
    """Give every score that could be given, by dimension, in the order of the entries."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        for name, value in entry.screened.scores.items():
            found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def counts(entries: Iterable[Entry]) -> Counter[str]:
    """Give how many submissions are read, unread, older, and how many a talk is due for."""
    found: Counter[str] = Counter()
    for entry in entries:
        found[entry.screened.status] += 1
        found["talk"] += wants_talk(entry.screened)
    return found
