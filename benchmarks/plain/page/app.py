"""The emptiest page there can be: one tag, and the finding it brings. What ours is measured beside.

In a folder of its own: Streamlit puts it on the path, where `numbers.py` must not hide Python's.
"""

from __future__ import annotations

import streamlit as st

chosen = st.pills("Kosten", ["Kostenorientiert"], selection_mode="multi", key="tag")
if chosen:
    st.text("Trägt die Kostenbasis das Premium-Versprechen?")
