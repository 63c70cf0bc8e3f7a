"""A submission on the canvas page: as a copy, so that what was handed in stays as it is."""

from __future__ import annotations

import streamlit as st

from advisor import limits
from advisor.pages import cohort, session
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.texts import Words

PARAMETER = "copy"


def render(entry: Entry, words: Words) -> None:
    """Lead to the canvas page with a submission that was read."""
    # A link, not a button: no script may leave a page whose language is kept in the address.
    st.page_link(
        "advisor/pages/canvas_page.py",
        label=words("cohort.copy.open"),
        icon=":material/open_in_new:",
        help=words("cohort.copy.what"),
        query_params={"lang": words.language, PARAMETER: str(entry.number)},
    )


def take(words: Words) -> None:
    """Open the submission the address names, of the cohort this session has open."""
    number = st.query_params.get(PARAMETER)
    if number is None:
        return
    del st.query_params[PARAMETER]  # opened once: what is changed afterwards is not undone
    found = cohort.current() if st.session_state.get("cohort") else None
    for entry in cohort.entries(found) if found else ():
        if str(entry.number) == number and entry.screened.canvas:
            _open(entry, words)


def _open(entry: Entry, words: Words) -> None:
    canvas = session.canvas_of(entry.screened.canvas)
    if st.session_state.get("cohort_blind"):
        name = name_of(entry, words)[: limits.NAME_CHARACTERS]
        canvas = canvas.model_copy(update={"name": name})
    session.open_canvas(canvas)
    st.session_state["copied"] = st.session_state["cohort"]


def render_note(words: Words) -> None:
    """Say on the canvas page that this is a copy, and lead back."""
    key = st.session_state["copied"]
    if not key:
        return
    with st.container(key="copy_note", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(words("cohort.copy.note"), width="stretch")
        st.page_link(
            "advisor/pages/cohort_page.py",
            label=words("cohort.copy.back"),
            icon=":material/arrow_back:",
            query_params={"lang": words.language, cohort.PARAMETER: key},
        )
