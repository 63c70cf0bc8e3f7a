"""The cohort page: many submissions at once, those first that need attention most."""

from __future__ import annotations

import streamlit as st

from advisor.pages import cohort, session
from advisor.pages.parts import (
    cohort_compare,
    cohort_feedback,
    cohort_figures,
    cohort_head,
    cohort_submission,
    cohort_table,
    cohort_table_in,
    cohort_upload,
)
from advisor.pages.parts.start import language_switch
from advisor.store.cohort import Cohort
from advisor.texts import Words

VIEWS = ("overview", "submission", "compare", "feedback")


def render() -> None:
    """Show the way in, or the cohort that is open."""
    words = session.page_words()
    cohort.begin()
    found = cohort.current()
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        cohort_head.render_title(found, words)
        language_switch(words)
    if cohort_table_in.is_open():
        cohort_table_in.render(words)
    elif found is None:
        cohort_upload.render_door(words)
    else:
        _opened(found, words)


def _opened(found: Cohort, words: Words) -> None:
    cohort_upload.render_progress(found, words)
    with st.container(key="cohort_views", horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            words("cohort.view.name"),
            VIEWS,
            format_func=lambda name: words(f"cohort.view.{name}"),
            key="cohort_view",
            required=True,
            label_visibility="collapsed",
        )
        st.toggle(
            words("cohort.blind"),
            key="cohort_blind",
            help=words("cohort.blind_help"),
            persist_state="session",
        )
    entries = cohort.entries(found)
    if view == "submission":
        cohort_submission.render(entries, words)
    elif view == "compare":
        cohort_compare.render(found, words)
    elif view == "feedback":
        cohort_feedback.render(entries, words)
    else:
        cohort_head.render_numbers(entries, words)
        shown = cohort_table.render(entries, words)
        st.session_state["cohort_shown"] = [entry.number for entry in shown]
        cohort_figures.render(entries, shown, words)


render()
