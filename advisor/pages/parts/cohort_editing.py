"""A review changed from the page; what could not be saved is shown beside what stands there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from advisor.pages import cohort
from advisor.screening.entries import Entry
from advisor.screening.review import Review
from advisor.texts import Words


def edit(number: int, revision: int, change: Callable[[Review], Review], typed: str = "") -> None:
    """Change the review that the page shows; `typed` is kept where a newer one is there."""
    saved = cohort.edit_review(number, revision, change)
    stale = st.session_state["stale_review"]
    if not saved and stale:
        st.session_state["stale_review"] = {**stale, "comment": typed}


def render_stale(entry: Entry, review: Review, words: Words) -> None:
    """Say that somebody else changed the review meanwhile, with what was typed here."""
    stale = st.session_state["stale_review"]
    if stale.get("number") != entry.number:
        return
    with st.container(key="stale_review"):
        st.warning(words("cohort.handing.stale"))
        if stale["comment"] and stale["comment"] != review.comment:
            st.code(stale["comment"], language=None, wrap_lines=True)
