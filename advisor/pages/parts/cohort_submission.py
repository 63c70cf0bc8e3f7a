"""One submission: its poster, its findings to confirm or set aside, and a coach's comment."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import Canvas
from advisor.engine import check
from advisor.findings import Finding, Report
from advisor.pages import cohort, session
from advisor.pages.parts import cohort_copy, cohort_entry, cohort_taken, poster
from advisor.pages.parts.cohort_editing import render_comment, render_stale
from advisor.pages.parts.cohort_words import name_of, place_of
from advisor.pages.parts.marks import ICONS, icon_button
from advisor.reading.reader import read
from advisor.remembered import remember
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.cohort import wants_talk
from advisor.screening.entries import Entry
from advisor.screening.review import Review, decide
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.poster import draw_up
from advisor.views.wording import tell

VERDICTS = ("confirmed", "set_aside")


def render(entries: tuple[Entry, ...], words: Words) -> None:
    """Show the submission chosen in the table, the first where none is."""
    if not entries:
        st.markdown(words("cohort.one.nothing"))
        return
    state = st.session_state
    row = listed(entries)
    place = next((at for at, one in enumerate(row) if one.number == state["submission"]), 0)
    entry = row[place]
    state["submission"] = entry.number
    _head(entry, row, place, words)
    revision, review = cohort.reviews().get(entry.number, (0, Review()))
    if entry.screened.status == "unread":
        cohort_entry.render(entry, words)
        _comment(entry, revision, review, words)
        return
    _read(entry, entries, revision, review, words)


def listed(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Give what next and previous go through: what the table showed, else all."""
    listed = st.session_state.get("cohort_shown", [])
    here = tuple(entry for entry in entries if entry.number in set(listed))
    if any(entry.number == st.session_state["submission"] for entry in here):
        return here
    return entries


def _head(entry: Entry, row: tuple[Entry, ...], place: int, words: Words) -> None:
    one = entry.screened
    with st.container(key="submission_head", horizontal=True, vertical_alignment="center"):
        st.button(
            words("cohort.one.previous"),
            key="submission_previous",
            icon=":material/arrow_back:",
            shortcut="Alt+Up",
            disabled=place == 0,
            on_click=go,
            args=(row[place - 1].number,),
        )
        st.button(
            words("cohort.one.next"),
            key="submission_next",
            icon=":material/arrow_forward:",
            shortcut="Alt+Down",
            disabled=place == len(row) - 1,
            on_click=go,
            args=(row[min(place + 1, len(row) - 1)].number,),
        )
        st.subheader(markdown(name_of(entry, words)), anchor=False, width="stretch")
        if wants_talk(one):
            st.badge(words("cohort.one.talk"), icon=":material/forum:", color="gray")
        st.caption(words("cohort.one.place", place=place + 1, count=len(row)), width="content")
    st.caption(markdown(" · ".join(filter(None, (place_of(entry), one.kind, one.email)))))


def go(number: int) -> None:
    """Show another submission where one is shown."""
    st.session_state["submission"] = number
    st.session_state["submission_rule"] = ""
    st.session_state["stale_review"] = {}


@remember(session.KEPT)
def _report(text: str, rules: str) -> Report:  # noqa: ARG001  # part of what is kept
    canvas = session.canvas_of(text)
    return check(canvas, cohort.rulebook(), read(canvas))


def _read(
    entry: Entry, entries: tuple[Entry, ...], revision: int, review: Review, words: Words
) -> None:
    rulebook = cohort.rulebook()
    canvas = session.canvas_of(entry.screened.canvas)
    report = _report(entry.screened.canvas, rulebook.sha256)
    lit = _lit(report)
    drawn = draw_up(canvas, report, rulebook, words, None, lit)
    with st.container(key="stage", horizontal=True, gap="medium"):
        with st.container(key="left", width="stretch"):
            poster.draw(drawn, "submission_poster")
            cohort_copy.render(entry, words)
            _behind(entry, entries, rulebook, words)
        with st.container(key="panel", width=370, gap="small"):
            _findings(entry, canvas, report, revision, review, words, rulebook)
            _comment(entry, revision, review, words)


def _lit(report: Report) -> frozenset[str]:
    rule = st.session_state.get("submission_rule", "")
    return frozenset(note for lead in report.leads if lead.rule == rule for note in lead.notes)


def _findings(
    entry: Entry,
    canvas: Canvas,
    report: Report,
    revision: int,
    review: Review,
    words: Words,
    rulebook: Rulebook,
) -> None:
    leads = [lead for lead in report.leads if lead.severity != "open"]
    st.subheader(words.counted("cohort.one.findings", len(leads)), anchor=False)
    if rulebook.sha256 != entry.screened.rulebook:
        st.caption(words("cohort.one.other_rules"))
    if not leads:
        st.markdown(words("cohort.one.no_findings"))
    for lead in leads:
        _finding(lead, entry, canvas, revision, review, words, rulebook)


def _finding(
    lead: Finding,
    entry: Entry,
    canvas: Canvas,
    revision: int,
    review: Review,
    words: Words,
    rulebook: Rulebook,
) -> None:
    told = tell(lead, canvas, rulebook, words)
    decision = review.decisions.get(lead.id)
    aside = decision is not None and decision.verdict == "set_aside"
    with st.container(border=True, key=f"finding_{lead.severity}_{lead.id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            title = markdown(told.title)
            st.markdown(
                f"{ICONS[lead.severity]} " + (f"~~{title}~~" if aside else f"**{title}**"),
                width="stretch",
            )
            label = words("page.findings.show")
            icon_button("my_location", label, f"point_{lead.id}", _point, (lead.rule,))
        if not aside:
            st.markdown(markdown(told.message))
        field = f"verdict~{entry.number}~{lead.id}"
        st.session_state[field] = decision.verdict if decision else None
        st.pills(
            words("cohort.one.verdict"),
            VERDICTS,
            format_func=lambda name: words(f"cohort.one.{name}"),
            key=field,
            on_change=_decide,
            args=(entry.number, revision, lead.id, field),
            label_visibility="collapsed",
        )


def _point(rule: str) -> None:
    state = st.session_state
    state["submission_rule"] = "" if state.get("submission_rule") == rule else rule


def _decide(number: int, revision: int, finding: str, field: str) -> None:
    verdict = st.session_state[field]
    cohort.edit_review(number, revision, lambda review: decide(review, finding, verdict))


def _comment(entry: Entry, revision: int, review: Review, words: Words) -> None:
    render_stale(entry, review, words)
    render_comment(entry, revision, review, words)
    st.caption(words("cohort.one.saved" if revision else "cohort.one.saves"))


def _behind(entry: Entry, entries: tuple[Entry, ...], rulebook: Rulebook, words: Words) -> None:
    """Where the blocks stood in the file, its other canvases, other files of the team."""
    one = entry.screened
    team = [
        other
        for other in entries
        if one.team and other.screened.team == one.team and other.number != entry.number
    ]
    for other in team:
        key = "cohort.one.older_file" if other.screened.status == "older" else "cohort.one.newer"
        st.button(
            words(key, file=markdown(other.screened.path)),
            key=f"open_{other.number}",
            type="tertiary",
            icon=":material/history:",
            on_click=go,
            args=(other.number,),
        )
    cohort_taken.render(entry, rulebook, words)
