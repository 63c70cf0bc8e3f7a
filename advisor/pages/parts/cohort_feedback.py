"""Feedback made ready: letters, points, files to take along, and the way back into Moodle."""

from __future__ import annotations

import streamlit as st

from advisor.pages import cohort
from advisor.pages.parts import cohort_downloads, cohort_letter, cohort_moodle, cohort_rubric
from advisor.pages.parts.cohort_submission import go, listed
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.screening.review import Review, release
from advisor.texts import Words
from advisor.views.escaping import markdown

PARTS = ("letters", "points", "files", "moodle")
OF_ONE_TEAM = ("letters", "points")
Reviews = dict[int, tuple[int, Review]]


def render(entries: tuple[Entry, ...], words: Words) -> None:
    """Show how far the reviews are, and one part of what is to be done."""
    current = tuple(entry for entry in entries if entry.screened.status != "older")
    if not current:
        st.markdown(words("cohort.one.nothing"))
        return
    if st.session_state["cohort_trouble"] == "failed":
        st.session_state["cohort_trouble"] = ""
        st.warning(words("cohort.failed"), icon=":material/cloud_off:")
    found = cohort.reviews()
    _progress(current, found, words)
    part = st.segmented_control(
        words("cohort.handing.part.name"),
        PARTS,
        format_func=lambda name: words(f"cohort.handing.part.{name}"),
        key="handing_part",
        default="letters",
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    if part in OF_ONE_TEAM:
        entry = _choose(current, found, words)
        revision, review = found.get(entry.number, (0, Review()))
        if part == "letters":
            cohort_letter.render(entry, revision, review, words)
        else:
            cohort_rubric.render(entry, revision, review, words)
        return
    batch = tuple((one, found.get(one.number, (0, Review()))[1]) for one in current)
    if part == "files":
        cohort_downloads.render(batch, words)
    else:
        cohort_moodle.render(batch, words)


def status_of(entry: Entry, found: Reviews) -> str:
    """Give how far the review of a submission is: `open`, `begun` or `released`."""
    if entry.number not in found:
        return "open"
    return "released" if found[entry.number][1].status == "released" else "begun"


def _progress(current: tuple[Entry, ...], found: Reviews, words: Words) -> None:
    states = [status_of(entry, found) for entry in current]
    told = " · ".join(
        f"{words(f'cohort.handing.status.{name}')}: {states.count(name)}"
        for name in ("open", "begun", "released")
    )
    begun = tuple(entry.number for entry in current if status_of(entry, found) == "begun")
    with st.container(key="handing_progress", horizontal=True, vertical_alignment="center"):
        st.caption(told, width="stretch")
        if begun:
            st.button(
                words.counted("cohort.handing.release_all", len(begun)),
                key="release_all",
                icon=":material/done_all:",
                help=words("cohort.handing.release_all_help"),
                on_click=_release,
                args=(begun,),
            )


def _release(numbers: tuple[int, ...]) -> None:
    found = cohort.reviews()
    for number in numbers:
        cohort.edit_review(number, found[number][0], release)


def _choose(current: tuple[Entry, ...], found: Reviews, words: Words) -> Entry:
    """Go from team to team in the order of the table."""
    state = st.session_state
    row = [entry for entry in listed(current) if entry in current]
    place = next((at for at, one in enumerate(row) if one.number == state["submission"]), 0)
    entry = row[place]
    state["submission"] = state["handing_team"] = entry.number
    labels = {one.number: _option(one, found, words) for one in row}
    with st.container(key="handing_head", horizontal=True, vertical_alignment="bottom"):
        for name, other, shortcut in (
            ("previous", place - 1, "Alt+Up"),
            ("next", place + 1, "Alt+Down"),
        ):
            inside = 0 <= other < len(row)
            st.button(
                words(f"cohort.one.{name}"),
                key=f"handing_{name}",
                icon=f":material/arrow_{'back' if name == 'previous' else 'forward'}:",
                shortcut=shortcut,
                disabled=not inside,
                on_click=go,
                args=(row[other].number if inside else entry.number,),
            )
        st.selectbox(
            words("cohort.handing.team"),
            list(labels),
            format_func=labels.__getitem__,
            key="handing_team",
            on_change=_chosen,
            width=360,
        )
        st.caption(words("cohort.one.place", place=place + 1, count=len(row)), width="content")
    st.subheader(markdown(name_of(entry, words)), anchor=False)
    return entry


def _option(entry: Entry, found: Reviews, words: Words) -> str:
    return f"{name_of(entry, words)} · {words(f'cohort.handing.status.{status_of(entry, found)}')}"


def _chosen() -> None:
    go(st.session_state["handing_team"])
