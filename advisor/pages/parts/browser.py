"""What the browser is told and what it tells: the language of the page, and how wide it is."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import Language

NARROW = 960  # px; below, the poster gives way to one column (style.css has the same number)
# Streamlit says English to browsers and screen readers, whatever the page says.
_SCRIPT = """
export default ({ data, setStateValue }) => {
    document.documentElement.lang = data.language;
    const narrow = matchMedia(`(max-width: ${data.narrow}px)`);
    const tell = () => setStateValue("narrow", narrow.matches);
    if (narrow.matches !== data.known) tell();
    narrow.addEventListener("change", tell);
    return () => narrow.removeEventListener("change", tell);
};
"""
_KEY = "browser"


def render(language: Language) -> None:
    """Set the language of the document, and ask for the width; nothing is shown."""
    told = st.components.v2.component("stimmig_browser", js=_SCRIPT)
    data = {"language": language, "narrow": NARROW, "known": is_narrow()}
    told(key=_KEY, data=data, on_narrow_change=_remember)


def is_narrow() -> bool:
    """Say whether nine blocks side by side would be too small; wide until the browser tells."""
    return st.session_state.get("narrow") is True


def _remember() -> None:
    st.session_state["narrow"] = (st.session_state.get(_KEY) or {}).get("narrow") is True
