"""A cohort as a coach looks at it: in order of need for attention, filtered, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from advisor.screening.cohort import Frequent, by_weight, most_frequent, need, wants_talk
from advisor.screening.submission import Lead, Screened
from advisor.screening.teams import mark_older


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

    Files of no known team stay.
    """
    entries = tuple(entries)
    marked = mark_older([entry.screened for entry in entries])
    return tuple(
        Entry(entry.number, screened) for entry, screened in zip(entries, marked, strict=True)
    )


def rank(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the entries, those first that need attention most."""
    return tuple(sorted(entries, key=lambda entry: need(entry.screened)))


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
    return tuple(by_weight(lead for lead in screened.leads if lead.severity != "open"))


def frequent(entries: Iterable[Entry], most: int) -> list[tuple[Frequent, Entry]]:
    """Give the rules that spoke in most submissions, each with the entry that shows it best.

    What is still open is not counted.
    """
    told = [
        (entry.screened.model_copy(update={"leads": heaviest(entry.screened)}), entry)
        for entry in entries
    ]
    home = {id(screened): entry for screened, entry in told}
    found = most_frequent((screened for screened, _ in told), most)
    return [(one, home[id(one.example)]) for one in found]


def counts(entries: Iterable[Entry]) -> Counter[str]:
    """Give how many submissions are read, unread, older, and how many a talk is due for."""
    found: Counter[str] = Counter()
    for entry in entries:
        found[entry.screened.status] += 1
        found["talk"] += wants_talk(entry.screened)
    return found
