"""Icon and colour of each weight, where Streamlit draws it; buttons that are icons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from advisor.findings import Severity

ICONS = {
    Severity.CONTRADICTION: ":material/dangerous:",
    Severity.RISK: ":material/warning:",
    Severity.HINT: ":material/info:",
    Severity.OPEN: ":material/radio_button_unchecked:",
}
COLOURS = {
    Severity.CONTRADICTION: "red",
    Severity.RISK: "orange",
    Severity.HINT: "blue",
    Severity.OPEN: "gray",
}


def icon_button(
    icon: str,
    name: str,
    key: str,
    on_click: Callable[..., None],
    args: tuple[Any, ...] = (),
    *,
    disabled: bool = False,
    outlined: bool = False,
) -> None:
    """Show a button that is an icon; its name is read out, and shown under pointer and focus.

    The style sheet does that, by the key: Streamlit's own help draws the button a second time.
    """
    st.button(
        name,
        icon=f":material/{icon}:",
        key=key,
        on_click=on_click,
        args=args,
        disabled=disabled,
        type="secondary" if outlined else "tertiary",
    )
