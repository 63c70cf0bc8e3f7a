"""Many results side by side: who needs attention first, and about what. Never who is better."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.findings import Severity
from advisor.screening.submission import Lead, Screened

TALK_RISKS = 3
TALK_BLOCKS = 5
BINS = 10
OLDER = 3  # what comes last
_QUOTED = re.compile("[„“]([^„“”]+)[“”]")
_WEIGHT = {str(severity): severity.rank for severity in Severity}
Need = tuple[int, int, int, float, str]


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rule that leads in many submissions, and where it is seen best."""

    rule: str
    count: int
    example: Screened
    lead: Lead


def need(screened: Screened) -> Need:
    """Give what submissions are ranked by; the smaller, the more attention is needed.

    Files that are nothing but a picture come first (somebody has to be asked for the text), then
    the others that could not be read, then by contradictions, risks and how little could be
    decided. What a newer file of the team replaces comes last.
    """
    if screened.status == "older":
        order = OLDER
    elif screened.status == "unread":
        order = 0 if screened.reason == "picture_only" else 1
    else:
        order = 2
    contradictions, risks = screened.count("contradiction"), screened.count("risk")
    return order, -contradictions, -risks, screened.coverage or 0.0, screened.path


def rank(screened: Iterable[Screened]) -> list[Screened]:
    """Give the submissions by need for attention, the greatest first."""
    return sorted(screened, key=need)


def wants_talk(screened: Screened) -> bool:
    """Say whether a talk is advised: unread, a contradiction, three risks, or half empty.

    Half empty means fewer than five of the nine blocks filled. A file that a newer one replaces
    asks for nothing.
    """
    if screened.status != "read":
        return screened.status == "unread"
    return (
        screened.count("contradiction") > 0
        or screened.count("risk") >= TALK_RISKS
        or screened.filled < TALK_BLOCKS
    )


def by_weight(leads: Iterable[Lead]) -> list[Lead]:
    """Give findings with the heaviest first, else as the report has them."""
    return sorted(leads, key=lambda lead: _WEIGHT[lead.severity])


def rule_counts(screened: Iterable[Screened]) -> Counter[str]:
    """Give in how many submissions each rule leads, however often in one."""
    counts: Counter[str] = Counter()
    for one in _current(screened):
        counts.update({lead.rule for lead in one.leads})
    return counts


def most_frequent(screened: Iterable[Screened], most: int = 10) -> list[Frequent]:
    """Give the rules that lead in most submissions, each with its best example.

    That is the heaviest finding; among these the one that quotes most words.
    """
    found: dict[str, list[tuple[Screened, Lead]]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for one in _current(screened):
        counts.update({lead.rule for lead in one.leads})
        for lead in one.leads:
            found[lead.rule].append((one, lead))
    ordered = sorted(counts, key=lambda rule: (-counts[rule], rule))[:most]
    return [Frequent(rule, counts[rule], *min(found[rule], key=_clarity)) for rule in ordered]


def score_distribution(screened: Iterable[Screened]) -> dict[str, tuple[int, ...]]:
    """Give for each dimension how many submissions score 0 to 9, 10 to 19 … 90 to 100."""
    bins: dict[str, list[int]] = {}
    for one in _current(screened):
        for name, value in one.scores.items():
            bins.setdefault(name, [0] * BINS)[min(value * BINS // 100, BINS - 1)] += 1
    return {name: tuple(counts) for name, counts in bins.items()}


def quoted_words(message: str) -> int:
    """Give how many words of the canvas a message quotes."""
    return sum(len(quote.split()) for quote in _QUOTED.findall(message))


def _current(screened: Iterable[Screened]) -> Sequence[Screened]:
    return [one for one in screened if one.status == "read"]


def _clarity(pair: tuple[Screened, Lead]) -> tuple[int, int, str]:
    one, lead = pair
    return _WEIGHT[lead.severity], -quoted_words(lead.message), one.path
