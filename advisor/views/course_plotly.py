"""The course of findings over versions, as a plain plotly dict."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.findings import Severity
from advisor.texts import Words
from advisor.views.palette import PALETTES, BadgeKind, Theme

HEIGHT = 240  # pixels


def course_spec(
    labels: Sequence[str],
    counts: Sequence[Mapping[Severity, int]],
    words: Words,
    theme: Theme,
) -> dict[str, Any]:
    """Give stacked bars, one per version in the order given, the heaviest weight at the bottom."""
    palette = PALETTES[theme]
    places = list(range(len(labels)))
    weights: tuple[tuple[Severity, BadgeKind], ...] = (
        (Severity.CONTRADICTION, "contradiction"),
        (Severity.RISK, "risk"),
        (Severity.HINT, "hint"),
    )
    bars = [
        {
            "type": "bar",
            "x": places,
            "y": [count[level] for count in counts],
            "name": words(f"severity.{level}.name"),
            "marker": {"color": palette.marks[badge].fill},
            "hovertemplate": "%{y}<extra>%{fullData.name}</extra>",
        }
        for level, badge in weights
    ]
    texts = [html.escape(label, quote=False) for label in labels]
    return {
        "data": bars,
        "layout": {
            "barmode": "stack",
            "height": HEIGHT,
            "margin": {"l": 30, "r": 10, "t": 10, "b": 40},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.text},
            "legend": {"orientation": "h", "y": 1.15},
            "xaxis": {"tickvals": places, "ticktext": texts, "fixedrange": True},
            "yaxis": {
                "dtick": 1,
                "gridcolor": palette.line,
                "fixedrange": True,
                "rangemode": "tozero",
            },
        },
    }
