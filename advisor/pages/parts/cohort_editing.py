"""A review changed from the page; what could not be saved is shown beside what stands there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from advisor import limits
from advisor.pages import cohort
from advisor.screening.entries import Entry
from advisor.screening.review import Review, comment
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
        st.warning(words("cohort.one.stale"))
        if stale["comment"] and stale["comment"] != review.comment:
            st.code(stale["comment"], language=None, wrap_lines=True)


def render_comment(entry: Entry, revision: int, review: Review, words: Words) -> None:
    """Show the coach's words to the team; what is typed is kept once the field is left."""
    field = f"comment~{entry.number}~{revision}"
    if field not in st.session_state:
        st.session_state[field] = review.comment
    st.text_area(
        words("cohort.one.comment"),
        key=field,
        height=110,
        max_chars=limits.COMMENT_CHARACTERS,
        placeholder=words("cohort.one.comment_hint"),
        on_change=_say,
        args=(entry.number, revision, field),
    )


def _say(number: int, revision: int, field: str) -> None:
    text = st.session_state[field]
    edit(number, revision, lambda review: comment(review, text), text)
