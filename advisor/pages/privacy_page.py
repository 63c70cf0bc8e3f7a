"""What is kept, where and how long: a page that can be passed on."""

from __future__ import annotations

import streamlit as st

from advisor.pages import draft, session
from advisor.pages.parts.start import language_switch
from advisor.texts import Words

PARTS = ("kept", "where", "cohorts", "leaves", "reading", "operator")
DATED = ("where", "cohorts")  # they say after how many days something is deleted by itself


def render() -> None:
    """Show each question with its answer."""
    words = session.page_words()
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.title(words("page.privacy.title"), anchor=False, width="stretch")
        language_switch(words)
    with st.container(key="privacy"):
        for part in PARTS:
            st.subheader(words(f"page.privacy.{part}.question"), anchor=False)
            st.markdown(answer(part, words))


def answer(part: str, words: Words) -> str:
    """Give the answer to one question, with the days drafts and cohorts are kept here."""
    if part not in DATED:
        return words(f"page.privacy.{part}.answer")
    days = draft.retention_days()
    if not days:
        return words(f"page.privacy.{part}.for_ever")
    return words(f"page.privacy.{part}.answer", days=words.number(days))


render()
