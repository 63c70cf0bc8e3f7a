"""Say to browsers and screen readers which language the page is in: Streamlit says English."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import Language

_SCRIPT = "export default ({ data }) => { document.documentElement.lang = data; };"


def render(language: Language) -> None:
    """Set the language of the document; nothing is shown."""
    st.components.v2.component("stimmig_language", js=_SCRIPT)(key="page_language", data=language)
