"""The cohort in pictures: teams by rules, what came up most, how scores spread."""

from __future__ import annotations

import streamlit as st

from advisor.findings import Severity
from advisor.pages import session
from advisor.pages.parts.cohort_table import narrow_to, open_submission
from advisor.pages.parts.cohort_words import name_of, rule_titles
from advisor.pages.parts.marks import ICONS
from advisor.scores import DIMENSIONS
from advisor.screening.cohort import score_distribution
from advisor.screening.entries import Entry, frequent, heaviest
from advisor.texts import Words
from advisor.views.cohort_plotly import Line, heat_spec, scores_spec
from advisor.views.escaping import markdown
from advisor.views.ready_figure import ReadyFigure

TEAMS = 40  # of the heat map; more is no picture any more
RULES = 14
FREQUENT = 5


def render(entries: tuple[Entry, ...], shown: tuple[Entry, ...], words: Words) -> None:
    """Show the pictures; the heat map is of the teams that the table shows."""
    read = tuple(entry for entry in entries if entry.screened.status == "read")
    if not read:
        return
    _heat(tuple(entry for entry in shown if entry.screened.status == "read"), words)
    left, right = st.columns([7, 5], gap="large")
    with left:
        _frequent(read, words)
    with right:
        st.subheader(words("cohort.scores.title"), anchor=False)
        st.caption(words("cohort.scores.what"))
        found = score_distribution(entry.screened for entry in read)
        scores = {name: found[name] for name in DIMENSIONS if name in found}
        said = [f"{words(f'page.profile.{name}')}: {_mean(name, read)}" for name in scores]
        st.plotly_chart(
            ReadyFigure(scores_spec(scores, words, session.theme())),
            key="cohort_scores",
            config={"displayModeBar": False},
            alt=words("cohort.scores.alt", means=words.listed(said)) if said else None,
        )


def _mean(name: str, read: tuple[Entry, ...]) -> int:
    values = [entry.screened.scores[name] for entry in read if name in entry.screened.scores]
    return round(sum(values) / len(values))


def _heat(shown: tuple[Entry, ...], words: Words) -> None:
    st.subheader(words("cohort.heat.title"), anchor=False)
    titles = dict(list(rule_titles(shown, words).items())[:RULES])
    if not titles:
        st.caption(words("cohort.heat.nothing"))
        return
    st.caption(words("cohort.heat.what"))
    lines = [
        Line(
            entry.number,
            name_of(entry, words),
            # reversed, so that of two findings of one rule the heavier stays
            {lead.rule: lead.severity for lead in reversed(heaviest(entry.screened))},
        )
        for entry in shown[:TEAMS]
    ]
    with st.container(key="cohort_heat_frame"):
        st.plotly_chart(
            ReadyFigure(heat_spec(lines, titles, words, session.theme())),
            key="cohort_heat",
            width="content",
            on_select=_clicked,
            selection_mode="points",
            config={"displayModeBar": False},
            alt=words("cohort.heat.alt", teams=len(lines), rules=len(titles)),
        )
    if len(shown) > TEAMS:
        st.caption(words("cohort.heat.more", count=TEAMS))


def _clicked() -> None:
    points = st.session_state["cohort_heat"]["selection"]["points"]
    if points:
        follow(points[0].get("customdata"))


def follow(cell: object) -> None:
    """Open the submission of a cell of the heat map and light up the finding of its rule."""
    if isinstance(cell, list) and len(cell) == 2 and isinstance(cell[0], int):
        open_submission(cell[0])
        st.session_state["submission_rule"] = str(cell[1])


def _frequent(read: tuple[Entry, ...], words: Words) -> None:
    st.subheader(words("cohort.frequent.title"), anchor=False)
    titles = rule_titles(read, words)
    for one, entry in frequent(read, FREQUENT):
        severity = one.lead.severity
        with st.container(border=True, key=f"finding_{severity}_frequent_{one.rule}", gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                icon = ICONS[Severity(severity)]
                st.markdown(f"{icon} **{markdown(titles[one.rule])}**", width="stretch")
                of = words("cohort.frequent.count", count=one.count, total=len(read))
                st.button(
                    of,
                    key=f"narrow_{one.rule}",
                    type="tertiary",
                    on_click=narrow_to,
                    args=(one.rule,),
                    help=words("cohort.frequent.narrow"),
                )
            name = name_of(entry, words)
            st.markdown(f"{markdown(name)}: {markdown(one.lead.message)}")
