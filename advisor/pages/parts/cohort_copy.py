"""A submission on the canvas page: as a copy, so that what was handed in stays as it is."""

from __future__ import annotations

import streamlit as st

from advisor import limits
from advisor.pages import session
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.texts import Words


def render(entry: Entry, words: Words) -> None:
    """Offer to open the canvas of a submission that was read."""
    wanted = st.button(
        words("cohort.copy.open"),
        key="submission_copy",
        type="tertiary",
        icon=":material/open_in_new:",
        help=words("cohort.copy.what"),
    )
    if wanted:  # not in a callback: there a page cannot be left
        canvas = session.canvas_of(entry.screened.canvas)
        if st.session_state.get("cohort_blind"):
            name = name_of(entry, words)[: limits.NAME_CHARACTERS]
            canvas = canvas.model_copy(update={"name": name})
        session.open_canvas(canvas)
        st.session_state["copied"] = st.session_state["cohort"]
        st.switch_page("advisor/pages/canvas_page.py")


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
            query_params={"lang": words.language, "cohort": key},
        )
