"""How a submission, its team and what is wrong with its file are called on the page."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from advisor.pages import cohort
from advisor.screening.entries import Entry, heaviest
from advisor.screening.submission import Lead, Screened
from advisor.source import Problem
from advisor.texts import Words
from advisor.views.checked import rule_title


def name_of(entry: Entry, words: Words) -> str:
    """Give the team's name, or a number where names are hidden for reading blind."""
    if st.session_state.get("cohort_blind"):
        return words("cohort.team", number=entry.number)
    return entry.name


def place_of(entry: Entry) -> str:
    """Give the place of the file in what was handed in, nothing where names are hidden."""
    return "" if st.session_state.get("cohort_blind") else entry.screened.path


def reason_of(screened: Screened, words: Words) -> str:
    """Give the sentence that says why a file was not read."""
    for section in ("imports.reasons", "screening.reasons"):
        known = words.entries.get(f"{section}.{screened.reason}")
        if known is not None:
            details = {
                name: words.number(value) if isinstance(value, int) else value
                for name, value in screened.details.items()
            }
            return known.format_map(details)
    try:
        return words.problem(Problem(screened.reason, details=dict(screened.details)))
    except KeyError:  # a reason of a newer Stimmig, or one whose details were not kept
        return words("cohort.unknown_reason")


def lead_title(lead: Lead, screened: Screened, words: Words) -> str:
    """Give a finding's title in the language of the page where it can be told without a check."""
    if (screened.language or "de") == words.language:
        return lead.title
    try:
        texts = cohort.rulebook().rule(lead.rule).texts.say(words.language)
    except KeyError:  # the rule is switched off meanwhile
        return lead.title
    return rule_title(texts)


def rule_titles(entries: Iterable[Entry], words: Words) -> dict[str, str]:
    """Give the title of every rule that spoke, by its id, those first that spoke most."""
    titles: dict[str, str] = {}
    times: dict[str, int] = {}
    for entry in entries:
        for lead in heaviest(entry.screened):
            times[lead.rule] = times.get(lead.rule, 0) + 1
            if lead.rule not in titles:
                titles[lead.rule] = _rule_title(lead, words)
    return {rule: titles[rule] for rule in sorted(times, key=lambda one: (-times[one], one))}


def _rule_title(lead: Lead, words: Words) -> str:
    try:
        return rule_title(cohort.rulebook().rule(lead.rule).texts.say(words.language))
    except KeyError:
        return lead.title
