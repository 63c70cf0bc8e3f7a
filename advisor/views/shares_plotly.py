"""Shares of a block as one bar in parts, as a plain plotly dict."""

from __future__ import annotations

import html
from typing import Any

from advisor.canvas import BlockId
from advisor.shares import WHOLE, Shares
from advisor.texts import Words
from advisor.views.palette import PALETTES, PLACES, Theme
from advisor.views.wording import shorten

HEIGHT = 44  # pixels


def shares_spec(block: BlockId, shares: Shares, words: Words, theme: Theme) -> dict[str, Any]:
    """Give the parts side by side, in the order of the notes, in the hue of the block."""
    palette = PALETTES[theme]
    hue = palette.regions[PLACES[block].region]
    parts = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [""],
            "x": [part.percent],
            "text": [f"{words.number(part.percent)} %"],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "insidetextfont": {"color": palette.page},
            "marker": {
                "color": hue.strong,
                "line": {"color": palette.page, "width": 2},
            },
            "hovertemplate": html.escape(shorten(part.text), quote=False).replace("%", "&#37;")
            + f"<br>{words.number(part.percent)} &#37;<extra></extra>",
        }
        for part in shares.parts
    ]
    return {
        "data": parts,
        "layout": {
            "barmode": "stack",
            "height": HEIGHT,
            "showlegend": False,
            "margin": {"l": 2, "r": 2, "t": 4, "b": 4},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.text, "size": 12},
            "xaxis": {"range": [0, max(WHOLE, shares.total)], "visible": False, "fixedrange": True},
            "yaxis": {"visible": False, "fixedrange": True},
        },
    }
