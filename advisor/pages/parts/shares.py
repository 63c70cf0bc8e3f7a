"""Shares of revenue and cost: a bar, and what is missing to the whole."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import BlockId, Canvas
from advisor.findings import AnyReading
from advisor.pages import session
from advisor.shares import BLOCKS_WITH_SHARES, shares_of
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.ready_figure import ReadyFigure
from advisor.views.shares_plotly import shares_spec
from advisor.views.wording import shorten


def render(block: BlockId, canvas: Canvas, heard: tuple[AnyReading, ...], words: Words) -> None:
    """Show the shares of `block`, if it has any."""
    if block not in BLOCKS_WITH_SHARES:
        return
    shares = shares_of(canvas, block, heard)
    if not shares.parts:
        return
    theme = session.theme()
    said = [
        f"{words.quote(shorten(part.text, 40))} {words.number(part.percent)} %"
        for part in shares.parts
    ]
    st.plotly_chart(
        ReadyFigure(shares_spec(block, shares, words, theme)),
        key=f"shares_{block}",
        config={"displayModeBar": False},
        alt=words.listed(said),
    )
    gap = shares.missing
    total = words.number(shares.total)
    if not gap:
        text = words("page.shares.whole", total=total)
    elif gap > 0:
        text = words("page.shares.missing", total=total, gap=words.number(gap))
        if shares.without:
            text += " " + words.counted("page.shares.without", shares.without)
    else:
        text = words("page.shares.too_much", total=total, gap=words.number(-gap))
    st.caption(markdown(text))
