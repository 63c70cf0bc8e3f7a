"""The second round: what became of each team's findings since an earlier batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from advisor import limits
from advisor.findings import Finding
from advisor.pages import cohort, earlier, session
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.screening.rounds import Round, RuleRound, TeamRound
from advisor.screening.submission import Screened
from advisor.store.cohort import Cohort
from advisor.texts import Words
from advisor.views.checked import rule_title
from advisor.views.ready_figure import ReadyFigure
from advisor.views.round_table import RoundLine, round_spec, round_table_html
from advisor.views.rounds import round_counts, round_notices


def render(found: Cohort, words: Words) -> None:
    """Show the round set against an earlier batch, once there is one."""
    st.subheader(words("rounds.title"), anchor=False)
    choices = earlier.choices()
    if not choices:
        st.caption(words("cohort.compare.no_round"))
        return
    if st.session_state.get("round_before") not in choices:  # it may be dropped
        st.session_state["round_before"] = next(iter(choices))
    choice = st.selectbox(
        words("cohort.compare.before"),
        list(choices),
        format_func=lambda one: choices[one],
        key="round_before",
        persist_state="session",
    )
    with st.spinner(words("cohort.compare.comparing")):
        came = earlier.round_against(found, choice)
    names = _names(cohort.entries(found), earlier.before(choice), choices[choice], words)
    _said(came, names, words)
    if not came.rules:
        return
    rules = sorted(
        (_rule_line(rule, one, words) for rule, one in came.rules.items()),
        key=lambda line: (-sum(line.counts), line.name),
    )
    first = rules[: limits.ROUND_RULES]
    st.plotly_chart(
        ReadyFigure(round_spec(first, words, session.theme())),
        key="round_figure",
        config={"displayModeBar": False},
        alt=words("cohort.compare.alt", count=len(first)),
    )
    teams = [_team_line(one, names, words) for one in came.teams if one.comparable]
    with st.container(key="round_teams"):
        st.html(round_table_html(words("cohort.compare.team"), teams, words))
    with st.expander(words("cohort.compare.by_rule"), key="round_rules"):
        st.html(round_table_html(words("cohort.compare.rule"), rules, words))


def _names(
    now: Iterable[Entry], before: Iterable[Entry], batch: str, words: Words
) -> Mapping[int, str]:
    """Give what to call each submission of either batch; hidden names are numbers."""
    hidden = st.session_state.get("cohort_blind")
    names = {id(entry.screened): name_of(entry, words) for entry in now}
    for entry in before:
        name = name_of(entry, words)
        names[id(entry.screened)] = (
            words("cohort.compare.from", name=name, cohort=batch) if hidden else name
        )
    return names


def _said(came: Round, names: Mapping[int, str], words: Words) -> None:
    def called(some: Iterable[Screened]) -> list[str]:
        return [names.get(id(one), one.team or one.path) for one in some]

    sums = {
        way: sum(len(getattr(one, way)) for one in came.teams)
        for way in ("resolved", "still", "new", "answered")
    }
    if came.teams:
        st.markdown(f"**{round_counts(**sums, words=words)}**")
    else:
        st.markdown(words("cohort.compare.no_team"))
    unread = [one.now for one in came.teams if not one.comparable]
    with st.container(key="round_notices", gap="xsmall"):
        for line in round_notices(called(came.missing), called(came.fresh), called(unread), words):
            st.text(line)


def _team_line(one: TeamRound, names: Mapping[int, str], words: Words) -> RoundLine:
    ways = (one.resolved, one.still, one.new)
    counts: Any = tuple(map(len, ways))
    titles = tuple(tuple(_titles(findings, words)) for findings in ways)
    return RoundLine(names.get(id(one.now), one.name), counts, titles)


def _rule_line(rule: str, one: RuleRound, words: Words) -> RoundLine:
    return RoundLine(_title(rule, words), (one.resolved, one.still, one.new))


def _titles(findings: Iterable[Finding], words: Words) -> list[str]:
    return list(dict.fromkeys(_title(one.rule, words) for one in findings))


def _title(rule: str, words: Words) -> str:
    return rule_title(cohort.rulebook().rule(rule).texts.say(words.language))
