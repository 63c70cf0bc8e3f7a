"""What the browser is told (language, another page begins) and what it tells (how wide it is)."""

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
    // what opens is read from its top, wherever the button was that opened it
    const before = window.stimmigOpened;
    if (before !== undefined && before !== data.opened)
        document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    window.stimmigOpened = data.opened;
    narrow.addEventListener("change", tell);
    return () => narrow.removeEventListener("change", tell);
};
"""
_KEY = "browser"


def render(language: Language) -> None:
    """Set the language, begin at the top of what was just opened, ask for the width."""
    told = st.components.v2.component("stimmig_browser", js=_SCRIPT)
    opened = st.session_state["opened"]
    data = {"language": language, "narrow": NARROW, "known": is_narrow(), "opened": opened}
    told(key=_KEY, data=data, on_narrow_change=_remember)


def is_narrow() -> bool:
    """Say whether nine blocks side by side would be too small; wide until the browser tells."""
    return st.session_state.get("narrow") is True


def _remember() -> None:
    st.session_state["narrow"] = (st.session_state.get(_KEY) or {}).get("narrow") is True
