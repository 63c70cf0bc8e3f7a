"""What the page says about its draft: only what needs a decision."""

from __future__ import annotations

import streamlit as st

from advisor.pages import draft, session
from advisor.texts import Words
from advisor.views.escaping import markdown


def render(words: Words) -> None:
    """Say when a draft is for reading only, was changed elsewhere, or could not be saved."""
    if st.session_state["verified"]:
        agrees, lines = st.session_state["verified"]
        told = "  \n".join(markdown(line) for line in lines)
        (st.success if agrees else st.warning)(told, icon=":material/fact_check:")
    if not draft.may_edit():
        with _note("read_only", words):
            st.button(words("page.draft.part"), key="draft_part", on_click=draft.part)
    elif draft.trouble() == "stale":
        with _note("stale", words):
            st.button(
                words("page.draft.take"), key="draft_take", on_click=_take_newer, type="primary"
            )
            st.button(words("page.draft.part"), key="draft_part", on_click=draft.part)
    elif draft.trouble() == "failed" or draft.drafts() is None:
        st.warning(words("page.draft.failed"), icon=":material/cloud_off:")


def _note(name: str, words: Words) -> st.delta_generator.DeltaGenerator:
    row = st.container(key=f"draft_{name}", border=True, horizontal=True, gap="small")
    row.markdown(words(f"page.draft.{name}"), width="stretch")
    return row


def _take_newer() -> None:
    newer = draft.take_newer()
    if newer is not None:
        session.put_back(newer)
