"""The poster in the middle of the page; a click on a block opens its editor."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.canvas import BLOCKS, Canvas
from advisor.findings import Report
from advisor.pages import session
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.canvas_table import canvas_table
from advisor.views.poster import draw_up
from advisor.views.poster_html import poster_html
from advisor.views.poster_plotly import poster_spec
from advisor.views.ready_figure import ReadyFigure


def stage() -> DeltaGenerator:
    """Give the row that holds poster and panel; the panel wraps below where it gets narrow."""
    return st.container(key="stage", horizontal=True, gap="medium")


def left() -> DeltaGenerator:
    """Give the place of the poster."""
    return st.container(key="left", width="stretch")


def right() -> DeltaGenerator:
    """Give the place of the panel."""
    return st.container(key="panel", width=370, gap="small")


def render(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Show the poster, and below it a row of buttons that does the same by keyboard."""
    drawn = draw_up(canvas, report, rulebook, words, session.selected(), session.lit())
    with st.container(key="poster_frame"):
        st.plotly_chart(
            ReadyFigure(poster_spec(drawn, session.theme())),
            key="poster",
            on_select=_clicked,
            selection_mode="points",
            config={"displayModeBar": False},
            alt=drawn.alt,
        )
    with st.container(key="poster_reflow"):
        st.html(poster_html(drawn))
    if st.toggle(words("page.table.title"), key="as_table"):
        st.html(canvas_table(drawn, words))
    labels = {
        block: rulebook.vocabulary.blocks[block].label.say(words.language) for block in BLOCKS
    }
    st.session_state["picked"] = session.selected()
    st.pills(
        words("page.pick"),
        list(session.FILLING_ORDER),
        format_func=labels.__getitem__,
        key="picked",
        on_change=_picked,
        wrap=True,
    )


def _clicked() -> None:
    points = st.session_state["poster"]["selection"]["points"]
    if points:
        block = points[0].get("customdata")
        block = block[0] if isinstance(block, list) else block
        if block in BLOCKS:
            session.select("" if block == session.selected() else block)


def _picked() -> None:
    session.select(st.session_state["picked"] or "")
